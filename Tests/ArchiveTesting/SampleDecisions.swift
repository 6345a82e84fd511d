public import Archive
internal import Foundation
public import Movement

extension Sample {
  /// What a rule said of a rep.
  public struct Said: Sendable {
    public var rule: RuleID
    public var verdict: Verdict
    public var severity: Severity

    public init(_ rule: String, _ verdict: Verdict, _ severity: Severity = .info) {
      self.rule = RuleID(rule)
      self.verdict = verdict
      self.severity = severity
    }
  }

  /// One rep from second to second, and what the rules said of it.
  public struct PlannedRep: Sendable {
    public var start: Double
    public var end: Double
    public var said: [Said]

    public init(_ start: Double, _ end: Double, _ said: [Said] = [Said("pause", .ok)]) {
      self.start = start
      self.end = end
      self.said = said
    }
  }

  /// An analysis with just these reps.
  public static func analysis(
    clip number: Int, _ planned: [PlannedRep], confidence: Confidence = .high, profile: Profile = .machine
  ) -> Analysis {
    var analysis = analysis(clip: number, reps: 1, flags: 0)
    let pattern = analysis.reps[0]
    analysis.options.profile = profile
    analysis.capture.confidence = confidence
    analysis.reps = planned.enumerated().map { index, plan in
      let findings = plan.said.map { said in
        Finding(
          rule: said.rule, verdict: said.verdict, severity: said.severity, value: 1.5, unit: .seconds,
          uncertainty: 0.1, limit: 1, span: TimeSpan(from: plan.start, to: plan.end), message: "\(said.rule) was seen")
      }
      return Rep(
        number: index + 1, kind: .rep, start: plan.start, top: (plan.start + plan.end) / 2, end: plan.end,
        hold: pattern.hold, tempo: pattern.tempo, measurements: pattern.measurements, findings: findings)
    }
    analysis.setFindings = []
    let flagged = analysis.reps.filter { $0.findings.contains { $0.verdict == .flag } }
    analysis.summary = Summary(
      reps: planned.count, attempts: 0, flaggedReps: flagged.map(\.number), tempo: nil)
    return analysis
  }

  /// A different one for each number.
  public static func decisionID(_ number: Int) -> DecisionID {
    let digits = key(number).rawValue
    let parts = [8, 4, 4, 4, 12].reduce(into: (rest: digits[...], parts: [Substring]())) { found, count in
      found.parts.append(found.rest.prefix(count))
      found.rest = found.rest.dropFirst(count)
    }
    return DecisionID(rawValue: parts.parts.joined(separator: "-"))!
  }

  /// - Parameters:
  ///   - number: of the decision.
  ///   - set: of the set, and of its clip unless that is given.
  ///   - rep: from second to second; `nil`: the whole set.
  public static func decision(
    _ number: Int, of set: Int, clip: Int? = nil, rep: (Double, Double)?, rule: String? = nil, by coach: String = "Kim",
    _ what: Decision.What
  ) -> Decision {
    Decision(
      id: decisionID(number), made: Moment(Date(timeIntervalSince1970: 1_795_000_000 + Double(number) / 8)),
      coach: coach, clip: self.clip(clip ?? set), set: key(set),
      rep: rep.map { Decision.SeenRep(number: 1, start: $0.0, top: ($0.0 + $0.1) / 2, end: $0.1) },
      rule: rule.map { RuleID($0) }, what: what)
  }
}
