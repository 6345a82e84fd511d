import Kinematics
import Movement

/// What the findings of single reps add up to.
enum SetSummary {
  /// One finding for each rule that flagged something, over all its reps, the worst one in front.
  static func findings(_ reps: [Rep]) -> [SetFinding] {
    RuleBook.rules.compactMap { rule in
      let flagged = reps.filter { $0.kind == .rep }.compactMap { rep in
        rep.findings.first { $0.rule == rule.id && $0.verdict == .flag }.map { (rep: rep.number, finding: $0) }
      }
      guard let worst = flagged.max(by: { isMilder($0.finding, $1.finding) }) else { return nil }
      let numbers = flagged.map(\.rep)
      var finding = worst.finding
      if numbers.count > 1 {
        finding.message = "\(Words.reps(numbers).capitalizedFirst), most of all rep \(worst.rep): \(finding.message)"
      }
      return SetFinding(finding: finding, reps: numbers)
    }
  }

  private static func isMilder(_ a: Finding, _ b: Finding) -> Bool {
    a.severity != b.severity ? a.severity < b.severity : excess(a) < excess(b)
  }

  private static func excess(_ finding: Finding) -> Double {
    guard let value = finding.value, let limit = finding.limit else { return 0 }
    return abs(value - limit) / max(finding.uncertainty ?? 1, 1e-6)
  }

  /// At most three things to work on, ranked by severity x repetition x confidence.
  static func cues(_ findings: [SetFinding], reps: Int, confidence: Confidence, profile: Profile) -> [Cue] {
    let ranked = findings.compactMap { found -> (cue: Cue, goesFirst: Bool, weight: Double)? in
      guard found.finding.verdict == .flag, let rule = RuleBook.rule(found.finding.rule) else { return nil }
      let text = rule.cue(for: profile)
      guard !text.isEmpty else { return nil }
      let cue = Cue(rule: rule.id, text: text, reps: found.reps, at: found.finding.from)
      let repetition = Double(found.reps.count) / Double(max(reps, 1))
      let severity = found.finding.severity == .strong ? 2.0 : 1
      // How far the number lies beyond its limit in units of its uncertainty: one is just sure enough for a flag.
      let sureness = min(excess(found.finding), 3)
      return (cue, rule.goesFirst, severity * repetition * sureness * weight(confidence))
    }
    // Findings come in the order of the book, which decides between equals.
    return ranked.enumerated()
      .sorted { a, b in
        if a.element.goesFirst != b.element.goesFirst { return a.element.goesFirst }
        return a.element.weight != b.element.weight ? a.element.weight > b.element.weight : a.offset < b.offset
      }
      .prefix(3).map(\.element.cue)
  }

  private static func weight(_ confidence: Confidence) -> Double {
    switch confidence {
    case .high: 1
    case .fair: 0.8
    case .low: 0.5
    }
  }

  /// Rules that could say nothing of any rep, each with its commonest reason, and what nobody can see.
  static func notJudged(_ reps: [Rep]) -> [Assessment.NotJudged] {
    let silent = RuleBook.rules.compactMap { rule -> Assessment.NotJudged? in
      let findings = reps.flatMap(\.findings).filter { $0.rule == rule.id }
      guard !findings.isEmpty, findings.allSatisfy({ $0.verdict == .notAssessed }) else { return nil }
      let reasons = findings.compactMap(\.reason)
      let commonest = reasons.max { a, b in reasons.count(of: a) < reasons.count(of: b) }
      return Assessment.NotJudged(rule: rule.id, title: rule.title, reason: commonest ?? "")
    }
    return silent + [
      Assessment.NotJudged(rule: nil, title: "Breathing and hip placement", reason: RuleBook.notVisible)
    ]
  }
}

extension [String] {
  fileprivate func count(of text: String) -> Int { count { $0 == text } }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
