import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("Rebuilding")
struct RebuildingTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive
  let results: ResultsFolder

  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
    results = ResultsFolder(url: folder.url)
  }

  @Test("a rebuilt archive equals the recorded one, row for row")
  func equal() throws {
    for (number, text) in Hostile.texts.enumerated() {
      let upload = Upload(
        path: "\(number)/\(text.isEmpty ? "x" : text)", athlete: text, date: CalendarDay("2026-01-02"), notes: text)
      let set = Sample.set(number, uploads: [upload, Upload(path: "copy of \(number)")])
      let analysis = Sample.analysis(
        clip: number, reps: number + 1, flags: number % 3, outcome: Outcome.allCases[number % 5])
      try results.add(set, analysis)
      try archive.record(set, analysis)
    }
    for number in 100..<110 {
      let failure = Sample.failure(number, clip: number % 2 == 0 ? nil : number)
      try results.add(failure)
      try archive.record(failure)
    }
    // A failure that was mended later, its file left where it was.
    try results.add(Sample.failure(3, clip: 3))

    let rows = try archive.dump()
    let rebuilt = try archive.rebuild(from: folder.url)
    #expect((rebuilt.sets, rebuilt.failures, rebuilt.problems) == (Hostile.texts.count, 10, []))
    #expect(try archive.dump() == rows)
    #expect(try archive.check() == [])

    try FileManager.default.removeItem(at: folder.database)
    let new = try ResultsArchive(at: folder.database)
    _ = try new.rebuild(from: folder.url)
    #expect(try new.dump() == rows)
  }

  @Test("an empty results folder gives an empty archive")
  func empty() throws {
    try archive.record(Sample.set(1), Sample.analysis(clip: 1))
    #expect(try archive.rebuild(from: folder.url).sets == 0)
    #expect(try archive.dump().isEmpty)
  }

  @Test("what is damaged is named, passed over and left where it is")
  func damaged() throws {
    for number in 1...9 { try results.add(Sample.set(number), Sample.analysis(clip: number)) }
    try results.add(Sample.failure(20, clip: nil))
    try results.add(Sample.failure(21, clip: nil))
    func path(_ number: Int, _ name: String) -> URL {
      folder.url.appendingPathComponent(ResultsLayout.folder(of: Sample.key(number))).appendingPathComponent(name)
    }
    func failurePath(_ number: Int) -> URL {
      folder.url.appendingPathComponent(ResultsLayout.failureFile(of: Sample.key(number)))
    }
    try FileManager.default.removeItem(at: path(2, "analysis.json"))
    try Data("{".utf8).write(to: path(3, "analysis.json"))
    try Data().write(to: path(4, "set.json"))
    try Sample.set(1).document().write(to: path(5, "set.json"))
    try JSONEncoder().encode(Sample.analysis(clip: 1)).write(to: path(6, "analysis.json"))
    var twice = Sample.analysis(clip: 7)
    twice.reps.append(twice.reps[0])
    try JSONEncoder().encode(twice).write(to: path(7, "analysis.json"))
    try FileManager.default.removeItem(at: path(8, "set.json"))
    #expect(mkfifo(path(8, "set.json").path, 0o600) == 0)
    try Data("no".utf8).write(to: failurePath(20))
    // Neither a draft nor a stray file is a result.
    let sets = folder.url.appendingPathComponent("sets")
    try FileManager.default.createDirectory(
      at: sets.appendingPathComponent(".partial-1"), withIntermediateDirectories: true)
    try Data().write(to: sets.appendingPathComponent("notes.txt"))
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()

    let rebuilt = try archive.rebuild(from: folder.url)
    #expect((rebuilt.sets, rebuilt.failures) == (2, 1))
    let named =
      [failurePath(20).path, sets.appendingPathComponent("notes.txt").path]
      + (2...8).map { sets.appendingPathComponent(Sample.key($0).rawValue).path }
    #expect(rebuilt.problems.count == named.count)
    for name in named { #expect(rebuilt.problems.contains { $0.contains(name) }, "\(name)") }
    #expect(Set(try archive.sets().map(\.key)) == [Sample.key(1), Sample.key(9)])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted() == files)
    #expect(try archive.check() == [])
  }
}
