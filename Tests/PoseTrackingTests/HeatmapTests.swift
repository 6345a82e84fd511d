import Movement
import Testing

@testable import PoseTracking

@Suite("Refining landmarks from the heatmap")
struct HeatmapTests {
  private func refined(_ place: Point, peakAt peak: (column: Int, row: Int)?, height: Float = 8) -> Point {
    var values = [Float](repeating: -30, count: 64 * 64)
    if let peak { values[peak.row * 64 + peak.column] = height }
    var places = [place]
    values.withUnsafeBufferPointer { Heatmap($0, channels: 1).refine(&places) }
    return places[0]
  }

  @Test("a landmark moves to the peak beside it")
  func moves() {
    #expect(refined(Point(x: 0.5, y: 0.5), peakAt: (34, 30)).distance(to: Point(x: 34.0 / 64, y: 30.0 / 64)) < 1e-6)
    #expect(refined(Point(x: 0, y: 0), peakAt: (2, 1)).distance(to: Point(x: 2.0 / 64, y: 1.0 / 64)) < 1e-6)
  }

  @Test("it stays where the heatmap is unsure, the peak far, or it lies outside")
  func stays() {
    let place = Point(x: 0.5, y: 0.5)
    #expect(refined(place, peakAt: nil) == place)
    #expect(refined(place, peakAt: (34, 30), height: -0.1) == place)
    #expect(refined(place, peakAt: (37, 32)) == place)
    let outside = Point(x: 1.2, y: -3)
    #expect(refined(outside, peakAt: (63, 0)) == outside)
  }
}
