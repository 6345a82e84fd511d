extension MutablePicture {
  /// The same colours in another coding, in place.
  ///
  /// Grey stays grey in every matrix, so the new differences are made of the old differences alone, and the new luma of
  /// the old one and a share of the differences. Rounded to the nearest step; the error is at most 1.
  public mutating func recode(to coding: ColourCoding) {
    guard coding != colour else { return }
    if coding.matrix != colour.matrix {
      recodeMatrix(to: coding)
    } else {
      let (from, to) = (colour.ranges, coding.ranges)
      luma.scale(by: to.luma / from.luma, around: from.black, to: to.black)
      blue.scale(by: to.difference / from.difference, around: 128, to: 128)
      red.scale(by: to.difference / from.difference, around: 128, to: 128)
    }
    colour = coding
  }

  /// Source of the formulas: ITU-R BT.601, 709 and 2020, R = Y + 2 (1 - Kr) Cr, B = Y + 2 (1 - Kb) Cb.
  private func recodeMatrix(to coding: ColourCoding) {
    let (old, new) = (colour.matrix.weights, coding.matrix.weights)
    let (from, to) = (colour.ranges, coding.ranges)
    // R - Y and B - Y of one unit of Cr and Cb, and G - Y of both.
    let (redGain, blueGain) = (2 * (1 - old.red), 2 * (1 - old.blue))
    let (greenOfRed, greenOfBlue) = (-redGain * old.red / old.green, -blueGain * old.blue / old.green)
    let lumaOfRed = new.red * redGain + new.green * greenOfRed
    let lumaOfBlue = new.blue * blueGain + new.green * greenOfBlue
    let gain = Float(to.luma / from.luma)
    let (lumaRed, lumaBlue) = (
      Float(to.luma / from.difference * lumaOfRed), Float(to.luma / from.difference * lumaOfBlue)
    )
    let unit = to.difference / from.difference
    let (intoRed, intoBlue) = (unit / (2 * (1 - new.red)), unit / (2 * (1 - new.blue)))
    let (redOfRed, redOfBlue) = (Float((redGain - lumaOfRed) * intoRed), Float(-lumaOfBlue * intoRed))
    let (blueOfBlue, blueOfRed) = (Float((blueGain - lumaOfBlue) * intoBlue), Float(-lumaOfRed * intoBlue))
    let (oldBlack, newBlack) = (Float(from.black), Float(to.black))
    for row in 0..<blue.height {
      let blues = blue.base + row * blue.bytesPerRow
      let reds = red.base + row * red.bytesPerRow
      let upper = luma.base + 2 * row * luma.bytesPerRow
      let lower = upper + luma.bytesPerRow
      for column in 0..<blue.width {
        let (cb, cr) = (Float(blues[column]) - 128, Float(reds[column]) - 128)
        let shift = lumaBlue * cb + lumaRed * cr + newBlack
        for place in [upper + 2 * column, upper + 2 * column + 1, lower + 2 * column, lower + 2 * column + 1] {
          place.pointee = Self.byte(gain * (Float(place.pointee) - oldBlack) + shift)
        }
        blues[column] = Self.byte(blueOfBlue * cb + blueOfRed * cr + 128)
        reds[column] = Self.byte(redOfRed * cr + redOfBlue * cb + 128)
      }
    }
  }

  @inline(__always)
  static func byte(_ value: Float) -> UInt8 { UInt8(min(max(value, 0), 255) + 0.5) }
}

extension MutablePlane {
  /// v becomes (v - `middle`) `gain` + `newMiddle`, in 16-bit fractions.
  fileprivate func scale(by gain: Double, around middle: Double, to newMiddle: Double) {
    let factor = Int32((gain * 65536).rounded())
    let offset = Int32(((newMiddle - middle * gain) * 65536).rounded()) + 32768
    for row in 0..<height {
      let line = base + row * bytesPerRow
      for column in 0..<width {
        let value = (Int32(line[column]) &* factor &+ offset) >> 16
        line[column] = UInt8(truncatingIfNeeded: min(max(value, 0), 255))
      }
    }
  }
}

extension ColourCoding {
  /// Steps from black to white, the step that is black, and the steps of a colour difference from -1/2 to 1/2.
  var ranges: (luma: Double, black: Double, difference: Double) {
    isFullRange ? (255, 0, 255) : (219, 16, 224)
  }
}

extension ColourCoding.Matrix {
  /// Shares of red, green and blue in luma.
  var weights: (red: Double, green: Double, blue: Double) {
    switch self {
    case .bt601: (0.299, 0.587, 0.114)
    case .bt709: (0.2126, 0.7152, 0.0722)
    case .bt2020: (0.2627, 0.6780, 0.0593)
    }
  }
}
