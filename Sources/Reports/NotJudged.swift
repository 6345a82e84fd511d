internal import Movement

/// What could not be judged: one entry a rule and reason.
struct NotJudged: Hashable {
  var rule: RuleID
  var reason: String
  /// Which reps; empty where it is all of them.
  var reps: [Int]

  /// Everything that the reps' findings left open, in the order in which it first appears.
  static func list(_ analysis: Analysis) -> [NotJudged] {
    let reps = analysis.reps.filter { $0.kind == .rep }
    let findings = reps.flatMap { rep in rep.findings.map { (rep: rep.number, finding: $0) } }
    let judged = Dictionary(findings.map { ($0.finding.rule, 1) }, uniquingKeysWith: +)
    let silent = findings.filter { $0.finding.verdict == .notAssessed }
    let gaps = silent.map { NotJudged(rule: $0.finding.rule, reason: $0.finding.reason ?? "unknown", reps: []) }
    let ofReps = gaps.uniqued().map { gap -> NotJudged in
      let some = silent.filter { $0.finding.rule == gap.rule && ($0.finding.reason ?? "unknown") == gap.reason }
      var gap = gap
      if some.count < judged[gap.rule] ?? 0 { gap.reps = some.map(\.rep) }
      return gap
    }
    let known = Set(findings.map(\.finding.rule))
    let ofSet = analysis.setFindings.map(\.finding)
      .filter { $0.verdict == .notAssessed && !known.contains($0.rule) }
      .map { NotJudged(rule: $0.rule, reason: $0.reason ?? "unknown", reps: []) }
    return ofReps + ofSet.uniqued()
  }
}

extension [Int] {
  /// `rep 2`, `reps 2, 3`
  var repList: String {
    (count == 1 ? "rep " : "reps ") + map(String.init).joined(separator: ", ")
  }
}
