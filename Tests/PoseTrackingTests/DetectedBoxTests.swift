import Movement
import Testing

@testable import PoseTracking

@Suite("Boxes of the detector")
struct DetectedBoxTests {
  private func box(_ score: Double, x: Double, size: Double = 0.2) -> DetectedBox {
    DetectedBox(
      score: score, box: Box(minX: x, minY: 0, maxX: x + size, maxY: size),
      points: Array(repeating: Point(x: x, y: 0.5), count: 4))
  }

  @Test("boxes on one face become one, averaged by score; the surest comes first")
  func merged() {
    let merged = DetectedBox.merged([box(0.6, x: 0.7), box(0.9, x: 0.1), box(0.6, x: 0.12)])
    #expect(merged.map(\.score) == [0.9, 0.6])
    #expect(abs(merged[0].points[0].x - (0.9 * 0.1 + 0.6 * 0.12) / 1.5) < 1e-12)
    #expect(merged[1].points[0].x == 0.7)
  }

  @Test("a box without area stays alone and does not hang the merging")
  func flat() {
    #expect(DetectedBox.merged([box(0.9, x: 0.1, size: 0), box(0.8, x: 0.1)]).count == 2)
    #expect(DetectedBox.merged([]).isEmpty)
  }

  /// Anchor 0 is the middle of the first of 28 cells; its box is moved by 22.4 of 224 pixels.
  @Test("a box is read relative to its anchor, and only from the threshold on")
  func decoded() {
    var coordinates = [Float](repeating: 0, count: 2254 * 12)
    var scores = [Float](repeating: -1000, count: 2254)
    coordinates.replaceSubrange(0..<6, with: [22.4, 0, 44.8, 22.4, 112, -11.2])
    scores[0] = 1
    scores[1] = -0.01
    let boxes = coordinates.withUnsafeBufferPointer { coordinates in
      scores.withUnsafeBufferPointer { DetectedBox.decoded(coordinates: coordinates, scores: $0, threshold: 0.5) }
    }
    let anchor = 0.5 / 28
    #expect(boxes.count == 1)
    #expect(abs(boxes[0].score - 0.7310586) < 1e-6)
    #expect(abs(boxes[0].box.minX - anchor) < 1e-6)
    #expect(abs(boxes[0].points[0].x - (anchor + 0.5)) < 1e-6)
    #expect(abs(boxes[0].points[0].y - (anchor - 0.05)) < 1e-6)
  }
}
