import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("Lines of decisions")
struct DecisionLineTests {
  static let whats: [(rule: String?, what: Decision.What)] =
    [
      ("pause", .agree), ("pause", .unsure), ("pause", .missed(nil)), ("pause", .missed("late, and with a jerk")),
      (nil, .missed("the belt is open")), (nil, .bounds(start: 1.25, end: 3.5)),
      (nil, .note("öfter so\n\"=1+1\"", at: 0)),
      (nil, .undo(Sample.decisionID(99))),
    ] + Decision.Reason.allCases.map { ("pause", .disagree($0)) }

  @Test("are read as they were written, byte for byte", arguments: whats)
  func roundTrip(rule: String?, what: Decision.What) throws {
    let decision = Sample.decision(1, of: 1, rep: (1, 4), rule: rule, by: "Jose\u{301}", what)
    let line = try decision.line()
    #expect(line.count { $0 == 10 } == 1 && line.last == 10)
    let read = try Decision(line: line)
    #expect(read == decision)
    #expect(read.coach == "Jos\u{E9}")
    #expect(try read.line() == line)
  }

  @Test("have all keys, whatever they say")
  func keys() throws {
    let decision = Sample.decision(1, of: 1, rep: nil, rule: "pause", .agree)
    let object = try JSONSerialization.jsonObject(with: decision.line()) as? [String: Any]
    let expected = [
      "at", "clip", "coach", "end", "id", "made", "reason", "rep", "rule", "schema", "set", "start", "text", "undoes",
      "what",
    ]
    #expect(object?.keys.sorted() == expected)
    #expect(object?["schema"] as? String == "formcheck.decision/1")
    #expect(object?["made"] as? String == "2026-11-18T11:06:40.125Z")
  }

  static let faults: [(String, Decision)] = [
    ("no rule", Sample.decision(1, of: 1, rep: (1, 4), .agree)),
    ("a rule that is a path", Sample.decision(1, of: 1, rep: (1, 4), rule: "../pause", .agree)),
    ("an empty rule", Sample.decision(1, of: 1, rep: (1, 4), rule: "", .agree)),
    ("nobody", Sample.decision(1, of: 1, rep: (1, 4), rule: "pause", by: " ", .agree)),
    ("a coach over two lines", Sample.decision(1, of: 1, rep: (1, 4), rule: "pause", by: "Kim\nLee", .agree)),
    ("a NUL", Sample.decision(1, of: 1, rep: (1, 4), .note("a\0b", at: 1))),
    ("an escape", Sample.decision(1, of: 1, rep: (1, 4), .note("a\u{1B}[2Jb", at: 1))),
    ("a text without end", Sample.decision(1, of: 1, rep: nil, .note(String(repeating: "ö", count: 2_001), at: 1))),
    ("no text", Sample.decision(1, of: 1, rep: nil, .note("\n \u{2003}", at: 1))),
    (
      "a name without end",
      Sample.decision(1, of: 1, rep: nil, .note("x", at: 1)).by(String(repeating: "x", count: 121))
    ),
    ("no moment", Sample.decision(1, of: 1, rep: nil, .note("x", at: .nan))),
    ("a moment before the clip", Sample.decision(1, of: 1, rep: nil, .note("x", at: -0.1))),
    ("a moment without end", Sample.decision(1, of: 1, rep: nil, .note("x", at: .infinity))),
    ("a rep that ends first", Sample.decision(1, of: 1, rep: (4, 1), rule: "pause", .agree)),
    ("a rep of no length", Sample.decision(1, of: 1, rep: (4, 4), rule: "pause", .agree)),
    ("no times", Sample.decision(1, of: 1, rep: (.nan, .nan), rule: "pause", .agree)),
    ("bounds of nothing", Sample.decision(1, of: 1, rep: nil, .bounds(start: 1, end: 2))),
    ("bounds that end first", Sample.decision(1, of: 1, rep: (1, 4), .bounds(start: 2, end: 1))),
    ("bounds of a rule", Sample.decision(1, of: 1, rep: (1, 4), rule: "pause", .bounds(start: 1, end: 2))),
    ("nothing missed", Sample.decision(1, of: 1, rep: (1, 4), .missed(nil))),
    ("itself undone", Sample.decision(1, of: 1, rep: (1, 4), .undo(Sample.decisionID(1)))),
  ]

  @Test("are not written when they could not be read again", arguments: faults)
  func notWritten(name: String, decision: Decision) throws {
    let error = #expect(throws: ArchiveError.self) { _ = try decision.line() }
    #expect(error?.kind == .invalid)
    // A line of that kind that somebody else wrote is not read either, where JSON can say it at all.
    if let line = try? JSONEncoder().encode(decision) {
      #expect(throws: Document.Misfit.self) { _ = try Decision(line: line) }
    }
  }

  static let hostile: [String] = [
    "", "{}", "null", "[]", "{\"schema\":\"formcheck.set/1\"}", String(repeating: "[", count: 10_000),
    "{\"schema\":\"formcheck.decision/1\"}", "\u{FEFF}{}",
  ]

  @Test("are no decisions when they are something else", arguments: hostile)
  func notDecisions(line: String) { #expect(throws: Document.Misfit.self) { _ = try Decision(line: Data(line.utf8)) } }

  @Test(
    "are no decisions with a piece of another kind in them",
    arguments: [
      ("\"2026-11-18T11:06:40.125Z\"", "\"yesterday\""),
      ("\"2026-11-18T11:06:40.125Z\"", "\"2026-02-30T11:06:40.125Z\""),
      ("\"agree\"", "\"applaud\""), ("\"agree\"", "\"disagree\""), ("\"agree\"", "\"undo\""), ("\"agree\"", "null"),
      ("\"Kim\"", "\"K\\u0000m\""), ("\"Kim\"", "7"), ("\"Kim\"", "\"K\\ud800m\""),
      ("\"start\":1,", "\"start\":1e999,"),
      ("\"start\":1,", "\"start\":-1,"), ("\"number\":1,", "\"number\":0,"), ("\"number\":1,", "\"number\":1.5,"),
    ])
  func pieces(old: String, new: String) throws {
    let line = String(decoding: try Sample.decision(1, of: 1, rep: (1, 4), rule: "pause", .agree).line(), as: UTF8.self)
    try #require(line.contains(old))
    #expect(throws: Document.Misfit.self) {
      _ = try Decision(line: Data(line.replacing(old, with: new, maxReplacements: 1).utf8))
    }
  }

  @Test(
    "hold moments to the millisecond",
    arguments: [
      (0.0, "1970-01-01T00:00:00.000Z"), (-0.001, "1969-12-31T23:59:59.999Z"),
      (951_827_696.0004, "2000-02-29T12:34:56.000Z"),
      (951_827_695.9996, "2000-02-29T12:34:56.000Z"), (4_102_444_799.999, "2099-12-31T23:59:59.999Z"),
      (-11_676_096_000, "1600-01-01T00:00:00.000Z"),
    ])
  func moments(seconds: Double, text: String) {
    let moment = Moment(Date(timeIntervalSince1970: seconds))
    #expect(moment.rawValue == text)
    #expect(Moment(rawValue: text) == moment)
  }

  @Test(
    "know no other moments",
    arguments: [
      "", "2026-11-21T16:20:44Z", "2026-11-21 16:20:44.123Z", "2026-11-21T24:00:00.000Z", "2026-11-21T16:60:44.123Z",
      "2026-11-21T16:20:60.123Z", "2026-11-31T16:20:44.123Z", "2026-11-21T16:20:44.1２Z", "2026-11-21T16:20:44.123+",
    ])
  func noMoments(text: String) { #expect(Moment(rawValue: text) == nil) }
}

extension Decision {
  fileprivate func by(_ coach: String) -> Decision {
    var decision = self
    decision.coach = coach
    return decision
  }
}
