import ArchiveTesting
import Foundation
import GRDB
import Movement
import Testing

@testable import Archive

@Suite("Reading without writing")
struct ReadingOnlyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fill() throws {
    let archive = try ResultsArchive(at: folder.database)
    for number in 1...3 { try archive.record(Sample.set(number), Sample.analysis(clip: number)) }
    try archive.decide(Sample.decision(1, of: 1, rep: (4, 7.5), rule: "rule-2", .agree))
  }

  /// Names, lengths and contents.
  private func contents() throws -> [String: Data] {
    try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
      .reduce(into: [:]) { $0[$1.lastPathComponent] = try Data(contentsOf: $1) }
  }

  private func look(_ archive: ResultsArchive) throws {
    #expect(try archive.sets().count == 3)
    #expect(try archive.queueCount() == QueueCount(all: 24, left: 23))
    #expect(try archive.queue(limit: 3).count == 3)
    #expect(try archive.decisions().count == 1)
    #expect(try archive.holdsAllDecisions())
    #expect(try archive.check() == [])
  }

  @Test("all is there to read, nothing on disk changes, nothing can be written")
  func reading() throws {
    try fill()
    let before = try contents()
    do {
      let archive = try ResultsArchive(readingAt: folder.database)
      try look(archive)
      let decision = Sample.decision(2, of: 1, rep: nil, .note("x", at: 1))
      for write in [
        { try archive.decide(decision) }, { _ = try archive.forget(.athlete("athlete 1")) },
        { try archive.remove(Sample.key(1)) }, { _ = try archive.bringInLine(with: folder.url) },
        { _ = try archive.rebuild(from: folder.url) },
        { try archive.record(Sample.set(9), Sample.analysis(clip: 9)) },
      ] as [() throws -> Void] {
        let error = #expect(throws: ArchiveError.self) { try write() }
        #expect(error?.kind == .notWritable)
      }
      #expect(try contents() == before)
    }
    #expect(try contents() == before)
  }

  @Test("in a folder that may not be written", arguments: ["plain", "with ?#%20 and & in it"])
  func readOnlyFolder(name: String) throws {
    try fill()
    let copy = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for file in ["formcheck.sqlite", "decisions.jsonl"] {
      try FileManager.default.copyItem(
        at: folder.url.appendingPathComponent(file), to: copy.appendingPathComponent(file))
      chmod(copy.appendingPathComponent(file).path, 0o444)
    }
    chmod(copy.path, 0o555)
    defer { chmod(copy.path, 0o755) }
    try look(ResultsArchive(readingAt: copy.appendingPathComponent("formcheck.sqlite")))
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy.path).count == 2)
  }

  @Test("what another program writes meanwhile is seen, and never torn")
  func meanwhile() throws {
    try fill()
    let reading = try ResultsArchive(readingAt: folder.database)
    try look(reading)
    do {
      let writing = try ResultsArchive(at: folder.database)
      try writing.record(Sample.set(4), Sample.analysis(clip: 4))
      #expect(try reading.sets().count == 4)
      for number in 5..<60 {
        try writing.record(Sample.set(number), Sample.analysis(clip: number))
        if number % 10 == 0 { _ = try writing.emptyLog() }
        #expect(try reading.sets().count == number)
        #expect(try reading.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reps") } == number * 9)
      }
    }
    #expect(try reading.sets().count == 59)
    #expect(try reading.check() == [])
  }

  @Test("one of before says that it lacks tables, and stays as it was")
  func older() throws {
    try ArchiveFile(url: folder.database, steps: [.sets]).make()
    let before = try Data(contentsOf: folder.database)
    let error = #expect(throws: ArchiveError.self) { try ResultsArchive(readingAt: folder.database) }
    #expect(error?.kind == .notWritable)
    #expect(error?.description.contains("older formcheck") == true)
    #expect(try Data(contentsOf: folder.database) == before)
  }

  @Test("what is no archive is told apart", arguments: [("nothing", ArchiveError.Kind.unreadable), ("text", .foreign)])
  func others(what: String, kind: ArchiveError.Kind) throws {
    if what == "text" { try Data("dear diary".utf8).write(to: folder.database) }
    let before = try contents()
    let error = #expect(throws: ArchiveError.self) { try ResultsArchive(readingAt: folder.database) }
    #expect(error?.kind == kind)
    #expect(try contents() == before)
  }
}
