internal import Movement

/// An upright rectangle of whole pixels on a layer.
struct PixelBox: Equatable, Sendable {
  /// Columns, from the left edge.
  var columns: Range<Int>
  /// Rows, from the upper edge.
  var rows: Range<Int>

  /// Pixels; a multiple of the squares that share a colour difference in 4:2:0 video.
  static let grid = 16

  /// All pixels that `box` touches, within `limits`; `nil`: none, or the box is not finite.
  init?(_ box: Box, within limits: PixelBox) {
    func range(_ low: Double, _ high: Double, _ limits: Range<Int>) -> Range<Int>? {
      guard low.isFinite, high.isFinite, low <= high else { return nil }
      let first = max(low.rounded(.down), Double(limits.lowerBound))
      let end = min(high.rounded(.up), Double(limits.upperBound))
      return first < end ? Int(first)..<Int(end) : nil
    }
    guard let columns = range(box.minX, box.maxX, limits.columns), let rows = range(box.minY, box.maxY, limits.rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }

  init(columns: Range<Int>, rows: Range<Int>) {
    self.columns = columns
    self.rows = rows
  }

  var box: Box {
    Box(
      minX: Double(columns.lowerBound), minY: Double(rows.lowerBound), maxX: Double(columns.upperBound),
      maxY: Double(rows.upperBound))
  }

  func contains(x: Int, y: Int) -> Bool { columns.contains(x) && rows.contains(y) }
}

extension [Box] {
  /// The pixels of all boxes as boxes that do not overlap, their edges on multiples of ``PixelBox/grid`` but at the limits'
  /// own: what is blended is blended once, and whole squares of colour difference at a time.
  func disjoint(within limits: PixelBox) -> [PixelBox] {
    let grid = PixelBox.grid
    let boxes = compactMap { PixelBox($0, within: limits) }
    guard let first = boxes.map(\.rows.lowerBound).min(), let end = boxes.map(\.rows.upperBound).max() else {
      return []
    }
    var result: [PixelBox] = []
    for top in stride(from: first / grid * grid, to: end, by: grid) {
      let rows = (top..<top + grid).clamped(to: limits.rows)
      var columns: [Range<Int>] = []
      for box in boxes.filter({ $0.rows.overlaps(rows) }).sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound })
      {
        let low = box.columns.lowerBound / grid * grid
        let high = (box.columns.upperBound + grid - 1) / grid * grid
        let range = (low..<high).clamped(to: limits.columns)
        if let last = columns.last, range.lowerBound <= last.upperBound {
          columns[columns.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
        } else {
          columns.append(range)
        }
      }
      result += columns.map { PixelBox(columns: $0, rows: rows) }
    }
    return result
  }
}
