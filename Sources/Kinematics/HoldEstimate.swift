public import Movement

/// How long the legs stopped at the top.
///
/// Defined as the time about the top during which the true angle is within 5° of the top level and slower than 20°/s.
/// A speed read from a noisy track breaks such a stretch apart, so only the *angle* is read: the time within 5°, less
/// what the ends of two minimum-jerk moves spend inside the band while still faster than 20°/s.
public struct HoldEstimate: Sendable, Equatable {
  public let span: TimeSpan
  /// Half the width of the 90 % interval, seconds.
  public let uncertainty: Double

  public var duration: Double { span.duration }

  static let slow = 20.0
  /// Leaving the band for less than this does not end the hold.
  static let closedGap = 0.1

  /// - Parameters:
  ///   - delta: the angle, no sample missing.
  ///   - top: a sample inside the plateau.
  ///   - ascent, descent: the moves before and after; `nil` where there is none.
  ///   - noise: of the angle, degrees.
  init(
    delta: [Double], timeline: Timeline, top: Int, level: Double, ascent: RepMotion.Move, descent: RepMotion.Move?,
    noise: Double
  ) {
    let slack = Int(HoldEstimate.closedGap / timeline.step)
    let band = RepMotion.band
    func edge(_ direction: Int) -> Int {
      var last = top
      var index = top
      while delta.indices.contains(index), abs(index - last) <= slack + 1 {
        if abs(delta[index] - level) <= band { last = index }
        index += direction
      }
      return last
    }
    let first = edge(-1)
    let last = edge(1)
    let before = first > 0 ? delta[first - 1] : level
    let after = last + 1 < delta.count ? delta[last + 1] : level

    // Whoever comes from above has overshot: that is no minimum-jerk end, and its time in the band is short.
    let arriving =
      before < level - band
      ? MinimumJerk.tail(
        range: ascent.range, duration: ascent.fullDuration, band: band, slow: HoldEstimate.slow) : 0
    let leaving =
      after < level - band && descent != nil
      ? MinimumJerk.tail(
        range: descent?.range ?? 0, duration: descent?.fullDuration ?? 0, band: band, slow: HoldEstimate.slow) : 0
    var from = timeline.time(first) - timeline.step * HoldEstimate.beyond(before, delta[first], level: level)
    var to = timeline.time(last) + timeline.step * HoldEstimate.beyond(after, delta[last], level: level)
    from += arriving
    to -= leaving
    if to < from {
      from = (from + to) / 2
      to = from
    }
    span = TimeSpan(from: from, to: to)

    // The crossing of the band wanders by (noise / speed there) on each side, once per side; the shape of the ends
    // adds what was measured on tracked clips. A hold that no descent ends has an open end.
    let crossing = HoldEstimate.crossingError(of: ascent, noise: noise)
    let leavingError = descent.map { HoldEstimate.crossingError(of: $0, noise: noise) } ?? crossing
    let shape = HoldEstimate.shapeError
    uncertainty =
      (shape * shape + 2.7 * (crossing * crossing + leavingError * leavingError) + timeline.step * timeline.step / 4)
      .squareRoot()
  }

  /// 90 % of holds on tracked clips lie within this of the truth, whatever the shape of the moves.
  private static let shapeError = 0.1

  /// How far beyond the last sample inside the band the signal crosses its edge, in samples.
  private static func beyond(_ outside: Double, _ inside: Double, level: Double) -> Double {
    let limit = outside < level ? level - RepMotion.band : level + RepMotion.band
    guard outside != inside, abs(outside - level) > RepMotion.band else { return 0 }
    return Swift.min(1, Swift.max(0, (limit - inside) / (outside - inside)))
  }

  private static func crossingError(of move: RepMotion.Move, noise: Double) -> Double {
    guard move.fullDuration > 0, move.range > RepMotion.band else { return 0 }
    let average = move.range / move.fullDuration
    // A minimum-jerk move of 60 to 90° is about half as fast as on average where 5° are left.
    return Swift.min(0.5, noise / Swift.max(average * 0.5, 1))
  }
}
