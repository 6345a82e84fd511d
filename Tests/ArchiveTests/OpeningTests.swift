import ArchiveTesting
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite("Opening an archive")
struct OpeningTests {
  @Test("a new one keeps to its settings")
  func settings() throws {
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    let expected: [(String, Int)] = [
      ("application_id", 0x6663_686B), ("user_version", SchemaStep.all.count), ("foreign_keys", 1),
      ("synchronous", 2), ("secure_delete", 1), ("trusted_schema", 0),
    ]
    for (name, value) in expected {
      let found = try archive.write { try Int.fetchOne($0, sql: "PRAGMA \(name)") }
      #expect(found == value, "\(name)")
    }
    #expect(try archive.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try archive.read { try String.fetchOne($0, sql: "SELECT schema FROM about") } == "formcheck.archive/1")
    #expect(try archive.check() == [])
    #expect(try archive.sets().isEmpty)
  }

  @Test("what was recorded is there when it is opened again")
  func again() throws {
    let folder = try TemporaryFolder()
    try ResultsArchive(at: folder.database).record(Sample.set(1), Sample.analysis(clip: 1))
    #expect(try ResultsArchive(at: folder.database).sets().map(\.key) == [Sample.key(1)])
  }

  static let notArchives: [(name: String, bytes: Data)] = [
    ("an empty file", Data()), ("text", Data("dear diary".utf8)),
    ("half a header", Data("SQLite format 3\0".utf8)), ("noise", Data((0..<8192).map { UInt8($0 * 7 % 251) })),
  ]

  @Test("a file that is no database is refused and left as it is", arguments: notArchives)
  func foreign(file: (name: String, bytes: Data)) throws {
    let folder = try TemporaryFolder()
    try file.bytes.write(to: folder.database)
    let error = #expect(throws: ArchiveError.self) { try ResultsArchive(at: folder.database) }
    #expect(error?.kind == .foreign)
    #expect(error?.description.contains(folder.database.path) == true)
    #expect(try Data(contentsOf: folder.database) == file.bytes)
  }

  @Test("somebody else's database is refused and left as it is")
  func foreignDatabase() throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.database.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE sets (id); INSERT INTO sets VALUES (1)") }
    try queue.close()
    let bytes = try Data(contentsOf: folder.database)
    #expect(throws: ArchiveError.self) { try ResultsArchive(at: folder.database) }
    #expect(try Data(contentsOf: folder.database) == bytes)
  }

  static let later = SchemaStep(name: "2-later", sql: "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;")

  @Test("an older one is migrated, with all its rows, after a copy was made")
  func migration() throws {
    let folder = try TemporaryFolder()
    let old = try ResultsArchive(at: folder.database)
    for number in 1...5 { try old.record(Sample.set(number), Sample.analysis(clip: number)) }
    try old.record(Sample.failure(9, clip: nil))
    let rows = try old.dump()

    let new = try ResultsArchive(at: folder.database, steps: SchemaStep.all + [Self.later], patience: 1)
    #expect(try new.dump() == rows)
    #expect(try new.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == SchemaStep.all.count + 1)
    #expect(try new.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM later") } == 0)
    let backup = URL(fileURLWithPath: folder.database.path + ".before-2-later")
    #expect(try ResultsArchive(at: backup).dump() == rows)
    // Once is enough.
    _ = try ResultsArchive(at: folder.database, steps: SchemaStep.all + [Self.later], patience: 1)
    #expect(new.copies.map(\.lastPathComponent).filter { $0.hasSuffix("later") } == [backup.lastPathComponent])
  }

  @Test("a migration that fails changes nothing")
  func failedMigration() throws {
    let folder = try TemporaryFolder()
    let old = try ResultsArchive(at: folder.database)
    try old.record(Sample.set(1), Sample.analysis(clip: 1))
    let broken = SchemaStep(name: "2-broken", sql: "DELETE FROM sets; CREATE TABLE sets (id);")
    #expect(throws: ArchiveError.self) {
      try ResultsArchive(at: folder.database, steps: SchemaStep.all + [broken], patience: 1)
    }
    #expect(try ResultsArchive(at: folder.database).sets().count == 1)
  }

  @Test("one of a newer formcheck is refused by its name, with all its rows")
  func newer() throws {
    let folder = try TemporaryFolder()
    let new = try ResultsArchive(at: folder.database, steps: SchemaStep.all + [Self.later], patience: 1)
    try new.record(Sample.set(1), Sample.analysis(clip: 1))
    let error = #expect(throws: ArchiveError.self) { try ResultsArchive(at: folder.database) }
    #expect(error?.kind == .newer)
    #expect(try new.sets().count == 1)
  }

  @Test("a damaged one is found by the check and can be set aside")
  func damaged() throws {
    let folder = try TemporaryFolder()
    var archive: ResultsArchive? = try ResultsArchive(at: folder.database)
    for number in 1...40 { try archive?.record(Sample.set(number), Sample.analysis(clip: number)) }
    _ = try archive?.emptyLog()
    archive = nil
    let handle = try FileHandle(forWritingTo: folder.database)
    for page in 45..<120 {
      try handle.seek(toOffset: UInt64(page * 4096))
      try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    }
    try handle.close()
    let bytes = try Data(contentsOf: folder.database)

    let damaged = try ResultsArchive(at: folder.database)
    let isFound: Bool
    do { isFound = try !damaged.check().isEmpty } catch { isFound = error.kind == .damaged }
    #expect(isFound)
    let error = #expect(throws: ArchiveError.self) { try damaged.record(Sample.set(3), Sample.analysis(clip: 3)) }
    #expect(error?.kind == .damaged)
    #expect(error?.description.contains("--reindex") == true)

    let aside = try ResultsArchive.setAside(folder.database)
    #expect(try Data(contentsOf: aside) == bytes)
    #expect(try ResultsArchive(at: folder.database).sets().isEmpty)
  }

  @Test("the log of an archive that somebody deleted is not taken for the new one's")
  func staleLog() throws {
    let folder = try TemporaryFolder()
    let old = try ResultsArchive(at: folder.database)
    try old.record(Sample.set(1), Sample.analysis(clip: 1))
    try FileManager.default.removeItem(at: folder.database)
    let new = try ResultsArchive(at: folder.database)
    #expect(try new.sets().isEmpty)
    #expect(try new.check() == [])
  }

  @Test(
    "where it cannot be made it says so", arguments: ["/proc/formcheck.sqlite", "/nowhere/at/all/formcheck.sqlite"])
  func nowhere(path: String) throws {
    let error = #expect(throws: ArchiveError.self) { try ResultsArchive(at: URL(fileURLWithPath: path)) }
    #expect(error?.kind == .notWritable)
    #expect(error?.description.contains(path) == true)
  }
}
