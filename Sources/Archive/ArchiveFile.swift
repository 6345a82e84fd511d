internal import Foundation
internal import GRDB

/// The file of an archive: making it, telling it from others, bringing it up to date.
struct ArchiveFile {
  /// "fchk": stands in the file's header, for `file` and for us.
  static let applicationID: UInt32 = 0x6663_686B

  let url: URL
  /// The tables' history up to now.
  var steps: [SchemaStep] = []
  /// Seconds to wait for somebody else who makes or migrates it.
  var patience = 0.0

  var isMissing: Bool {
    get throws {
      var facts = stat()
      guard lstat(url.path, &facts) == 0 else {
        guard errno == ENOENT else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
        return true
      }
      return false
    }
  }

  /// Nobody else makes or migrates the archive in the meantime.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    let lock = open(beside(".lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw DatabaseError(resultCode: errno == ENOSPC ? .SQLITE_FULL : .SQLITE_CANTOPEN) }
    defer { close(lock) }
    let end = ContinuousClock.now + .seconds(patience)
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw DatabaseError(resultCode: .SQLITE_IOERR) }
      guard ContinuousClock.now < end else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
      usleep(10_000)
    }
    return try body()
  }

  /// Made whole under another name, then renamed: a file of that name is always an archive.
  func make() throws {
    let draft = beside(".new")
    try remove(draft)
    let queue = try DatabaseQueue(path: draft.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
    }
    try migrator.migrate(queue)
    try queue.close()
    // Logs of an archive that somebody deleted would be taken for the new one's.
    for suffix in ["-wal", "-shm"] { try remove(URL(fileURLWithPath: url.path + suffix)) }
    try rename(draft, to: url)
  }

  /// Reads the header alone: SQLite itself would clean up after a database that may be in somebody's use.
  func refuseForeign() throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      let header = try handle.read(upToCount: 100), header.count == 100,
      header.starts(with: Data("SQLite format 3\0".utf8)),
      header[68..<72].reduce(0, { $0 << 8 | UInt32($1) }) == Self.applicationID
    else { throw DatabaseError(resultCode: .SQLITE_NOTADB) }
  }

  func bringUpToDate(_ pool: DatabasePool) throws {
    let (isNewer, isDone, taken) = try pool.read { db in
      try (
        migrator.hasBeenSuperseded(db), migrator.hasCompletedMigrations(db), migrator.completedMigrations(db).count
      )
    }
    guard !isNewer else { throw newer }
    guard !isDone else { return }
    try backUp(pool, before: steps[taken].name)
    try migrator.migrate(pool)
  }

  /// Of an archive that may not be brought up to date.
  func refuseOther(_ reader: some DatabaseReader) throws {
    let (isNewer, isDone) = try reader.read { db in
      try (migrator.hasBeenSuperseded(db), migrator.hasCompletedMigrations(db))
    }
    guard !isNewer else { throw newer }
    guard isDone else {
      throw ArchiveError(
        .notWritable,
        "\(url.path.printable): made by an older formcheck, without all that is needed. Open it once where it may be written."
      )
    }
  }

  private var newer: ArchiveError {
    ArchiveError(
      .newer, "\(url.path): made by a newer formcheck. Use that one, or make the archive again in another folder.")
  }

  private var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, step) in steps.enumerated() {
      migrator.registerMigration(step.name) { db in
        try db.execute(sql: step.sql)
        try db.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    return migrator
  }

  // MARK: - Copies

  private func backUp(_ pool: DatabasePool, before step: String) throws {
    let draft = beside(Self.draftMark)
    try remove(draft)
    try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft.path]) }
    let descriptor = open(draft.path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, fsync(descriptor) == 0 else { throw DatabaseError(resultCode: .SQLITE_IOERR) }
    try rename(draft, to: URL(fileURLWithPath: url.path + Self.backupMark + step))
  }

  /// Every file beside the archive that holds rows of it: from before a migration, set aside, or left by a program
  /// that was killed.
  var copies: [URL] {
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let marks = [Self.backupMark, Self.damageMark].map { url.lastPathComponent + $0 }
    let found = names.filter { name in
      marks.contains { name.hasPrefix($0) } || name.hasPrefix(beside(Self.draftMark).lastPathComponent)
    }
    return found.sorted().map { folder.appendingPathComponent($0) }
  }

  private static let backupMark = ".before-"
  private static let damageMark = ".damaged-"
  private static let draftMark = ".copy"

  func setAside() throws -> URL {
    var number = 1
    while access(url.path + Self.damageMark + "\(number)", F_OK) == 0 { number += 1 }
    let target = url.path + Self.damageMark + "\(number)"
    // The logs belong to it: with them it may still be mended.
    for suffix in ["-wal", "-shm", ""] where access(url.path + suffix, F_OK) == 0 {
      try rename(URL(fileURLWithPath: url.path + suffix), to: URL(fileURLWithPath: target + suffix))
    }
    return URL(fileURLWithPath: target)
  }

  // MARK: - Names

  private func beside(_ suffix: String) -> URL {
    url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent)\(suffix)")
  }

  private func remove(_ url: URL) throws {
    guard unlink(url.path) == 0 || errno == ENOENT else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
  }

  /// A rename is safe from a power cut once its folder is on disk.
  private func rename(_ old: URL, to new: URL) throws {
    guard Foundation.rename(old.path, new.path) == 0 else { throw DatabaseError(resultCode: .SQLITE_IOERR) }
    let folder = open(new.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL else { throw DatabaseError(resultCode: .SQLITE_IOERR) }
  }
}
