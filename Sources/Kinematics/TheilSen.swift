/// A straight line through points, of which nearly a third may lie anywhere: the median of the slopes of all pairs.
public struct TheilSen: Sendable, Equatable {
  public let slope: Double
  /// The line's height at x = 0.
  public let intercept: Double

  /// - Parameter points: those with a missing coordinate (NaN) take no part. `nil` with fewer than two different x.
  public init?(_ points: [(x: Double, y: Double)]) {
    let known = points.filter { !$0.x.isNaN && !$0.y.isNaN }
    let slopes = known.indices.flatMap { first in
      known[(first + 1)...].compactMap { later in
        later.x == known[first].x ? nil : (later.y - known[first].y) / (later.x - known[first].x)
      }
    }
    guard let slope = slopes.median() else { return nil }
    self.slope = slope
    intercept = known.map { $0.y - slope * $0.x }.median() ?? 0
  }
}
