public import Foundation
internal import GRDB

/// The index of a results folder: `results/formcheck.sqlite`.
///
/// It holds nothing that the JSON files beside it do not hold (the decisions of coaches are in `decisions.jsonl`): it may
/// be deleted, ``rebuild(from:)`` makes it again.
/// Any number of threads may use one value, and any number of programs one file; one of them writes at a time, the
/// others wait for up to ten seconds. What was recorded is on disk when the call returns.
public struct ResultsArchive: Sendable {
  public static let fileName = "formcheck.sqlite"

  public let url: URL
  private let access: Access

  private enum Access: Sendable {
    case writing(DatabasePool)
    case reading(ReadOnlyFile)
  }

  /// Opens the archive, or makes an empty one. Its folder must be there.
  ///
  /// An archive of an older formcheck gets the tables it lacks; before that a copy of it is laid beside it,
  /// `formcheck.sqlite.before-<step>`.
  ///
  /// - Throws: ``ArchiveError``: `foreign` and `newer` for a file that is left as it is, `damaged`, `notWritable`,
  ///   `busy`, `diskFull`.
  public init(at url: URL) throws(ArchiveError) {
    try self.init(at: url, steps: SchemaStep.all, patience: 10)
  }

  /// - Parameters:
  ///   - steps: the tables' history up to now.
  ///   - patience: seconds to wait while another program writes.
  init(at url: URL, steps: [SchemaStep], patience: Double) throws(ArchiveError) {
    self.url = url
    do {
      let file = ArchiveFile(url: url, steps: steps, patience: patience)
      let pool = try file.locked { () throws -> DatabasePool in
        if try file.isMissing { try file.make() }
        try file.refuseForeign()
        let pool = try DatabasePool(path: url.path, configuration: Self.configuration(patience: patience))
        try file.bringUpToDate(pool)
        return pool
      }
      // GRDB asks for less: a power cut would then take the last sets with it.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      access = .writing(pool)
    } catch {
      throw ArchiveError(error, file: url.path)
    }
    do {
      if try !holdsAllDecisions() { _ = try bringDecisionsInLine() }
    } catch  where error.kind == .damaged {
      // Whoever works with it is told; but it must open, to be checked.
    }
  }

  /// Opens an archive that is there to read from it, and changes nothing on disk, on a file system that is read-only too.
  ///
  /// What other programs write in the meantime is seen. Whatever writes throws `notWritable`.
  ///
  /// - Throws: ``ArchiveError``: `foreign`, `newer`, `damaged`, `unreadable`; `notWritable` for one of an older
  ///   formcheck, that lacks tables, and for one that a killed program left unfinished where nothing may be written.
  public init(readingAt url: URL) throws(ArchiveError) {
    self.url = url
    do {
      access = .reading(try ReadOnlyFile(url, steps: SchemaStep.all, configuration: Self.configuration(patience: 10)))
    } catch {
      throw ArchiveError(error, file: url.path)
    }
  }

  private static func configuration(patience: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      // What is forgotten is overwritten, not only marked as free.
      try db.execute(sql: "PRAGMA secure_delete = ON")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      // What is replaced is removed: the triggers that keep rows must see it.
      try db.execute(sql: "PRAGMA recursive_triggers = ON")
      // A rebuild writes hundreds of megabytes in one go; its log need not stay that long.
      if !db.configuration.readonly { try db.execute(sql: "PRAGMA journal_size_limit = 16777216") }
    }
    return configuration
  }

  /// What is wrong with the database, a line each; empty: nothing. Reads all of it, seconds for thousands of sets.
  public func check() throws(ArchiveError) -> [String] {
    try read { db in
      let lines = try String.fetchAll(db, sql: "PRAGMA quick_check")
      let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
        "a row of \(row[0] as String) belongs to none of \(row[2] as String)"
      }
      return lines.filter { $0 != "ok" } + strays
    }
  }

  /// Takes a database that cannot be used out of the way, so that a new one can be made; nobody may have it open.
  ///
  /// - Returns: where it lies now.
  public static func setAside(_ url: URL) throws(ArchiveError) -> URL {
    do { return try ArchiveFile(url: url).setAside() } catch {
      throw ArchiveError(error, file: url.path)
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
    do {
      return switch access {
      case .writing(let pool): try pool.read(body)
      case .reading(let file): try file.read(body)
      }
    } catch {
      throw ArchiveError(error, file: url.path)
    }
  }

  /// One transaction: all of `body` or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
    let pool = try writable()
    do { return try pool.write(body) } catch { throw ArchiveError(error, file: url.path) }
  }

  private func writable() throws(ArchiveError) -> DatabasePool {
    guard case .writing(let pool) = access else {
      throw ArchiveError(.notWritable, "\(url.path.printable): open for reading only. Open it without --read-only.")
    }
    return pool
  }

  /// Moves what was written from the log into the database and empties the log.
  ///
  /// - Returns: false: somebody still reads from the log.
  func emptyLog() throws(ArchiveError) -> Bool {
    let pool = try writable()
    do {
      return try pool.writeWithoutTransaction { db in
        try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] == 0
      }
    } catch {
      let error = ArchiveError(error, file: url.path)
      if error.kind == .busy { return false }
      throw error
    }
  }

  var decisionsFile: DecisionsFile { DecisionsFile(folder: url.deletingLastPathComponent()) }

  /// Files beside the archive that hold rows of it.
  var copies: [URL] { ArchiveFile(url: url).copies }
}
