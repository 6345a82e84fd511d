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
      for finding in old.findings {
        guard let other = new.findings.first(where: { $0.rule == finding.rule }) else {
          if finding.verdict != .notAssessed {
            failures.append("\(old.title) \(finding.rule): \(finding.verdict) is gone")
          }
          continue
        }
        compare(
          finding, other, title: old.title, allowed: allowed[old.title] ?? [],
          isNear: finding.isNear(other) || Self.isDeciderNear(finding, other, old, new))
      }
    }
    let ofReps = Set(before.reps.flatMap(\.findings).map(\.rule))
    func ofSet(_ analysis: Analysis) -> [Finding] {
      analysis.setFindings.map(\.finding).filter { !ofReps.contains($0.rule) }
    }
    compareSets(ofSet(before), ofSet(after), allowed: allowed["set"] ?? [])
  }

  /// A rule with several measures names the one that decided. Where that is another one than before, the one that made
  /// the worse verdict is looked for among the measurements of both reps.
  private static func isDeciderNear(_ old: Finding, _ new: Finding, _ oldRep: Rep, _ newRep: Rep) -> Bool {
    let worse = old.isWorse(than: new) ? (old, oldRep) : (new, newRep)
    let decider = worse.1.measurements.first { _, quantity in
      quantity.map { $0.value == worse.0.value && $0.unit == worse.0.unit } ?? false
    }
    guard let measure = decider?.key, let a = oldRep.measurements[measure] ?? nil,
      let b = newRep.measurements[measure] ?? nil
    else { return false }
    return abs(a.value - b.value) <= max(a.uncertainty, b.uncertainty)
  }

  /// Of the set, only what was found is listed: a rule that is not there is content.
  private mutating func compareSets(_ old: [Finding], _ new: [Finding], allowed: Set<RuleID>) {
    for rule in Set((old + new).map(\.rule)).sorted() {
      let before = old.first { $0.rule == rule }
      let after = new.first { $0.rule == rule }
      guard let present = before ?? after else { continue }
      var content = present
      content.verdict = .ok
      let (old, new) = (before ?? content, after ?? content)
      compare(old, new, title: "set", allowed: allowed, isNear: old.isNear(new))
    }
  }

  private mutating func compare(
    _ old: Finding, _ new: Finding, title: String, allowed: Set<RuleID>, isNear: Bool
  ) {
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
    } else if old.verdict == .borderline || new.verdict == .borderline, isNear {
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

  fileprivate func isWorse(than other: Finding) -> Bool {
    let order: [Verdict] = [.notAssessed, .ok, .borderline, .flag]
    return (order.firstIndex(of: verdict) ?? 0) > (order.firstIndex(of: other.verdict) ?? 0)
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
