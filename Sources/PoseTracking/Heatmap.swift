internal import Foundation
internal import Movement

/// For each landmark, how likely it lies in each cell of the region: 64 x 64 cells x channels, before the sigmoid.
struct Heatmap {
  static let size = 64
  /// Cells looked at about a landmark, in each direction: kernel 9. The reference's graph asks for 7, but what it
  /// does is 9, its calculator's default: with 9 its landmarks come out to 0.01 pixel of the input, with 7 to 1.
  private static let reach = 4
  /// Below this likelihood a landmark stays where it is.
  private static let surenessNeeded = 0.5

  private let values: UnsafeBufferPointer<Float>
  private let channels: Int

  /// - Precondition: 64 x 64 x channels values.
  init(_ values: UnsafeBufferPointer<Float>, channels: Int) {
    precondition(values.count == Self.size * Self.size * channels)
    self.values = values
    self.channels = channels
  }

  /// Moves each landmark to the weighted mean of the cells around it.
  ///
  /// Source: MediaPipe's `RefineLandmarksFromHeatmapCalculator`, least confidence 0.5.
  ///
  /// - Parameter places: one for each channel, 0 to 1 over the region. Those outside of the region stay.
  func refine(_ places: inout [Point]) {
    for index in places.indices {
      let place = places[index] * Double(Self.size)
      let cells = 0..<Double(Self.size)
      guard cells.contains(place.x), cells.contains(place.y) else { continue }
      if let refined = mean(channel: index, column: Int(place.x), row: Int(place.y)) { places[index] = refined }
    }
  }

  private func mean(channel: Int, column: Int, row: Int) -> Point? {
    var sum = 0.0
    var highest = 0.0
    var weighted = Point(x: 0, y: 0)
    for y in max(0, row - Self.reach)...min(Self.size - 1, row + Self.reach) {
      for x in max(0, column - Self.reach)...min(Self.size - 1, column + Self.reach) {
        let likelihood = 1 / (1 + exp(-Double(values[(y * Self.size + x) * channels + channel])))
        sum += likelihood
        highest = max(highest, likelihood)
        weighted = weighted + Point(x: Double(x), y: Double(y)) * likelihood
      }
    }
    guard highest >= Self.surenessNeeded, sum > 0 else { return nil }
    return weighted * (1 / sum / Double(Self.size))
  }
}
