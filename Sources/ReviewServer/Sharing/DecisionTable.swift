internal import Archive
internal import Movement
internal import Reports

extension CSV {
  /// `decisions.csv`: one row for each decision and note that counts, in the order of the set; units in the header.
  init(decisionsOf remarks: Remarks) {
    self.init(
      header: [
        "made [UTC]", "coach", "rep", "rep start [s]", "rep end [s]", "rule", "decision", "reason", "text", "at [s]",
        "corrected start [s]", "corrected end [s]",
      ])
    for remark in remarks.all {
      let decision = remark.decision
      let number: Cell = if case .rep(let number) = remark.place { .number(Double(number)) } else { .none }
      append(
        [.text(decision.made.rawValue), .text(decision.coach), number] + Self.seen(decision)
          + [decision.rule.map { .text($0.rawValue) } ?? .none] + Self.cells(decision.what))
    }
  }

  /// Where the coach saw the rep.
  private static func seen(_ decision: Decision) -> [Cell] {
    decision.rep.map { [.number($0.start), .number($0.end)] } ?? [.none, .none]
  }

  /// What was said: decision, reason, text, moment, corrected start and end.
  private static func cells(_ what: Decision.What) -> [Cell] {
    func row(
      _ word: String, reason: Decision.Reason? = nil, text: String? = nil, _ times: [Cell] = [.none, .none, .none]
    ) -> [Cell] {
      [.text(word), reason.map { .text($0.rawValue) } ?? .none, text.map { .text($0) } ?? .none] + times
    }
    return switch what {
    case .agree: row("agree")
    case .disagree(let reason): row("disagree", reason: reason)
    case .unsure: row("unsure")
    case .missed(let text): row("missed", text: text)
    case .bounds(let start, let end): row("bounds", [.none, .number(start), .number(end)])
    case .note(let text, let at): row("note", text: text, [.number(at), .none, .none])
    case .undo: row("undo")
    }
  }
}
