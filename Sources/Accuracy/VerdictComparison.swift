public import Movement

/// What became of a clip's verdicts when the clip was changed in a way that must not change them.
///
/// A verdict stays or becomes `notAssessed`. It may step to or from `borderline` where its value stays within its
/// uncertainty. A flag never appears from nothing, and the reps stay where they are.
public struct VerdictComparison: Sendable, Equatable {
  /// Verdicts before, other than `notAssessed`.
  public private(set) var verdicts = 0
  public private(set) var same = 0
  /// Became `notAssessed`.
  public private(set) var lost = 0
  /// Steps to or from `borderline` within the uncertainty, a line each.
  public private(set) var steps: [String] = []
  /// What must not happen, a line each.
  public private(set) var failures: [String] = []

  /// How far a top may be found from where it was, seconds.
  static let timeTolerance = 0.15

  /// - Parameter allowed: what may be flagged in a rep, by title, that could not be judged before.
  public init(
    from before: Analysis, to after: Analysis, by transformation: Transformation, allowed: [String: Set<RuleID>] = [:]
  ) {
    let counts = [before, after].map { analysis in analysis.reps.map(\.title).joined(separator: ", ") }
    guard before.outcome == after.outcome, counts[0] == counts[1] else {
      failures = [
        "\(before.outcome) with \(before.summary.reps) reps and \(before.summary.attempts) attempts became "
          + "\(after.outcome) with \(after.summary.reps) and \(after.summary.attempts)"
      ]
      return
    }
    for (old, new) in zip(before.reps, after.reps) {
      let expected = old.top * transformation.slowdown + transformation.delay
      if abs(new.top - expected) > Self.timeTolerance * transformation.slowdown {
        failures.append("\(old.title): the top at \(expected) s was found at \(new.top) s")
      }
      compare(old.findings, new.findings, title: old.title, allowed: allowed[old.title] ?? [])
    }
    let ofReps = Set(before.reps.flatMap(\.findings).map(\.rule))
    func ofSet(_ analysis: Analysis) -> [Finding] {
      analysis.setFindings.map(\.finding).filter { !ofReps.contains($0.rule) }
    }
    compareSets(ofSet(before), ofSet(after), allowed: allowed["set"] ?? [])
  }

  private mutating func compare(_ old: [Finding], _ new: [Finding], title: String, allowed: Set<RuleID>) {
    for finding in old {
      guard let other = new.first(where: { $0.rule == finding.rule }) else {
        if finding.verdict != .notAssessed { failures.append("\(title) \(finding.rule): \(finding.verdict) is gone") }
        continue
      }
      compare(finding, other, title: title, allowed: allowed)
    }
  }

  /// Of the set, only what was found is listed: a rule that is not there is content.
  private mutating func compareSets(_ old: [Finding], _ new: [Finding], allowed: Set<RuleID>) {
    for rule in Set((old + new).map(\.rule)).sorted() {
      let before = old.first { $0.rule == rule }
      let after = new.first { $0.rule == rule }
      guard let present = before ?? after else { continue }
      var content = present
      content.verdict = .ok
      compare(before ?? content, after ?? content, title: "set", allowed: allowed)
    }
  }

  private mutating func compare(_ old: Finding, _ new: Finding, title: String, allowed: Set<RuleID>) {
    let text = "\(title) \(old.rule): \(old.verdict) \(old.number) -> \(new.verdict) \(new.number)"
    guard old.verdict != .notAssessed else {
      if new.verdict == .flag, !allowed.contains(old.rule) { failures.append(text) }
      return
    }
    verdicts += 1
    if new.verdict == old.verdict {
      same += 1
    } else if new.verdict == .notAssessed {
      lost += 1
    } else if old.verdict == .borderline || new.verdict == .borderline, old.isNear(new) {
      steps.append(text)
    } else {
      failures.append(text)
    }
  }
}

extension Finding {
  fileprivate var number: String {
    guard let value, let unit else { return "(-)" }
    return "(\(value) ± \(uncertainty ?? 0) \(unit.rawValue))"
  }

  /// The same thing was measured, and the difference lies within the uncertainty.
  fileprivate func isNear(_ other: Finding) -> Bool {
    guard let value, let otherValue = other.value, unit == other.unit else { return false }
    return abs(value - otherValue) <= max(uncertainty ?? 0, other.uncertainty ?? 0)
  }
}

extension Rep {
  /// As truth files name it: `rep 3`, `attempt 1`.
  public var title: String { "\(kind.rawValue) \(number)" }
}
