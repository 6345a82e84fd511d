internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// What a coach sends: of which rep, and what of it.
struct DecisionForm: Sendable, Equatable {
  var address: RepAddress
  var rule: RuleID?
  var what: What

  enum What: Sendable, Equatable {
    case decide(Decision.What)
    case undo(DecisionID)
  }

  /// - Throws: ``Refusal``: what is missing or is none.
  init(_ form: FormFields) throws(Refusal) {
    guard let set = form["set"].flatMap(SetKey.init(rawValue:)) else { throw Self.missing("set") }
    let number = try Self.read("rep", form) { Int($0).flatMap { (1...1_000_000).contains($0) ? $0 : nil } }
    guard let number else { throw Self.missing("rep") }
    address = RepAddress(set, number)
    rule = try Self.read("rule", form) { name in PageParts.rules.map(\.id).first { $0.rawValue == name } }
    func moment(_ name: String) throws(Refusal) -> Double {
      // As people write it in half of Europe, too.
      let value = try Self.read(name, form) { text in
        Double(text.replacing(",", with: ".")).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
      }
      guard let value else { throw Self.missing(name) }
      return value
    }
    let text = form["text"]?.replacing("\r\n", with: "\n")
    switch form["what"] {
    case "agree": what = .decide(.agree)
    case "disagree":
      let reason = try Self.read("reason", form, Decision.Reason.init(rawValue:))
      guard let reason else { throw Self.missing("reason") }
      what = .decide(.disagree(reason))
    case "unsure": what = .decide(.unsure)
    case "missed": what = .decide(.missed(text))
    case "note":
      guard let text else { throw Refusal(.unprocessableContent, "The note is empty. Nothing was kept.") }
      (what, rule) = (.decide(.note(text, at: try moment("at"))), nil)
    case "bounds": (what, rule) = (.decide(.bounds(start: try moment("start"), end: try moment("end"))), nil)
    case "undo":
      guard let id = form["undoes"].flatMap(DecisionID.init(rawValue:)) else { throw Self.missing("undoes") }
      what = .undo(id)
    default: throw Self.missing("what")
    }
  }

  private static func read<Value>(_ name: String, _ form: FormFields, _ make: (String) -> Value?) throws(Refusal)
    -> Value?
  {
    guard let text = form[name] else { return nil }
    guard let value = make(text) else {
      throw Refusal(
        .unprocessableContent, "\(name): \"\(text.prefix(40).description.printable)\" is none. Nothing was kept.")
    }
    return value
  }

  private static func missing(_ name: String) -> Refusal {
    Refusal(.unprocessableContent, "\(name): is missing, or is none. Nothing was kept.")
  }
}

extension DecisionForm {
  /// Keeps it; on disk when it returns.
  ///
  /// - Parameters:
  ///   - coach: who decides.
  ///   - now: when.
  /// - Returns: the name of what was kept.
  /// - Throws: ``Refusal`` for what cannot be decided, ``ArchiveError``.
  func keep(by coach: String, at now: Moment, in archive: ResultsArchive) throws -> DecisionID {
    let (set, seen) = try subject(in: archive)
    let id = DecisionID(UUID())
    switch what {
    case .decide(let what):
      try archive.decide(
        Decision(id: id, made: now, coach: coach, clip: set.clip, set: set.key, rep: seen, rule: rule, what: what))
    case .undo(let earlier):
      let made = try archive.decisions(DecisionFilter(coach: coach, clip: set.clip)).first { $0.decision.id == earlier }
      guard let made else { throw Refusal(.unprocessableContent, "There is nothing of yours to take back.") }
      guard made.undoneBy == nil else { throw Refusal(.conflict, "That was taken back already.") }
      try archive.decide(made.decision.undone(id: id, made: now))
    }
    return id
  }

  private func subject(in archive: ResultsArchive) throws -> (SetRow, Decision.SeenRep) {
    guard let entry = try archive.entry(at: address) else { throw Refusal.notFound }
    let isFound = { (verdicts: [Verdict]) in
      entry.findings.contains { $0.finding.rule == rule && verdicts.contains($0.finding.verdict) }
    }
    switch what {
    case .decide(.agree), .decide(.disagree), .decide(.unsure):
      guard isFound([.flag, .borderline]) else {
        throw Refusal(.unprocessableContent, "The program found nothing of that rule in this rep. Nothing was kept.")
      }
    case .decide(.missed) where isFound([.flag]):
      throw Refusal(.unprocessableContent, "The program flags that already: agree with it. Nothing was kept.")
    default: break
    }
    return (entry.set, entry.rep.seen)
  }
}
