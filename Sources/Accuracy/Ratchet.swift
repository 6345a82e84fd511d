internal import Movement

/// Accuracy may only get better: holds a new record against the one that was kept, clip by clip.
public enum Ratchet {
  /// How much larger a clip's mean error may be. Another kind of processor rounds otherwise, which moves an angle by
  /// hundredths of a degree and a time by a sample of a crossing; less than this is no difference.
  static let slack: [Measure: Double] = [
    .topDeviation: 0.2, .hold: 0.02, .ascentDuration: 0.02, .descentDuration: 0.02,
  ]

  /// What got worse, a sentence each; none: nothing did. Clips and rules that are new are welcome as they are.
  public static func setbacks(from old: AccuracyRecord, to new: AccuracyRecord) -> [String] {
    old.clips.sorted { $0.key < $1.key }.flatMap { name, before in
      guard let after = new.clips[name] else { return ["\(name): the clip is gone"] }
      return setbacks(from: before, to: after, asked: Set(old.rules)).map { "\(name): \($0)" }
    }
  }

  private static func setbacks(
    from old: AccuracyRecord.Clip, to new: AccuracyRecord.Clip, asked: Set<RuleID>
  ) -> [String] {
    var setbacks: [String] = []
    if old.outcomeRight, !new.outcomeRight { setbacks.append("the outcome was right and is \(new.outcome.rawValue)") }
    let (off, wasOff) = (abs(new.reps - new.trueReps), abs(old.reps - old.trueReps))
    if off > wasOff { setbacks.append("\(new.reps) reps of \(new.trueReps), before \(old.reps) of \(old.trueReps)") }
    for (what, before, after) in [
      ("ghost reps", old.ghosts, new.ghosts), ("missed reps", old.missed, new.missed),
      ("reps taken for attempts or attempts for reps", old.mistaken, new.mistaken),
    ] where after > before {
      setbacks.append("\(after) \(what), before \(before)")
    }
    setbacks += added(from: old.missedFlags, to: new.missedFlags)
      .filter { isAsked($0, asked) }.map { "a flag is missed: \($0)" }
    setbacks += added(from: old.wrongFlags, to: new.wrongFlags).map { "a flag is wrong: \($0)" }
    for (measure, slack) in slack.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let before = old.errors[measure] else { continue }
      guard let after = new.errors[measure] else {
        setbacks.append("\(measure.rawValue) is not measured any more")
        continue
      }
      if after > before + slack {
        setbacks.append("the error of \(measure.rawValue) grew from \(before) to \(after)")
      }
    }
    return setbacks
  }

  private static func added(from old: [String], to new: [String]) -> [String] { new.filter { !old.contains($0) } }

  /// A demand for rules that did not exist before was never met: missing it is no setback.
  private static func isAsked(_ missedFlag: String, _ rules: Set<RuleID>) -> Bool {
    let names = missedFlag.split(separator: " ").last?.split(separator: "/") ?? []
    return names.contains { rules.contains(RuleID(String($0))) }
  }
}
