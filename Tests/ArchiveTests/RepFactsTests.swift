import ArchiveTesting
import Movement
import Testing

@testable import Archive

@Suite("What the reps of a set say")
struct RepFactsTests {
  @Test("means and flagging rules, attempts left out")
  func facts() throws {
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    var analysis = Sample.analysis(clip: 1, reps: 4, flags: 2)
    // What an attempt shows is no fault, however far it is from the reps.
    let last = analysis.reps.count - 1
    analysis.reps[last].hold.duration = 90
    analysis.reps[last].findings[9].verdict = .flag
    try archive.record(Sample.set(1), analysis)
    try archive.record(Sample.set(2), Sample.analysis(clip: 2, outcome: .noAthlete))
    #expect(
      try archive.repFacts() == [
        Sample.key(1): RepFacts(topDeviation: -2.5, hold: 0.75, flaggedBy: [RuleID("rule-2"), RuleID("rule-3")])
      ])
  }

  @Test("are those of the trend for a day with one set")
  func asTrend() throws {
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    try archive.record(
      Sample.set(1, uploads: [Sample.upload(1, athlete: "Ann", date: "2026-01-05")]), Sample.analysis(clip: 1, reps: 7))
    let facts = try #require(archive.repFacts()[Sample.key(1)])
    let day = try #require(archive.trend(athlete: "Ann").first)
    #expect(facts.topDeviation == day.topDeviation && facts.hold == day.hold)
  }
}
