import ArchiveTesting
import Foundation
import GRDB
import Movement
import Testing

@testable import Archive

@Suite("Recording")
struct RecordingTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive

  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
  }

  @Test("a set has its row, its reps and its findings")
  func set() throws {
    try archive.record(Sample.set(1), Sample.analysis(clip: 1, reps: 5, flags: 2))
    let row = try #require(try archive.sets().first)
    #expect(row.key == Sample.key(1))
    #expect(row.clip == Sample.clip(1))
    #expect(row.folder == "sets/\(Sample.key(1))")
    #expect(row.uploads == [Sample.upload(1)])
    #expect(row.athlete == "athlete 1")
    #expect(row.date == CalendarDay("2026-02-11"))
    #expect((row.reps, row.attempts, row.flaggedReps, row.flags, row.notAssessed) == (5, 1, 5, 10, 1))
    #expect((row.profile, row.outcome, row.confidence) == (.machine, .assessed, .high))
    #expect((row.toolVersion, row.duration) == ("1.4.0", 31.5))
    #expect(row.worst?.rule == RuleID("rule-2"))
    #expect(row.worst?.severity == .strong)
    #expect(row.worst?.rep == 1)
    let counts = try archive.read { db in
      try ["reps", "findings"].map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0 }
    }
    #expect(counts == [6, 6 * 20 + 1])
  }

  @Test("a set that was not assessed says why", arguments: Outcome.allCases)
  func outcome(outcome: Outcome) throws {
    try archive.record(Sample.set(1), Sample.analysis(clip: 1, flags: 0, outcome: outcome))
    let row = try #require(try archive.sets().first)
    #expect(row.outcome == outcome)
    #expect((row.reason == nil) == (outcome == .assessed))
    #expect(row.worst == nil)
  }

  @Test("every word that an analysis or a failure can hold fits the tables")
  func words() throws {
    var analysis = Sample.analysis(clip: 1)
    for profile in Profile.allCases {
      analysis.options.profile = profile
      for confidence in [Confidence.high, .fair, .low] {
        analysis.capture.confidence = confidence
        for verdict in Verdict.allCases {
          for severity in Severity.allCases {
            analysis.reps[0].findings[2].verdict = verdict
            analysis.reps[0].findings[2].severity = severity
            try archive.record(Sample.set(1), analysis)
          }
        }
      }
    }
    for kind in FailureRecord.Kind.allCases {
      var failure = Sample.failure(2, clip: nil)
      failure.kind = kind
      try archive.record(failure)
      #expect(try archive.failures().map(\.kind) == [kind])
    }
  }

  @Test("recording again replaces all rows of the key")
  func replacing() throws {
    try archive.record(Sample.set(1), Sample.analysis(clip: 1, reps: 9, flags: 3))
    try archive.record(Sample.set(1, uploads: [Sample.upload(7)]), Sample.analysis(clip: 1, reps: 2, flags: 0))
    let other = try TemporaryFolder()
    let once = try ResultsArchive(at: other.database)
    try once.record(Sample.set(1, uploads: [Sample.upload(7)]), Sample.analysis(clip: 1, reps: 2, flags: 0))
    #expect(try archive.dump() == once.dump())
    #expect(try archive.check() == [])
  }

  @Test("a failure is kept until the set is made, and none takes a set's place")
  func failure() throws {
    var failure = Sample.failure(1, clip: 1)
    failure.exitStatus = nil
    failure.signal = 11
    failure.kind = .crashed
    failure.quarantined = true
    try archive.record(failure)
    #expect(try archive.failures() == [failure])
    failure.attempts = 2
    try archive.record(failure)
    #expect(try archive.failures() == [failure])
    #expect(try archive.counts().quarantined == 1)
    // It went away before it could be read again: nothing is left of the clip's hash.
    failure.clipSha256 = nil
    try archive.record(failure)
    #expect(try archive.counts().clips == 0)

    try archive.record(Sample.set(1), Sample.analysis(clip: 1))
    #expect(try archive.failures().isEmpty)
    try archive.record(failure)
    #expect(try archive.failures().isEmpty)
    #expect(try archive.sets().count == 1)
    #expect(try archive.uploads(of: Sample.key(1)) == [Sample.upload(1)])
  }

  @Test("names come back as they were given", arguments: Hostile.texts)
  func names(text: String) throws {
    let upload = Upload(
      path: text.isEmpty ? "x" : text, athlete: text, profile: text, load: text, tempo: text, notes: text)
    var analysis = Sample.analysis(clip: 1)
    analysis.reps[0].findings[2].message = text
    analysis.reason = text
    try archive.record(Sample.set(1, uploads: [upload]), analysis)
    try archive.record(Sample.failure(2, clip: nil, uploads: [upload]))
    let row = try #require(try archive.sets(SetFilter(athlete: text)).first)
    #expect(row.uploads == [upload])
    #expect(row.reason == text)
    #expect(row.worst?.message == text)
    #expect(try archive.failures().first?.uploads == [upload])
    #expect(try archive.trend(athlete: text) == [])
    #expect(try archive.athletes() == [text.precomposedStringWithCanonicalMapping])
    #expect(try archive.forget(.athlete(text)).sets == [Sample.key(1)])
    #expect(try archive.check() == [])
  }

  @Test("a record that does not fit together is refused, and nothing of it stays")
  func invalid() throws {
    try archive.record(Sample.set(1), Sample.analysis(clip: 1))
    let rows = try archive.dump()
    var twice = Sample.analysis(clip: 1)
    twice.reps.append(twice.reps[0])
    let wrong: [(SetRecord, Analysis)] = [
      (Sample.set(1), Sample.analysis(clip: 2)), (Sample.set(1), twice),
      (Sample.set(1, uploads: []), Sample.analysis(clip: 1)),
    ]
    for (set, analysis) in wrong {
      let error = #expect(throws: ArchiveError.self) { try archive.record(set, analysis) }
      #expect(error?.kind == .invalid)
      #expect(try archive.dump() == rows)
    }
  }

  @Test("no row can hang on nothing")
  func foreignKeys() throws {
    for sql in [
      "INSERT INTO reps VALUES (99, 'rep', 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
      "INSERT INTO uploads (setId, path) VALUES (99, 'a')", "INSERT INTO uploads (path) VALUES ('a')",
      "INSERT INTO failures VALUES (1, '\(Sample.key(1))', 99, 'bug', 'm', 1, NULL, 1, 0)",
    ] {
      let error = #expect(throws: ArchiveError.self) { try archive.write { try $0.execute(sql: sql) } }
      #expect(error?.kind == .invalid)
    }
    try archive.record(Sample.set(1), Sample.analysis(clip: 1))
    try archive.write { try $0.execute(sql: "DELETE FROM clips") }
    #expect(try archive.dump().isEmpty)
  }
}
