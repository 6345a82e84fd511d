import FormRules
import Movement
import MovementTesting
import Testing

/// What the rules say of a drawn set.
func assess(_ set: SyntheticSet, _ profile: Profile = .bench, _ strictness: Strictness = .normal) -> Assessment {
  FormAssessor.assess(
    set.render(), options: AnalysisOptions(profile: profile, strictness: strictness, floorY: set.floorY))
}

extension Assessment {
  /// The verdict that every rep got from a rule; `nil` when the rule is off. Reps that differ are a failure.
  func verdict(_ rule: String, sourceLocation: SourceLocation = #_sourceLocation) -> Verdict? {
    let verdicts = verdicts(of: rule)
    #expect(Set(verdicts).count <= 1, "\(rule): \(verdicts.map(\.rawValue))", sourceLocation: sourceLocation)
    return verdicts.first
  }

  func verdicts(of rule: String) -> [Verdict] {
    reps.flatMap(\.findings).filter { $0.rule.rawValue == rule }.map(\.verdict)
  }

  /// The verdict that most reps got from a rule: for sets whose noise is the subject.
  func usualVerdict(_ rule: String) -> Verdict? {
    let verdicts = verdicts(of: rule)
    return Verdict.allCases.max { a, b in verdicts.count { $0 == a } < verdicts.count { $0 == b } }
      .flatMap { verdicts.isEmpty ? nil : $0 }
  }

  /// Every rule's verdicts, rep by rep.
  var verdicts: [[Verdict]] { reps.map { $0.findings.map(\.verdict) } }

  var flags: [String] {
    reps.flatMap(\.findings).filter { $0.verdict == .flag }.map(\.rule.rawValue)
  }

  var setFaults: [SetFinding] { setFindings.filter { $0.finding.verdict == .flag } }

  func values(_ measure: Measure) -> [Quantity] { reps.compactMap { $0.measurements[measure] ?? nil } }

  func reason(_ rule: String) -> String? { reps.flatMap(\.findings).first { $0.rule.rawValue == rule }?.reason }
}
