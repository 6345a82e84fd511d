/// The smoothest move from rest to rest: what a controlled ascent or descent looks like (Flash and Hogan 1985).
///
/// Position over time, both as shares of the whole: 10 u³ - 15 u⁴ + 6 u⁵.
public enum MinimumJerk {
  /// The time from 10 to 90 % of the way, as a share of the whole duration.
  public static let share10to90 = 0.507
  /// When 10 % of the way is done, as a share of the whole duration.
  public static let shareTo10 = (1 - share10to90) / 2

  public static func position(_ u: Double) -> Double {
    let u = min(max(u, 0), 1)
    return u * u * u * (10 + u * (6 * u - 15))
  }

  /// In ways per duration; 1.875 in the middle.
  public static func speed(_ u: Double) -> Double {
    let u = min(max(u, 0), 1)
    return 30 * u * u * (1 - u) * (1 - u)
  }

  /// How long the end of a move takes from `band` degrees off to slower than `slow`; 0 when it is slower all along.
  ///
  /// - Parameters:
  ///   - range: of the whole move, degrees.
  ///   - duration: of the whole move, seconds.
  public static func tail(range: Double, duration: Double, band: Double, slow: Double) -> Double {
    guard range > band, duration > 0 else { return 0 }
    let inBand = solve { position($0) * range >= band }
    let isSlow = solve { speed($0) * range / duration >= slow }
    return max(0, inBand - isSlow) * duration
  }

  /// The smallest share of the first half at which a rising condition holds; one half when it never does.
  private static func solve(_ holds: (Double) -> Bool) -> Double {
    var low = 0.0
    var high = 0.5
    guard holds(high) else { return high }
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
