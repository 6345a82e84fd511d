import ArchiveTesting
import Foundation
import Testing

@testable import Archive

@Suite("set.json and failure files")
struct RecordDocumentTests {
  @Test("a record is read as it was written, whatever its names hold", arguments: Hostile.texts)
  func roundTrip(text: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("set.json")
    let upload = Upload(path: "in/a.mp4", athlete: text, date: CalendarDay("2026-02-28"), load: text, notes: text)
    let set = Sample.set(1, uploads: [upload])
    try set.document().write(to: file)
    #expect(try SetRecord(contentsOf: file) == set)

    var failure = Sample.failure(2, clip: nil, uploads: [upload])
    failure.message = text
    try failure.document().write(to: file)
    #expect(try FailureRecord(contentsOf: file) == failure)
  }

  @Test("what is not known is written as null")
  func nulls() throws {
    let failure = Sample.failure(1, clip: nil, uploads: [Upload(path: "a")])
    let text = String(decoding: try failure.document(), as: UTF8.self)
    for name in ["clipSha256", "signal", "athlete", "profile", "date", "load", "tempo", "notes"] {
      #expect(text.contains("\"\(name)\" : null"))
    }
  }

  static let faults: [(old: String, new: String, says: String)] = [
    ("formcheck.set/1", "formcheck.set/2", "expected formcheck.set/1"),
    ("\"key\"", "\"kei\"", "key is missing"),
    ("\(Sample.key(1))", "../../../etc", "key holds what it cannot"),
    ("\(Sample.key(1))", "\(Sample.key(1).rawValue.uppercased())", "key holds what it cannot"),
    ("\(Sample.clip(1))", "abc", "clipSha256 holds what it cannot"),
    ("2026-02-11", "2026-02-30", "uploads[0].date holds what it cannot"),
    ("2026-02-11", "11.2.2026", "uploads[0].date holds what it cannot"),
    ("\"20 kg\"", "20", "uploads[0].load is of another type"),
    ("week 0/", "../", "no plain relative path"),
    ("week 0/", "/", "no plain relative path"),
    ("week 0/", "a//", "no plain relative path"),
    ("week 0/", "a\\u0000/", "holds a NUL"),
    ("}\n", "", "not JSON, or cut off"),
  ]

  @Test("a fault is named with its file and its place", arguments: faults)
  func fault(change: (old: String, new: String, says: String)) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("set.json")
    let text = String(decoding: try Sample.set(1).document(), as: UTF8.self)
    try Data(text.replacingOccurrences(of: change.old, with: change.new).utf8).write(to: file)
    let error = #expect(throws: ArchiveError.self) { try SetRecord(contentsOf: file) }
    #expect(error?.kind == .badDocument)
    #expect(error?.description.contains(file.path) == true)
    #expect(error?.description.contains(change.says) == true, "\(error?.description ?? "")")
  }

  @Test("neither a missing file, nor a folder, a pipe or a link is read")
  func notFiles() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.url.appendingPathComponent("pipe").path
    let link = folder.url.appendingPathComponent("link").path
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(symlink("/etc/hostname", link) == 0)
    for path in [folder.url.path, pipe, link, folder.url.appendingPathComponent("none").path] {
      #expect(throws: ArchiveError.self) { try SetRecord(contentsOf: URL(fileURLWithPath: path)) }
    }
  }

  @Test("a record that could not be read again is not written")
  func invalid() throws {
    #expect(throws: ArchiveError.self) { try Sample.set(1, uploads: []).document() }
    #expect(throws: ArchiveError.self) {
      try Sample.set(1, uploads: [Upload(path: "a"), Upload(path: "a")]).document()
    }
    #expect(throws: ArchiveError.self) { try Sample.set(1, uploads: [Upload(path: "a", notes: "a\0b")]).document() }
    var failure = Sample.failure(1, clip: 1)
    failure.signal = 9
    #expect(throws: ArchiveError.self) { try failure.document() }
  }

  @Test(
    "days that no calendar has are none",
    arguments: [
      "2026-13-01", "2026-00-01", "2026-04-31", "2026-02-29", "1900-02-29", "2026-1-1", "2026-01-0a", "", "٢٠٢٦-01-01",
    ])
  func noDay(text: String) { #expect(CalendarDay(text) == nil) }

  @Test("days of a calendar are days", arguments: ["2024-02-29", "2000-02-29", "2026-12-31"])
  func day(text: String) { #expect(CalendarDay(text)?.description == text) }
}

enum Hostile {
  static let texts = [
    "O'Brien \"the\" coach", "two\nlines\r\nand a\ttab", "🏋🏽‍♀️ Zoë 王小明 أحمد", String(repeating: "long ", count: 2_000),
    "Robert'); DROP TABLE sets;--", "%_*?[a-z]", "?1 :name @x $y", "", " ", "NULL", "\u{202E}gpj", "a\u{301}",
  ]
}
