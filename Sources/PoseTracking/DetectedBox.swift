internal import Foundation
internal import Movement

/// One box of the detector in the units of its square, 0 to 1.
struct DetectedBox: Equatable {
  /// 0 to 1.
  var score: Double
  /// The face.
  var box: Box
  /// Middle of the hips, full-body circle, middle of the shoulders, upper-body circle.
  var points: [Point]

  /// The boxes at least as sure as the threshold, in the order of the anchors.
  ///
  /// - Parameters:
  ///   - coordinates: 2254 x 12: centre, width and height of the box, then four points, each in pixels of the input
  ///     relative to its anchor.
  ///   - scores: 2254 values before the sigmoid.
  static func decoded(
    coordinates: UnsafeBufferPointer<Float>, scores: UnsafeBufferPointer<Float>, threshold: Double
  ) -> [DetectedBox] {
    let anchors = Self.anchors
    precondition(scores.count == anchors.count && coordinates.count == anchors.count * 12)
    var boxes: [DetectedBox] = []
    for (index, anchor) in anchors.enumerated() {
      let clipped = Double(min(max(scores[index], -100), 100))
      let score = 1 / (1 + exp(-clipped))
      guard score >= threshold else { continue }
      let values = (0..<12).map { Double(coordinates[index * 12 + $0]) / Double(PersonDetector.inputSize) }
      guard values.allSatisfy(\.isFinite), values[2] >= 0, values[3] >= 0 else { continue }
      let centre = Point(x: values[0], y: values[1]) + anchor
      boxes.append(
        DetectedBox(
          score: score,
          box: Box(
            minX: centre.x - values[2] / 2, minY: centre.y - values[3] / 2,
            maxX: centre.x + values[2] / 2, maxY: centre.y + values[3] / 2),
          points: (0..<4).map { Point(x: values[4 + 2 * $0], y: values[5 + 2 * $0]) + anchor }))
    }
    return boxes
  }

  /// The middles of the cells of three grids; the coarsest has six anchors a cell, the others two.
  ///
  /// Strides 8, 16, 32, 32, 32 over 224 pixels; layers of one stride lie in one grid, with two anchors a layer.
  private static let anchors: [Point] = [(stride: 8, count: 2), (stride: 16, count: 2), (stride: 32, count: 6)]
    .flatMap { layer in
      let cells = PersonDetector.inputSize / layer.stride
      return (0..<cells * cells).flatMap { cell in
        let x = (Double(cell % cells) + 0.5) / Double(cells)
        let y = (Double(cell / cells) + 0.5) / Double(cells)
        return Array(repeating: Point(x: x, y: y), count: layer.count)
      }
    }

  /// One box for each group that overlaps by more than 0.3 with its surest, averaged by score; the surest first.
  static func merged(_ boxes: [DetectedBox]) -> [DetectedBox] {
    // Equal scores stay in the order of the anchors, whatever the sort does.
    let ordered = boxes.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
    var rest = ordered.map(\.element)
    var result: [DetectedBox] = []
    while let surest = rest.first {
      let group = rest.filter { $0.box.overlap(with: surest.box) > 0.3 }
      // A box without area overlaps with nothing, not even with itself.
      guard !group.isEmpty else {
        result.append(surest)
        rest.removeFirst()
        continue
      }
      rest.removeAll { $0.box.overlap(with: surest.box) > 0.3 }
      result.append(average(of: group, score: surest.score))
    }
    return result
  }

  private static func average(of group: [DetectedBox], score: Double) -> DetectedBox {
    let total = group.reduce(0) { $0 + $1.score }
    func mean(_ value: (DetectedBox) -> Double) -> Double { group.reduce(0) { $0 + value($1) * $1.score } / total }
    return DetectedBox(
      score: score,
      box: Box(
        minX: mean { $0.box.minX }, minY: mean { $0.box.minY }, maxX: mean { $0.box.maxX }, maxY: mean { $0.box.maxY }),
      points: (0..<4).map { k in Point(x: mean { $0.points[k].x }, y: mean { $0.points[k].y }) })
  }
}
