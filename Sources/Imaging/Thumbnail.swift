/// A small grey copy of a picture's luma, averaged over whole squares of pixels.
struct Thumbnail {
  /// In squares.
  let width: Int
  let height: Int
  /// Stored pixels along the side of a square.
  let scale: Int
  /// Row by row, 0 black to 255 white whatever the picture's range; noise may reach a little beyond.
  let values: [Float]
  let mean: Float

  /// - Parameter targetWidth: the wanted width; the real one lies within a factor of two, or below for tiny pictures.
  init(_ picture: Picture, targetWidth: Int) {
    let luma = picture.luma
    scale = max(1, luma.width / targetWidth)
    width = luma.width / scale
    height = max(1, luma.height / scale)
    let isByte = picture.bitDepth == 8
    let squares =
      isByte
      ? Self.sums(luma, UInt8.self, scale, width, height) : Self.sums(luma, UInt16.self, scale, width, height)
    let unit = Float(1 << (picture.bitDepth - 8))
    let (black, white) = picture.colour.isFullRange ? (Float(0), Float(255)) : (Float(16), Float(235))
    let rows = min(scale, luma.height)
    let gain = 255 / (white - black) / (unit * Float(Self.sampled(rows, scale) * scale))
    let offset = black * 255 / (white - black)
    values = squares.map { Float($0) * gain - offset }
    mean = values.reduce(0, +) / Float(values.count)
  }

  /// Every how many rows are read: of large squares eight rows tell enough.
  private static func rowStep(_ scale: Int) -> Int { max(1, scale / 8) }

  private static func sampled(_ rows: Int, _ scale: Int) -> Int { (rows + rowStep(scale) - 1) / rowStep(scale) }

  /// Sums over the squares. Rows are added up first, since that goes many pixels at a time.
  private static func sums<Sample: FixedWidthInteger & UnsignedInteger>(
    _ plane: Plane, _: Sample.Type, _ scale: Int, _ width: Int, _ height: Int
  ) -> [UInt32] {
    let columns = width * scale
    var result = [UInt32](repeating: 0, count: width * height)
    var column = [UInt32](repeating: 0, count: columns)
    column.withUnsafeMutableBufferPointer { column in
      for y in 0..<height {
        column.update(repeating: 0)
        for row in stride(from: y * scale, to: min((y + 1) * scale, plane.height), by: rowStep(scale)) {
          let samples = (plane.base + row * plane.bytesPerRow).assumingMemoryBound(to: Sample.self)
          for x in 0..<columns { column[x] &+= UInt32(truncatingIfNeeded: samples[x]) }
        }
        for x in 0..<width {
          var sum: UInt32 = 0
          for k in x * scale..<(x + 1) * scale { sum &+= column[k] }
          result[y * width + x] = sum
        }
      }
    }
    return result
  }
}
