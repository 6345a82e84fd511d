/// How the speed went on the way up: one bell for a controlled lift, several for a jerky one.
public struct AscentShape: Sendable, Equatable {
  /// Peaks of speed with a prominence of at least 30 % of the largest.
  public let peaks: Int
  /// Lowest speed between two peaks / the smaller of them, the smallest of all pairs; `nil` for one peak.
  public let dip: Double?
  /// Largest speed / mean speed from 10 to 90 % of the range: minimum jerk 1.19, slow creep 2.2-2.8.
  public let burst: Double
  /// Largest speed in the last 30 % of the range / mean speed from 10 to 90 %: minimum jerk 1.1.
  public let lateRatio: Double
  /// The largest speed of the whole ascent lies in the last 30 % of the range.
  public let isFastestLate: Bool
  /// The moments of the peaks, seconds.
  public let peakTimes: [Double]
  /// Spectral arc length of the ascent's speed; reported only.
  public let sparc: Double?

  /// - Parameters:
  ///   - angle: delta below `cutOff`; `speed`: its slope, deg/s; no sample missing.
  ///   - rep: whose ascent it is.
  /// `nil` when the ascent has fewer than three samples.
  public init?(angle: [Double], speed: [Double], timeline: Timeline, rep: RepMotion) {
    let from = timeline.index(rep.ascent.tenth)
    let to = timeline.index(rep.ascent.ninetieth)
    guard to - from >= 2, rep.ascent.ninetieth > rep.ascent.tenth else { return nil }
    let way = 0.8 * rep.range / (rep.ascent.ninetieth - rep.ascent.tenth)

    // Peaks are looked for on the whole way, so that a peak at 89 % still has two flanks, and counted between the
    // tenths and a little beyond: the last peak of a jerk into the top lies on the 90 % line.
    let first = Swift.max(rep.bottomBefore, timeline.index(rep.ascent.fittedStart - 0.3))
    let last = Swift.min(rep.bottomAfter, Swift.max(to, rep.top))
    guard first < last else { return nil }
    let course = Array(speed[first...last])
    let largest = speed[from...to].max() ?? 0
    guard largest > 0, way > 0 else { return nil }
    let reach = timeline.samples(0.05)
    let found = SpeedPeaks(in: course, prominence: 0.3 * largest).peaks.filter {
      (from - reach...to + reach).contains($0 + first)
    }
    peaks = Swift.max(1, found.count)
    peakTimes = found.map { timeline.time($0 + first) }
    dip =
      zip(found, found.dropFirst())
      .map { a, b in Swift.max(0, course[a...b].min() ?? 0) / Swift.min(course[a], course[b]) }
      .min()
    burst = largest / way

    let lateLevel = rep.bottomLevelBefore + 0.7 * rep.range
    let lateStart = (from...to).last { angle[$0] < lateLevel } ?? from
    let arrival = Swift.max(lateStart, Swift.min(last, timeline.index(rep.ascent.arrive)))
    let late = speed[lateStart...arrival].max() ?? 0
    lateRatio = late / way
    isFastestLate = late >= (speed[from...Swift.max(to, arrival)].max() ?? 0)
    sparc = SpectralArcLength.of(course, rate: timeline.rate)
  }
}

/// The peaks of a speed course that stand out from their surroundings.
struct SpeedPeaks {
  let peaks: [Int]

  init(in course: [Double], prominence: Double) {
    peaks = TurningPoints.find(in: [0] + course + [0], reversal: prominence).compactMap {
      guard case .top(let index) = $0, index > 0, index <= course.count else { return nil }
      return index - 1
    }
  }
}
