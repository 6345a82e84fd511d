import Accuracy
import Foundation
import Movement
import Testing

@Suite("The ratchet")
struct RatchetTests {
  private static let asked: Set<RuleID> = ["pause", "partial-top"]

  /// A record of one clip with one rep that must be flagged for its pause.
  private func record(
    _ reps: [Rep], outcome: Outcome = .assessed, rules: Set<RuleID> = asked, name: String = "clip"
  ) throws -> AccuracyRecord {
    let truth = try ScoreBench.truth(rep: #""mustFlag": [["pause"]], "mayFlag": []"#)
    var score = ScoreBench.score(ScoreBench.analysis(reps, outcome: outcome), truth)
    score.name = name
    return AccuracyRecord([score], rules: rules)
  }

  private func rep(_ top: Double = 1, start: Double = 1, flags: [RuleID] = ["pause"]) -> Rep {
    ScoreBench.rep(start, flags: flags, measurements: [.topDeviation: Quantity(top, .degrees, uncertainty: 2)])
  }

  @Test("lets through what is as it was, and what is better")
  func same() throws {
    let good = try record([rep()])
    let bad = try record([rep(9, flags: []), rep(start: 9)], outcome: .noReps)
    #expect(Ratchet.setbacks(from: good, to: good) == [])
    #expect(Ratchet.setbacks(from: bad, to: good) == [])
  }

  @Test("names the clip and what got worse")
  func worse() throws {
    let good = try record([rep()])
    let table: [(AccuracyRecord, [String])] = [
      (try record([rep()], outcome: .noReps), ["clip: the outcome was right and is noReps"]),
      (
        try record([rep(), rep(start: 9, flags: [])]),
        ["clip: 2 reps of 1, before 1 of 1", "clip: 1 ghost reps, before 0"]
      ),
      (try record([rep(flags: [])]), ["clip: a flag is missed: rep 1 pause"]),
      (try record([rep(flags: ["pause", "partial-top"])]), ["clip: a flag is wrong: rep 1 partial-top"]),
      (try record([rep(2)]), ["clip: the error of topDeviation grew from 0.0 to 1.0"]),
      (
        try record([ScoreBench.rep(1, flags: ["pause"], measurements: [:])]),
        ["clip: topDeviation is not measured any more"]
      ),
    ]
    for (new, setbacks) in table { #expect(Ratchet.setbacks(from: good, to: new) == setbacks) }
  }

  @Test("overlooks what another processor may round otherwise", arguments: [(1.15, 0), (1.25, 1)])
  func slack(top: Double, count: Int) throws {
    #expect(Ratchet.setbacks(from: try record([rep()]), to: try record([rep(top)])).count == count)
  }

  @Test("is not content with one mistake in the place of another")
  func swapped() throws {
    let one = try record([rep(flags: ["pause", "partial-top"])])
    let other = try record([rep(flags: ["pause", "head-jerk"])])
    #expect(Ratchet.setbacks(from: one, to: other) == ["clip: a flag is wrong: rep 1 head-jerk"])
  }

  @Test("welcomes new clips and new rules, and misses clips that are gone")
  func new() throws {
    let one = try record([rep()])
    var two = one
    two.clips["another"] = try record([rep(flags: [])]).clips["clip"]
    #expect(Ratchet.setbacks(from: one, to: two) == [])
    #expect(Ratchet.setbacks(from: two, to: one) == ["another: the clip is gone"])
    let before = AccuracyRecord([], rules: ["partial-top"])
    var ruleless = one
    ruleless.rules = before.rules
    #expect(Ratchet.setbacks(from: ruleless, to: try record([rep(flags: [])])) == [])
  }

  @Test("reads what it wrote, and writes the same bytes again, a line a clip")
  func file() throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("accuracy-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: scratch) }
    var record = try record([rep(1.23456), rep(start: 9)])
    record.clips["another"] = try self.record([]).clips["clip"]
    let text = try record.json()
    try text.write(to: scratch, atomically: true, encoding: .utf8)
    let read = try AccuracyRecord(contentsOf: scratch)
    #expect(read == record)
    #expect(try read.json() == text)
    #expect(text.split(separator: "\n").count { $0.contains("\"outcome\"") } == 2)
  }
}
