import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("Reading")
struct ReadingTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive

  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
  }

  @Test("each filter lets through what it names, the newest first")
  func filters() throws {
    func add(_ number: Int, _ athlete: String?, _ date: String?, flags: Int = 0, _ outcome: Outcome = .assessed) throws
    {
      let upload = Upload(path: "\(number).mp4", athlete: athlete, date: date.flatMap { CalendarDay($0) })
      try archive.record(
        Sample.set(number, uploads: [upload]), Sample.analysis(clip: number, flags: flags, outcome: outcome))
    }
    try add(1, "Ann", "2026-03-01", flags: 1)
    try add(2, "Ann", "2026-03-08", flags: 2)
    try add(3, "Ben", "2026-03-08")
    try add(4, nil, nil, .noReps)
    try add(5, "Jose\u{301}", "2026-01-31")

    func found(_ filter: SetFilter) throws -> [Int] {
      try archive.sets(filter).compactMap { row in (1...5).first { Sample.key($0) == row.key } }
    }
    let march8 = Sample.key(2) < Sample.key(3) ? [2, 3] : [3, 2]
    let cases: [(SetFilter, [Int])] = [
      (SetFilter(), march8 + [1, 5, 4]), (SetFilter(athlete: "Ann"), [2, 1]), (SetFilter(athlete: "ann"), []),
      (SetFilter(athlete: "Jos\u{E9}"), [5]), (SetFilter(athlete: "Jose\u{301}"), [5]),
      (SetFilter(from: CalendarDay("2026-03-01")), march8 + [1]),
      (SetFilter(from: CalendarDay("2026-03-01"), through: CalendarDay("2026-03-07")), [1]),
      (SetFilter(through: CalendarDay("2026-03-01")), [1, 5]), (SetFilter(outcome: .noReps), [4]),
      (SetFilter(profile: .machine, limit: 3), march8 + [1]), (SetFilter(profile: .bench), []),
      (SetFilter(flaggedBy: RuleID("rule-2")), [2, 1]), (SetFilter(flaggedBy: RuleID("rule-3")), [2]),
      (SetFilter(flaggedBy: RuleID("rule-5")), []), (SetFilter(key: Sample.key(3)), [3]),
      (SetFilter(clip: Sample.clip(3)), [3]), (SetFilter(clip: Sample.clip(9)), []),
    ]
    for (filter, expected) in cases { #expect(try found(filter) == expected, "\(filter)") }
    #expect(try archive.athletes() == ["Ann", "Ben", "Jos\u{E9}"])
  }

  @Test("a clip that was sent twice is one set with two uploads")
  func twice() throws {
    let uploads = [
      Upload(path: "b.mp4", athlete: "Ann", date: CalendarDay("2026-03-08")),
      Upload(path: "a.mp4", date: CalendarDay("2026-03-01")),
    ]
    try archive.record(Sample.set(1, uploads: uploads), Sample.analysis(clip: 1))
    let row = try #require(try archive.sets().first)
    #expect(row.uploads.map(\.path) == ["a.mp4", "b.mp4"])
    #expect(row.athlete == "Ann")
    #expect(row.date == CalendarDay("2026-03-01"))
    #expect(try archive.trend(athlete: "Ann").map(\.date.rawValue) == ["2026-03-01"])
    #expect(try archive.counts().uploads == 2)
  }

  @Test("a clip that came for two athletes has its own day in the trend of each")
  func trendOfTwo() throws {
    let uploads = [
      Upload(path: "a.mp4", athlete: "Ann", date: CalendarDay("2026-03-08")),
      Upload(path: "b.mp4", athlete: "Ben", date: CalendarDay("2026-03-01")),
      Upload(path: "c.mp4", athlete: "Cy"),
    ]
    try archive.record(Sample.set(1, uploads: uploads), Sample.analysis(clip: 1))
    #expect(try archive.trend(athlete: "Ann").map(\.date.rawValue) == ["2026-03-08"])
    #expect(try archive.trend(athlete: "Ben").map(\.date.rawValue) == ["2026-03-01"])
    #expect(try archive.trend(athlete: "Cy") == [])
  }

  @Test("the trend is the mean over the reps of a day")
  func trend() throws {
    func add(_ number: Int, _ date: String?, reps: Int, flags: Int) throws {
      let upload = Upload(path: "\(number).mp4", athlete: "Ann", date: date.flatMap { CalendarDay($0) })
      try archive.record(
        Sample.set(number, uploads: [upload]), Sample.analysis(clip: number, reps: reps, flags: flags))
    }
    try add(1, "2026-03-08", reps: 3, flags: 0)
    try add(2, "2026-03-01", reps: 2, flags: 1)
    try add(3, "2026-03-01", reps: 4, flags: 2)
    try add(4, nil, reps: 4, flags: 2)
    try archive.record(
      Sample.set(5, uploads: [Sample.upload(5, athlete: "Ann", date: "2026-04-01")]),
      Sample.analysis(clip: 5, outcome: .noReps))
    let points = try archive.trend(athlete: "Ann")
    #expect(
      points == [
        // Reps 1, 2 and 1, 2, 3, 4: the top is -number, the hold .5 s and a tenth of the number.
        TrendPoint(
          date: try #require(CalendarDay("2026-03-01")), sets: 2, reps: 6, topDeviation: -2.167, hold: 0.717,
          flagsPerRep: 1.667),
        TrendPoint(
          date: try #require(CalendarDay("2026-03-08")), sets: 1, reps: 3, topDeviation: -2, hold: 0.7, flagsPerRep: 0),
      ])
    #expect(try archive.trend(athlete: "nobody") == [])
  }

  @Test("counts are those of the rows")
  func counts() throws {
    #expect(try archive.counts().sets == 0)
    try archive.record(Sample.set(1), Sample.analysis(clip: 1, reps: 5))
    try archive.record(Sample.set(2, clip: 1), Sample.analysis(clip: 1, reps: 4, flags: 0))
    try archive.record(Sample.set(3), Sample.analysis(clip: 3, outcome: .noAthlete))
    try archive.record(Sample.failure(4, clip: nil))
    #expect(
      try archive.counts()
        == ArchiveCounts(
          clips: 2, uploads: 4, sets: 3, assessed: 2, reps: 9, flaggedReps: 5, failures: 1, quarantined: 0))
    #expect(try archive.uploads(of: Sample.key(4)) == [Sample.upload(4)])
    #expect(try archive.uploads(of: Sample.key(5)) == [])
  }
}
