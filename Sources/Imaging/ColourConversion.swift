/// The linear map from stored samples to RGB in 0...1, with the offsets of limited range folded in:
/// `red = luma * y + redFromRed * cr + redOffset` and so on, before clamping.
///
/// Source of the constants: ITU-R BT.601, BT.709 and BT.2020 (non-constant luminance), Kr and Kb; range scaling by
/// bit depth as in BT.2020 table 5.
struct ColourConversion {
  var luma: Float
  var redFromRed: Float
  var greenFromBlue: Float
  var greenFromRed: Float
  var blueFromBlue: Float
  var redOffset: Float
  var greenOffset: Float
  var blueOffset: Float

  init(_ coding: ColourCoding, bitDepth: Int, isGrey: Bool) {
    let (kr, kb): (Double, Double) =
      switch coding.matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let kg = 1 - kr - kb
    let unit = Double(1 << (bitDepth - 8))
    let top = Double(1 << bitDepth) - 1
    let black = coding.isFullRange ? 0 : 16 * unit
    let lumaScale = 1 / (coding.isFullRange ? top : 219 * unit)
    let chromaScale = isGrey ? 0 : 1 / (coding.isFullRange ? top : 224 * unit)
    let middle = 128 * unit

    let rr = 2 * (1 - kr) * chromaScale
    let gb = -2 * kb * (1 - kb) / kg * chromaScale
    let gr = -2 * kr * (1 - kr) / kg * chromaScale
    let bb = 2 * (1 - kb) * chromaScale
    luma = Float(lumaScale)
    redFromRed = Float(rr)
    greenFromBlue = Float(gb)
    greenFromRed = Float(gr)
    blueFromBlue = Float(bb)
    redOffset = Float(-black * lumaScale - middle * rr)
    greenOffset = Float(-black * lumaScale - middle * (gb + gr))
    blueOffset = Float(-black * lumaScale - middle * bb)
  }

  /// Makes a row of RGB of a row of luma and colour differences, all in stored units.
  @inline(__always)
  func write(
    _ y: UnsafePointer<Float>, _ blue: UnsafePointer<Float>, _ red: UnsafePointer<Float>,
    coverage: UnsafePointer<Float>, to pixels: UnsafeMutablePointer<Float>, width: Int, range: ClosedRange<Float>
  ) {
    let own = self
    let lowest = range.lowerBound
    let span = range.upperBound - range.lowerBound
    for column in 0..<width {
      let bright = own.luma * y[column]
      let (cb, cr) = (blue[column], red[column])
      let rgb = SIMD4(
        bright + own.redFromRed * cr + own.redOffset,
        bright + own.greenFromBlue * cb + own.greenFromRed * cr + own.greenOffset,
        bright + own.blueFromBlue * cb + own.blueOffset, 0)
      let shown = lowest + span * coverage[column] * rgb.clamped(lowerBound: .zero, upperBound: .one)
      pixels[column * 3] = shown.x
      pixels[column * 3 + 1] = shown.y
      pixels[column * 3 + 2] = shown.z
    }
  }
}
