internal import Archive
internal import Movement
internal import Reports

/// What a coach decided, as the athlete reads it: each begins behind the coach's name.
enum DecisionWords {
  /// Of a rule that found something in the place.
  static func ofFinding(_ what: Decision.What) -> String? {
    switch what {
    case .agree: "agrees."
    case .disagree(let reason): "does not agree: \(words(reason))."
    case .unsure: "is not sure about it."
    case .missed(let text): "saw it, too.\(behind(text))"
    case .bounds, .note, .undo: nil
    }
  }

  /// Of a fault that no rule found in the place. Notes are told elsewhere.
  static func alone(_ decision: Decision) -> String? {
    // It names what the rule looks at, not what is wrong with it.
    let title = decision.rule.map { PageParts.title($0) }
    switch decision.what {
    case .agree: return title.map { "saw a fault here in \u{201C}\($0)\u{201D}." }
    case .disagree(let reason): return title.map { "sees no fault here in \u{201C}\($0)\u{201D}: \(words(reason))." }
    case .unsure: return title.map { "is not sure here about \u{201C}\($0)\u{201D}." }
    case .missed(let text):
      guard let title else { return text.map { "saw a fault that was not found: \($0.printableLines)" } }
      return "saw a fault that was not found, in \u{201C}\(title)\u{201D}.\(behind(text))"
    case .bounds(let start, let end):
      return "says that the rep goes from \(PageParts.clock(start)) to \(PageParts.clock(end))."
    case .note, .undo: return nil
    }
  }

  private static func words(_ reason: Decision.Reason) -> String {
    switch reason {
    case .notThere: "the fault is not there"
    case .tooSmall: "it is too small to be worth a word"
    case .intended: "you were asked to do it like that"
    case .misread: "the program saw something else"
    case .wrongRep: "this is no rep, or it begins and ends elsewhere"
    case .other: "for another reason"
    }
  }

  private static func behind(_ text: String?) -> String { text.map { " \($0.printableLines)" } ?? "" }
}

extension String {
  /// As a page may show it, with its line breaks.
  var printableLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: " ")
    }.joined(separator: "\n")
  }
}
