import ArchiveTesting
import Foundation
import GRDB
import Movement
import Testing

@testable import Archive

@Suite("The queue")
struct QueueTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive

  static let ok = Sample.Said("pause", .ok)
  static let strong = Sample.Said("pause", .flag, .strong)
  static let mild = Sample.Said("pause", .flag, .mild)
  static let nearly = Sample.Said("pause", .borderline)

  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
  }

  private func record(
    _ set: Int, _ reps: [[Sample.Said]], athlete: String? = "Ann", date: String? = "2026-03-01",
    confidence: Confidence = .high, profile: Profile = .machine
  ) throws {
    let upload = Upload(path: "\(set).mp4", athlete: athlete, date: date.flatMap { CalendarDay($0) })
    let planned = reps.enumerated().map { index, said in
      Sample.PlannedRep(Double(index) * 4 + 1, Double(index) * 4 + 4, said)
    }
    try archive.record(
      Sample.set(set, uploads: [upload]),
      Sample.analysis(clip: set, planned, confidence: confidence, profile: profile))
  }

  /// `set.rep`
  private func names(_ entries: [QueueEntry]) -> [String] {
    entries.map { entry in
      let set = (1...20).first { Sample.key($0) == entry.set.key } ?? 0
      return "\(set).\(entry.rep.number)"
    }
  }

  @Test("what weighs more comes first: severity x confidence x how new")
  func ranking() throws {
    try record(1, [[Self.ok], [Self.mild], [Self.strong], [Self.nearly], [.init("swing", .flag, .info)]])
    // A day newer outweighs nothing, four weeks outweigh one degree of severity.
    try record(2, [[Self.strong]], date: "2026-02-28")
    try record(3, [[Self.strong]], date: "2026-02-01", confidence: .fair)
    try record(4, [[Self.mild]], date: "2026-03-30")
    try record(5, [[Self.strong], [Self.nearly]], date: nil)
    // The weightiest finding counts.
    try record(6, [[Self.nearly, .init("swing", .flag, .strong)]], date: "2026-03-02", confidence: .low)
    #expect(
      names(try archive.queue()) == ["4.1", "1.3", "2.1", "6.1", "1.2", "3.1", "1.5", "1.4", "5.1", "5.2"])
    #expect(try archive.queueCount() == QueueCount(all: 10, left: 10))
    #expect(try archive.entry(at: RepAddress(Sample.key(1), 1))?.place == nil)
    #expect(try archive.entry(at: RepAddress(Sample.key(1), 6)) == nil)
    #expect(try archive.entry(at: RepAddress(Sample.key(9), 1)) == nil)
  }

  @Test("equals come by key and number, and pages of any size make up the same queue, there and back")
  func paging() throws {
    for set in 1...6 { try record(set, [[Self.mild], [Self.ok], [Self.mild], [Self.strong]]) }
    let all = try archive.queue(limit: 100)
    #expect(all.count == 18)
    let expected = all.sorted { a, b in
      let isStrong = (a.findings[0].finding.severity == .strong, b.findings[0].finding.severity == .strong)
      if isStrong.0 != isStrong.1 { return isStrong.0 }
      return a.set.key != b.set.key ? a.set.key < b.set.key : a.rep.number < b.rep.number
    }
    #expect(names(all) == names(expected))
    for size in [1, 4, 18, 50] {
      var (pages, place): ([QueueEntry], QueuePlace?) = ([], nil)
      while case let page = try archive.queue(after: place, limit: size), !page.isEmpty {
        pages += page
        // As it comes back from an address.
        place = try #require(page.last?.place.flatMap { QueuePlace($0.description) })
      }
      #expect(names(pages) == names(all))
      var back: [QueueEntry] = []
      var edge = try #require(all.last?.place)
      while case let page = try archive.queue(before: edge, limit: size), !page.isEmpty {
        back = page + back
        edge = try #require(page.first?.place)
      }
      #expect(names(back) == names(all.dropLast()))
    }
    #expect(try archive.queue(limit: 0).isEmpty)
    // The place of a rep that has gone since is still one.
    let third = try #require(all[2].place)
    try archive.remove(all[2].set.key)
    #expect(names(try archive.queue(after: third, limit: 1)) == names([all[3]]))
  }

  @Test(
    "no other text is a place",
    arguments: ["", "1", "nan~\(Sample.key(1))~1", "1~x~1", "1~\(Sample.key(1))~", "1~\(Sample.key(1))~1~1"])
  func noPlace(text: String) { #expect(QueuePlace(text) == nil) }

  @Test("each filter lets through what it names")
  func filters() throws {
    try record(1, [[Self.strong, .init("swing", .borderline)], [.init("swing", .flag, .mild)]])
    try record(2, [[Self.nearly]], athlete: "Jose\u{301}", date: "2026-04-01", profile: .ball)
    try record(3, [[Self.mild]], athlete: nil, date: nil)
    func agree(_ number: Int, _ set: Int, _ rep: (Double, Double), _ rule: String) throws {
      try archive.decide(Sample.decision(number, of: set, rep: rep, rule: rule, .agree))
    }
    try agree(1, 1, (1, 4), "pause")
    try agree(2, 2, (1, 4), "pause")
    let cases: [(QueueFilter, [String])] = [
      (QueueFilter(), ["1.1", "1.2", "2.1", "3.1"]), (QueueFilter(athlete: "Jos\u{E9}"), ["2.1"]),
      (QueueFilter(athlete: "ann"), []), (QueueFilter(rule: RuleID("swing")), ["1.1", "1.2"]),
      (QueueFilter(rule: RuleID("swing"), verdict: .flag), ["1.2"]),
      (QueueFilter(verdict: .borderline), ["1.1", "2.1"]), (QueueFilter(profile: .ball), ["2.1"]),
      (QueueFilter(from: CalendarDay("2026-03-02")), ["2.1"]),
      (QueueFilter(through: CalendarDay("2026-03-01")), ["1.1", "1.2"]),
      (QueueFilter(isUndecidedOnly: true), ["1.1", "1.2", "3.1"]),
      (QueueFilter(rule: RuleID("pause"), isUndecidedOnly: true), ["3.1"]),
      (QueueFilter(verdict: .flag, isUndecidedOnly: true), ["1.2", "3.1"]),
      (QueueFilter(athlete: "Ann", rule: RuleID("swing"), profile: .machine, isUndecidedOnly: true), ["1.1", "1.2"]),
    ]
    for (filter, expected) in cases {
      #expect(Set(names(try archive.queue(filter))) == Set(expected), "\(filter)")
      let count = try archive.queueCount(filter)
      #expect((filter.isUndecidedOnly ? count.left : count.all) == expected.count, "\(filter)")
    }
  }

  @Test("an entry has the rep's numbers, all findings, and what coaches said of them")
  func entry() throws {
    try record(1, [[Self.strong, Self.ok, .init("swing", .notAssessed)]])
    let open = try #require(try archive.queue().first)
    #expect(open.set == (try archive.sets().first))
    #expect((open.rep.start, open.rep.top, open.rep.end) == (1, 2.5, 4))
    #expect((open.rep.topDeviation, open.rep.topUncertainty, open.rep.rangeOfMotion) == (-1, 3, 82.5))
    #expect((open.rep.hold, open.rep.holdUncertainty, open.rep.tempo.descent) == (0.6, 0.1, 2.1))
    #expect(open.findings.map(\.isToReview) == [true, false, false])
    let finding = open.findings[0].finding
    #expect((finding.value, finding.unit, finding.uncertainty, finding.limit) == (1.5, .seconds, 0.1, 1))
    #expect(finding.message == "pause was seen")
    #expect(open.findings.allSatisfy { $0.standing == .open } && open.missed.isEmpty && open.clean == nil)

    let missed = Sample.decision(2, of: 1, rep: (1, 4), by: "Lee", .missed("the belt is open"))
    try archive.decide([
      Sample.decision(1, of: 1, rep: (1, 4), rule: "pause", .disagree(.intended)), missed,
    ])
    let decided = try #require(try archive.queue().first)
    #expect(decided.place == open.place)
    #expect(decided.findings[0].standing.joint == .disagreed)
    #expect(
      decided.findings[0].standing.coaches == [
        CoachOpinion(coach: "Kim", opinion: .disagreed(.intended), decision: Sample.decisionID(1))
      ])
    #expect(decided.missed == [missed])
    #expect(try archive.entry(at: decided.address) == decided)
  }

  @Test("beside a rep stands the same athlete's best clean one")
  func clean() throws {
    func clean(_ set: Int) throws -> String? {
      let found = try archive.entry(at: RepAddress(Sample.key(set), 1))?.clean
      return found.flatMap { clean in
        (1...20).first { Sample.key($0) == clean.set.key }.map { "\($0).\(clean.rep.number)" }
      }
    }
    try record(1, [[Self.mild]])
    #expect(try clean(1) == nil)
    try record(2, [[Self.ok]], athlete: "Ben")
    try record(3, [[Self.ok]], profile: .ball)
    #expect(try clean(1) == nil)
    try record(4, [[Self.ok]], date: "2025-01-01", confidence: .fair)
    #expect(try clean(1) == "4.1")
    try record(5, [[Self.nearly], [Self.ok, Self.mild], [Self.ok]], date: "2024-01-01")
    #expect(try clean(1) == "5.3")
    // Of equals the nearest, of one set the rep that more rules were content with.
    try record(6, [[Self.ok], [Self.ok, Self.ok]], date: "2026-02-01")
    try record(7, [[Self.ok]], date: "2026-04-05")
    #expect(try clean(1) == "6.2")
    try record(1, [[Self.mild], [Self.ok]])
    #expect(try clean(1) == "1.2")
    // A coach saw what the program did not: it is no example.
    try archive.decide(Sample.decision(1, of: 1, rep: (5, 8), rule: "pause", .missed(nil)))
    #expect(try clean(1) == "6.2")
    try archive.decide(Sample.decision(2, of: 1, rep: (5, 8), .undo(Sample.decisionID(1))))
    #expect(try clean(1) == "1.2")
    // A rep of which nothing could be said shows nothing.
    try record(8, [[Self.mild], [.init("pause", .notAssessed)]], athlete: "Cem")
    #expect(try clean(8) == nil)
    try record(9, [[Self.mild]], athlete: nil)
    #expect(try clean(9) == nil)
  }

  @Test("an archive of before has its queue after the migration, with what was decided, and a copy of how it was")
  func migration() throws {
    for number in 1...3 { try record(number, [[Self.strong], [Self.ok], [Self.nearly]], confidence: .fair) }
    try archive.decide(Sample.decision(1, of: 2, rep: (1, 4), rule: "pause", .agree))
    let rows = try archive.dump()
    // As the step before left it.
    try archive.write { db in
      try db.execute(
        sql: """
          DROP VIEW findingsToReview; DROP TABLE queue; DROP TABLE reviews; DROP TABLE opinions; DROP TABLE attachments;
          DROP TABLE decisionsRead; DROP TABLE decisions; DROP TABLE decisionsMayGo;
          ALTER TABLE sets DROP COLUMN cleanRep;
          DELETE FROM grdb_migrations WHERE identifier = '2-decisions';
          PRAGMA user_version = 1;
          """)
    }
    let migrated = try ResultsArchive(at: folder.database)
    #expect(try migrated.dump() == rows)
    #expect(try migrated.queueCount() == QueueCount(all: 6, left: 5))
    let copies = migrated.copies.map(\.lastPathComponent)
    #expect(copies == ["formcheck.sqlite.before-2-decisions"])
  }
}
