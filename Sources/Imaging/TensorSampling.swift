/// What lies outside of the picture, as a tensor sees it.
public enum Border: Sendable {
  /// Black.
  case zero
  /// The nearest pixel of the edge goes on for ever.
  case replicate
}

extension Picture {
  /// Samples a region of the picture, turned and scaled at will, into a tensor of RGB floats.
  ///
  /// Bilinear in the stored planes, without a filter before shrinking, then converted to RGB: as OpenCV's
  /// `warpPerspective` with `INTER_LINEAR` does on the RGB picture, but for its rounding to 8 bits and 1/32 pixel and
  /// for colours being smoothed between chroma samples. Chroma samples are taken as lying in the middle of the luma
  /// samples that they cover.
  ///
  /// - Parameters:
  ///   - tensor: height x width x 3 floats, row by row; all are written.
  ///   - displayFromTensor: from (column, row), whole numbers, to the place in the displayed picture that is sampled,
  ///     where (0.5, 0.5) is the middle of the first pixel.
  ///   - range: black and full brightness in the tensor.
  /// - Precondition: the tensor holds exactly `width * height * 3` floats; the bit depth is 8 to 16.
  public func sample(
    into tensor: UnsafeMutableBufferPointer<Float>, width: Int, height: Int, displayFromTensor: Affine,
    border: Border, range: ClosedRange<Float> = 0...1
  ) {
    precondition(tensor.count == width * height * 3, "\(tensor.count) floats, expected \(width) x \(height) x 3")
    precondition((8...16).contains(bitDepth), "bit depth \(bitDepth), expected 8 to 16")
    let storedFromTensor = displayFromTensor.followed(by: geometry.storedFromDisplay)
    if bitDepth == 8 {
      fill(tensor, width, height, SampledPicture<UInt8>(self, storedFromTensor), border, range)
    } else {
      fill(tensor, width, height, SampledPicture<UInt16>(self, storedFromTensor), border, range)
    }
  }

  @inline(__always)
  private func fill<Sample>(
    _ tensor: UnsafeMutableBufferPointer<Float>, _ width: Int, _ height: Int, _ picture: SampledPicture<Sample>,
    _ border: Border, _ range: ClosedRange<Float>
  ) {
    let conversion = ColourConversion(colour, bitDepth: bitDepth, isGrey: chroma == nil)
    // A row of each plane, still in the picture's own units, and of how much of each pixel lies inside.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width * 4) { rows in
      guard let y = rows.baseAddress, let output = tensor.baseAddress else { return }
      let blue = y + width
      let red = blue + width
      let coverage = red + width
      rows.initialize(repeating: 0)
      if border == .replicate { coverage.update(repeating: 1, count: width) }
      for row in 0..<height {
        picture.luma.read(row: row, into: y, width: width)
        if let chroma = picture.chroma {
          chroma.blue.read(row: row, into: blue, width: width)
          chroma.red.read(row: row, into: red, width: width)
        }
        if border == .zero { picture.luma.readCoverage(row: row, into: coverage, width: width) }
        conversion.write(y, blue, red, coverage: coverage, to: output + row * width * 3, width: width, range: range)
      }
    }
  }
}

/// The planes of a picture, each with its own map from the tensor.
private struct SampledPicture<Sample: FixedWidthInteger & UnsignedInteger> {
  let luma: SampledPlane<Sample>
  let chroma: (blue: SampledPlane<Sample>, red: SampledPlane<Sample>)?

  init(_ picture: Picture, _ storedFromTensor: Affine) {
    let whole = picture.luma
    luma = SampledPlane(whole, storedFromTensor: storedFromTensor, widthRatio: 1, heightRatio: 1)
    chroma = picture.chroma.map { blue, red in
      let widthRatio = Self.subsampling(of: blue.width, whole: whole.width)
      let heightRatio = Self.subsampling(of: blue.height, whole: whole.height)
      return (
        SampledPlane(blue, storedFromTensor: storedFromTensor, widthRatio: widthRatio, heightRatio: heightRatio),
        SampledPlane(red, storedFromTensor: storedFromTensor, widthRatio: widthRatio, heightRatio: heightRatio)
      )
    }
  }

  /// 1, 2 or 4: planes of odd pictures are rounded up, so the plain ratio would be a little off.
  private static func subsampling(of part: Int, whole: Int) -> Double {
    [1, 2, 4].first { (whole + $0 - 1) / $0 == part }.map(Double.init) ?? Double(whole) / Double(part)
  }
}
