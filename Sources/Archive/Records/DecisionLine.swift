internal import Foundation
internal import Movement

/// One line of `decisions.jsonl`: a flat object whose keys are always there.
extension Decision: Codable, NamedSchema {
  /// How a line says what it is.
  enum Word: String, Codable, CaseIterable {
    case agree, disagree, unsure, missed, bounds, note, undo
  }

  /// Far more than the longest that can be written.
  static let longestLine = 64 << 10

  /// The bytes of its line, with the line feed; equal decisions give equal bytes.
  ///
  /// - Throws: ``ArchiveError`` of the kind `invalid` when the line could not be read again.
  func line() throws(ArchiveError) -> Data {
    if let fault { throw ArchiveError(.invalid, "decision \(id): \(fault).") }
    return try Document.line(self)
  }

  /// - Throws: ``Document/Misfit``.
  init(line: Data) throws {
    self = try Document.decode(Decision.self, from: line)
    if let fault { throw Document.Misfit(words: fault) }
  }

  private enum CodingKeys: String, CodingKey {
    case schema, id, made, coach, clip, set, rep, rule, what, reason, text, at, start, end, undoes
  }

  public func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: CodingKeys.self)
    try line.encode(Self.schemaName, forKey: .schema)
    try line.encode(id, forKey: .id)
    try line.encode(made, forKey: .made)
    try line.encode(coach, forKey: .coach)
    try line.encode(clip, forKey: .clip)
    try line.encode(set, forKey: .set)
    try line.encode(OrNull(wrappedValue: rep), forKey: .rep)
    try line.encode(OrNull(wrappedValue: rule), forKey: .rule)
    let parts = Parts(what)
    try line.encode(parts.word, forKey: .what)
    try line.encode(OrNull(wrappedValue: parts.reason), forKey: .reason)
    try line.encode(OrNull(wrappedValue: parts.text), forKey: .text)
    try line.encode(OrNull(wrappedValue: parts.at), forKey: .at)
    try line.encode(OrNull(wrappedValue: parts.start), forKey: .start)
    try line.encode(OrNull(wrappedValue: parts.end), forKey: .end)
    try line.encode(OrNull(wrappedValue: parts.undoes), forKey: .undoes)
  }

  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: CodingKeys.self)
    let parts = Parts(
      word: try line.decode(Word.self, forKey: .what),
      reason: try line.decodeIfPresent(Reason.self, forKey: .reason),
      text: try line.decodeIfPresent(String.self, forKey: .text),
      at: try line.decodeIfPresent(Double.self, forKey: .at),
      start: try line.decodeIfPresent(Double.self, forKey: .start),
      end: try line.decodeIfPresent(Double.self, forKey: .end),
      undoes: try line.decodeIfPresent(DecisionID.self, forKey: .undoes))
    guard let what = parts.what else {
      throw DecodingError.dataCorruptedError(forKey: .what, in: line, debugDescription: "lacks what it needs")
    }
    let rep = try line.decodeIfPresent(SeenRep.self, forKey: .rep)
    self.init(
      id: try line.decode(DecisionID.self, forKey: .id), made: try line.decode(Moment.self, forKey: .made),
      coach: try line.decode(String.self, forKey: .coach), clip: try line.decode(ClipHash.self, forKey: .clip),
      set: try line.decode(SetKey.self, forKey: .set),
      rep: rep.map { SeenRep(number: $0.number, start: $0.start, top: $0.top, end: $0.end) },
      rule: try line.decodeIfPresent(RuleID.self, forKey: .rule), what: what)
  }
}

extension Decision {
  /// What was said, taken apart into the columns of a line or a row.
  struct Parts {
    var word: Word
    var reason: Reason?
    var text: String?
    var at: Double?
    var start: Double?
    var end: Double?
    var undoes: DecisionID?

    init(
      word: Word, reason: Reason? = nil, text: String? = nil, at: Double? = nil, start: Double? = nil,
      end: Double? = nil, undoes: DecisionID? = nil
    ) {
      self.word = word
      self.reason = reason
      self.text = text
      self.at = at
      self.start = start
      self.end = end
      self.undoes = undoes
    }

    init(_ what: What) {
      switch what {
      case .agree: self.init(word: .agree)
      case .disagree(let reason): self.init(word: .disagree, reason: reason)
      case .unsure: self.init(word: .unsure)
      case .missed(let text): self.init(word: .missed, text: text)
      case .bounds(let start, let end): self.init(word: .bounds, start: start, end: end)
      case .note(let text, let at): self.init(word: .note, text: text, at: at)
      case .undo(let id): self.init(word: .undo, undoes: id)
      }
    }

    /// `nil`: a part that it needs is missing.
    var what: What? {
      switch word {
      case .agree: .agree
      case .disagree: reason.map { .disagree($0) }
      case .unsure: .unsure
      case .missed: .missed(text)
      case .bounds: if let start, let end { .bounds(start: start, end: end) } else { nil }
      case .note: if let text, let at { .note(text, at: at) } else { nil }
      case .undo: undoes.map { .undo($0) }
      }
    }
  }
}
