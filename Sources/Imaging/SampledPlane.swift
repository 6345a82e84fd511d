internal import Movement

/// A plane together with the map from (column, row) of a tensor to its sample indices, where (0, 0) is the middle of
/// the first sample.
struct SampledPlane<Sample: FixedWidthInteger & UnsignedInteger> {
  private let base: UnsafePointer<Sample>
  private let samplesPerRow: Int
  private let lastColumn: Int
  private let lastRow: Int
  private let indexFromTensor: Affine

  /// - Parameters:
  ///   - storedFromTensor: to places in the stored picture, (0, 0) the corner of its first luma sample.
  ///   - widthRatio: luma samples for each sample of this plane, across; `heightRatio`: down.
  init(_ plane: Plane, storedFromTensor: Affine, widthRatio: Double, heightRatio: Double) {
    base = plane.base.assumingMemoryBound(to: Sample.self)
    samplesPerRow = plane.bytesPerRow / MemoryLayout<Sample>.stride
    lastColumn = plane.width - 1
    lastRow = plane.height - 1
    indexFromTensor = storedFromTensor.followed(
      by: Affine(a: 1 / widthRatio, b: 0, tx: -0.5, c: 0, d: 1 / heightRatio, ty: -0.5))
  }

  /// One row of the tensor, bilinear, in the plane's own units; beyond the plane its edge goes on.
  @inline(__always)
  func read(row: Int, into line: UnsafeMutablePointer<Float>, width: Int) {
    let inside = interior(row: row, width: width)
    for column in 0..<inside.lowerBound { line[column] = readAtEdge(column, row) }
    readInterior(row: row, columns: inside, into: line)
    for column in inside.upperBound..<width { line[column] = readAtEdge(column, row) }
  }

  /// Which share of the four neighbours' weight lies inside of the plane, 0 to 1.
  ///
  /// With a black outside, the replicated value times this is what four neighbours give of which those outside are
  /// black.
  func readCoverage(row: Int, into line: UnsafeMutablePointer<Float>, width: Int) {
    for column in 0..<width {
      let (x, y) = index(column, row)
      let beyond = (x: x - nearest(x, lastColumn), y: y - nearest(y, lastRow))
      line[column] = Float(max(0, 1 - abs(beyond.x)) * max(0, 1 - abs(beyond.y)))
    }
  }

  /// The hot loop: no neighbour needs a check.
  @inline(__always)
  private func readInterior(row: Int, columns: Range<Int>, into line: UnsafeMutablePointer<Float>) {
    let (startX, startY) = index(0, row)
    let (x0, y0) = (Float(startX), Float(startY))
    let (stepX, stepY) = (Float(indexFromTensor.a), Float(indexFromTensor.c))
    let (samples, stride) = (base, samplesPerRow)
    for column in columns {
      let x = x0 + Float(column) * stepX
      let y = y0 + Float(column) * stepY
      // Neither is negative here: cutting off the digits is rounding down.
      let left = Int32(x)
      let upper = Int32(y)
      let here = samples + (Int(upper) * stride + Int(left))
      line[column] = Self.blend(
        here[0], here[1], here[stride], here[stride + 1], x: x - Float(left), y: y - Float(upper))
    }
  }

  private func readAtEdge(_ column: Int, _ row: Int) -> Float {
    let place = index(column, row)
    let x = nearest(place.x, lastColumn)
    let y = nearest(place.y, lastRow)
    let left = Int(x)
    let upper = Int(y)
    let here = base + (upper * samplesPerRow + left)
    let right = left < lastColumn ? 1 : 0
    let below = upper < lastRow ? samplesPerRow : 0
    return Self.blend(
      here[0], here[right], here[below], here[below + right], x: Float(x - Double(left)), y: Float(y - Double(upper)))
  }

  @inline(__always)
  private static func blend(_ a: Sample, _ b: Sample, _ c: Sample, _ d: Sample, x: Float, y: Float) -> Float {
    let upper = value(a) + (value(b) - value(a)) * x
    let lower = value(c) + (value(d) - value(c)) * x
    return upper + (lower - upper) * y
  }

  @inline(__always)
  private static func value(_ sample: Sample) -> Float {
    Float(Int32(truncatingIfNeeded: Sample(littleEndian: sample)))
  }

  @inline(__always)
  private func index(_ column: Int, _ row: Int) -> (x: Double, y: Double) {
    let map = indexFromTensor
    return (
      map.a * Double(column) + map.b * Double(row) + map.tx, map.c * Double(column) + map.d * Double(row) + map.ty
    )
  }

  private func nearest(_ index: Double, _ last: Int) -> Double { min(max(index, 0), Double(last)) }

  /// The columns of a tensor row whose four neighbours all lie inside of the plane.
  private func interior(row: Int, width: Int) -> Range<Int> {
    let start = index(0, row)
    let across = columns(from: start.x, step: indexFromTensor.a, below: Double(lastColumn), width: width)
    return across.clamped(to: columns(from: start.y, step: indexFromTensor.c, below: Double(lastRow), width: width))
  }

  /// The whole numbers k with 0 < start + k step < limit, the ends kept off by more than `Float` can be wrong.
  private func columns(from start: Double, step: Double, below limit: Double, width: Int) -> Range<Int> {
    let margin = 0.01
    guard abs(step) > 1e-9 else { return start > margin && start < limit - margin ? 0..<width : 0..<0 }
    let one = (margin - start) / step
    let other = (limit - margin - start) / step
    let first = Int(min(max(min(one, other).rounded(.up), 0), Double(width)))
    let end = Int(min(max(max(one, other).rounded(.down), 0), Double(width)))
    return first..<max(first, end)
  }
}
