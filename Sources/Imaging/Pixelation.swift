public import Movement

extension MutablePicture {
  /// Squares across the diameter of what is hidden. People and programs know faces of some ten pixels across; five leave
  /// the head's outline and its colours.
  private static let squaresAcross = 5.0

  /// Hides a face: a disc becomes coarse squares, each the mean of what it covers.
  ///
  /// The squares move along with the disc, so that a moving face does not show itself little by little. Beyond the
  /// picture's edge there is nothing to hide; a disc that is nowhere in the picture, or not a number, changes nothing.
  ///
  /// - Parameters:
  ///   - centre: in pixels.
  ///   - radius: of all that is hidden, pixels; a disc narrower than a pixel hides nothing.
  public func pixelate(around centre: Point, radius: Double) {
    guard centre.x.isFinite, centre.y.isFinite, radius.isFinite, radius >= 0.5 else { return }
    let largest = Double(size.width + size.height)
    guard abs(centre.x) < 4 * largest, abs(centre.y) < 4 * largest else { return }
    let reach = min(radius, 8 * largest)
    let side = max(2, Int((reach / Self.squaresAcross).rounded(.up)) * 2)
    let (left, right) = (Self.even(centre.x - reach), centre.x + reach)
    let (top, bottom) = (Self.even(centre.y - reach), centre.y + reach)
    for y in stride(from: top, to: min(Int(bottom.rounded(.up)), size.height), by: side) where y + side > 0 {
      for x in stride(from: left, to: min(Int(right.rounded(.up)), size.width), by: side) where x + side > 0 {
        flatten(x..<x + side, y..<y + side, inside: centre, radius: reach)
      }
    }
  }

  private static func even(_ value: Double) -> Int { Int(value.rounded(.down)) & ~1 }

  /// Gives a square its mean where it lies in the disc. The square's edges are even.
  private func flatten(_ columns: Range<Int>, _ rows: Range<Int>, inside centre: Point, radius: Double) {
    let x = columns.clamped(to: 0..<size.width)
    let y = rows.clamped(to: 0..<size.height)
    guard !x.isEmpty, !y.isEmpty else { return }
    let square = part(PixelRect(x: x.lowerBound, y: y.lowerBound, width: x.count, height: y.count))
    let (light, blueMean, redMean) = (square.luma.mean, square.blue.mean, square.red.mean)
    // By twos, so that luma and colour end at the same place.
    for row in stride(from: 0, to: y.count, by: 2) {
      let down = Double(y.lowerBound + row + 1) - centre.y
      let half = radius * radius - down * down
      guard half >= 0 else { continue }
      let first = (centre.x - half.squareRoot() - Double(x.lowerBound) - 1) / 2
      let last = (centre.x + half.squareRoot() - Double(x.lowerBound) - 1) / 2
      let from = max(0, Int(first.rounded(.up)))
      let count = min(x.count / 2 - 1, Int(last.rounded(.down))) - from + 1
      guard count > 0 else { continue }
      for line in [row, row + 1] {
        (square.luma.base + line * square.luma.bytesPerRow + 2 * from).update(repeating: light, count: 2 * count)
      }
      (square.blue.base + row / 2 * square.blue.bytesPerRow + from).update(repeating: blueMean, count: count)
      (square.red.base + row / 2 * square.red.bytesPerRow + from).update(repeating: redMean, count: count)
    }
  }
}

extension MutablePlane {
  /// The mean of all its samples, rounded.
  fileprivate var mean: UInt8 {
    var sum = 0
    for row in 0..<height {
      let line = base + row * bytesPerRow
      for column in 0..<width { sum &+= Int(line[column]) }
    }
    return UInt8(truncatingIfNeeded: (sum + width * height / 2) / (width * height))
  }
}
