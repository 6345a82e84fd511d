import Kinematics
import Movement

/// One measured number, the limit it is held against, and the sentence that says what was seen.
struct Evidence {
  var quantity: Quantity
  var limit: Limit
  /// What was seen, without the moment and without a full stop.
  var seen: String
  var span: TimeSpan
  var verdict: Verdict { limit.verdict(quantity) }
}

extension FormRule {
  /// A finding that says why nothing can be said.
  func silent(_ reason: String, _ rep: RepMotion) -> Finding {
    Finding(
      rule: id, verdict: .notAssessed, span: rep.span, message: "\(title) was not judged: \(reason).", reason: reason)
  }

  /// The same for a rule that looks at the whole set.
  func silent(_ reason: String, over span: TimeSpan, _ reps: [RepMotion]) -> SetFinding {
    let finding = Finding(
      rule: id, verdict: .notAssessed, span: span, message: "\(title) was not judged: \(reason).", reason: reason)
    return SetFinding(finding: finding, reps: reps.map(\.number))
  }

  /// What a rule says of the whole set, and of which reps.
  func finding(in set: SetContext, _ evidence: [Evidence], _ reps: [RepMotion]) -> SetFinding? {
    finding(in: set, evidence).map { SetFinding(finding: $0, reps: reps.map(\.number)) }
  }

  /// The worst of several measures stands; of equally bad ones the one farther beyond its limit.
  func finding(in set: SetContext, _ evidence: [Evidence]) -> Finding? {
    guard let worst = evidence.max(by: isMilder) else { return nil }
    return Finding(
      rule: id, verdict: worst.verdict, severity: worst.limit.severity(worst.quantity), value: worst.quantity.value,
      unit: worst.quantity.unit, uncertainty: worst.quantity.uncertainty, limit: worst.limit.flag, span: worst.span,
      message: sentence(worst, words(for: set.profile)))
  }

  private func isMilder(_ a: Evidence, _ b: Evidence) -> Bool {
    let ranks = (Verdict.allCases.firstIndex(of: a.verdict) ?? 0, Verdict.allCases.firstIndex(of: b.verdict) ?? 0)
    return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : a.excess < b.excess
  }

  private func sentence(_ evidence: Evidence, _ words: [Quotation]) -> String {
    let moment = "at \(Words.moment(evidence.span.from))"
    guard evidence.verdict != .ok, let quotation = words.first else { return "\(evidence.seen), \(moment)." }
    let doubt = evidence.verdict == .borderline ? " (not sure enough, or not enough, for a fault)" : ""
    return "\(evidence.seen), \(moment)\(doubt): \"\(quotation.words)\" (\(quotation.source))."
  }
}

extension Evidence {
  /// How far beyond the ok limit, as a share of the way to the strong one.
  fileprivate var excess: Double {
    let way = limit.side == .atMost ? quantity.value - limit.ok : limit.ok - quantity.value
    return way / max(abs(limit.strong - limit.ok), 1e-9)
  }
}
