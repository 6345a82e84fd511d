public import Movement

/// A clip against itself at half speed: angles stay, times double, speeds halve.
public struct HalfSpeed: Sendable, Equatable {
  /// Largest differences over all reps: degrees, seconds of the original, and of the speed as a share of what it should be.
  public private(set) var angle = 0.0
  public private(set) var time = 0.0
  public private(set) var speed = 0.0
  /// What differs by more than its uncertainty, or does not fit at all, a line each.
  public private(set) var failures: [String] = []

  /// How far a peak speed may be from half of what it was. Filters of fixed width smooth a quick movement more than the
  /// same movement played slowly, by some percent.
  static let speedTolerance = 0.2

  /// What was found in a clip.
  public struct Reading: Sendable {
    public var analysis: Analysis
    public var signals: Signals

    public init(_ analysis: Analysis, _ signals: Signals) {
      self.analysis = analysis
      self.signals = signals
    }
  }

  public init(from before: Reading, to after: Reading) {
    let (old, new) = (before.analysis.reps, after.analysis.reps)
    guard old.map(\.title) == new.map(\.title), before.analysis.outcome == after.analysis.outcome else {
      failures = ["\(old.count) reps and attempts became \(new.count)"]
      return
    }
    for (slow, quick) in zip(new, old) {
      for measure in [Measure.topDeviation, .bottomDeviation] {
        angle = max(angle, compare(measure, quick, slow, factor: 1))
      }
      for measure in [Measure.hold, .ascentDuration, .descentDuration] {
        time = max(time, compare(measure, quick, slow, factor: 2))
      }
      let speeds = [before.signals.peakSpeed(of: quick), after.signals.peakSpeed(of: slow)]
      let difference = abs(2 * speeds[1] / speeds[0] - 1)
      speed = max(speed, difference)
      if difference.isNaN || difference > Self.speedTolerance {
        failures.append("\(quick.title): a peak speed of \(speeds[0]) became \(speeds[1]) deg/s")
      }
    }
  }

  /// The difference, in the unit of the original.
  private mutating func compare(_ measure: Measure, _ quick: Rep, _ slow: Rep, factor: Double) -> Double {
    let found = (quick.measurements[measure] ?? nil, slow.measurements[measure] ?? nil)
    guard let before = found.0, let after = found.1 else {
      if found.0 != nil || found.1 != nil { failures.append("\(quick.title) \(measure.rawValue): only in one of both") }
      return 0
    }
    let difference = abs(after.value / factor - before.value)
    if difference > max(before.uncertainty, after.uncertainty / factor) {
      failures.append("\(quick.title) \(measure.rawValue): \(before.value) became \(after.value)")
    }
    return difference
  }
}

extension Signals {
  /// Largest angular speed of the ascent, deg/s.
  fileprivate func peakSpeed(of rep: Rep) -> Double {
    guard let speeds = columns.first(where: { $0.name == "angularSpeed" })?.values else { return .nan }
    return zip(times, speeds).filter { (rep.start...rep.top).contains($0.0) }.compactMap(\.1).map(abs).max() ?? .nan
  }
}
