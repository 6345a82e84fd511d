internal import Foundation
internal import GRDB

/// Whose traces are to go.
public enum Forgettable: Sendable, Equatable {
  /// Everything that shows the athlete, named exactly so by an upload.
  case athlete(String)
  /// One clip, by the first digits of its SHA-256, eight at least; or a file that could not be read, by those of its
  /// failure's key.
  case clip(String)
}

/// What has to go from disk, or has gone.
public struct Forgotten: Sendable, Equatable {
  /// By key; their folders are ``ResultsLayout/folder(of:)``.
  public var sets: [SetKey] = []
  /// By key; their files are ``ResultsLayout/failureFile(of:)``.
  public var failures: [SetKey] = []
  public var clips: [ClipHash] = []
  /// Relative to where they were found, each once.
  public var uploads: [String] = []
  /// Clips that lie in ``ResultsLayout/uploadsFolder``, or of which a record is there. The archive knows of none: who looks
  /// after that folder adds them.
  public var keptClips: [ClipHash] = []
  /// How many decisions of coaches.
  public var decisions = 0
  /// Somebody was reading: overwritten rows stay in `formcheck.sqlite-wal` until every program has closed the archive.
  public var isLogLeft = false

  public var isEmpty: Bool { sets.isEmpty && failures.isEmpty && keptClips.isEmpty && decisions == 0 }
}

extension ResultsArchive {
  /// What ``forget(_:removing:)`` would remove.
  ///
  /// - Throws: ``ArchiveError``, `invalid` for digits that are too few or fit several clips.
  public func traces(of subject: Forgettable) throws(ArchiveError) -> Forgotten {
    try write { db in
      try DecisionTable(db).catchUp(with: decisionsFile)
      return try Traces(of: subject, in: db).found()
    }
  }

  /// Removes a person or a clip, from the disk and then from the rows, in one transaction.
  ///
  /// A clip goes with all that was ever made of it and under all the names by which it came, since the same bytes show
  /// the same person, with the decisions of coaches. Copies of the archive that lie beside it go too. Rows are
  /// overwritten, not only freed; `decisions.jsonl` is made anew.
  ///
  /// - Parameter files: removes what lies on disk; a file that is gone already is no error. When it throws, or the
  ///   program is killed in it, the rows stay, but for decisions, so that the same call can be made again.
  /// - Returns: what went; empty: the archive knows no such person or clip.
  /// - Throws: ``ArchiveError``, `invalid` for digits that are too few or fit several clips; or what `files` threw.
  public func forget(_ subject: Forgettable, removing files: (Forgotten) throws -> Void = { _ in }) throws -> Forgotten
  {
    var refusal: (any Error)?
    let found: Forgotten
    do {
      found = try write { db in
        // Lines that have no row yet count, too.
        try DecisionTable(db).catchUp(with: decisionsFile)
        let traces = try Traces(of: subject, in: db)
        let found = try traces.found()
        guard !found.isEmpty else { return found }
        do {
          // First: where all reports are gone nothing is known any more, and nobody would look for copies or decisions.
          try removeCopies()
          try traces.deleteDecisions(with: decisionsFile)
          try files(found)
        } catch {
          refusal = error
          throw error
        }
        try traces.delete()
        return found
      }
    } catch {
      throw refusal ?? error
    }
    guard !found.isEmpty else { return found }
    var gone = found
    gone.isLogLeft = try !emptyLog()
    return gone
  }
}

extension ResultsArchive {
  private func removeCopies() throws {
    for copy in copies where unlink(copy.path) != 0 && errno != ENOENT {
      throw ArchiveError(.notWritable, "\(copy.path): a copy with the forgotten rows is left. Remove it by hand.")
    }
  }
}

/// The rows of a person or a clip, gathered in temporary tables.
private struct Traces {
  private let db: Database

  init(of subject: Forgettable, in db: Database) throws {
    self.db = db
    try db.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS goingClips (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS goingFailures (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS goingHashes (sha256 TEXT PRIMARY KEY);
        DELETE FROM goingClips;
        DELETE FROM goingFailures;
        DELETE FROM goingHashes;
        """)
    switch subject {
    case .athlete(let name): try gather(athlete: name)
    case .clip(let prefix): try gather(clip: prefix)
    }
    try db.execute(
      sql: """
        INSERT INTO goingHashes SELECT sha256 FROM clips WHERE id IN goingClips ON CONFLICT DO NOTHING
        """)
    // Of the same files, before they could be read to their end.
    try db.execute(
      sql: """
        INSERT INTO goingFailures SELECT id FROM failures WHERE clipId IN goingClips ON CONFLICT DO NOTHING;
        INSERT INTO goingFailures
        SELECT failureId FROM uploads JOIN failures ON failures.id = failureId
        WHERE clipId IS NULL AND path IN (
          SELECT path FROM uploads JOIN sets ON sets.id = setId WHERE clipId IN goingClips
          UNION SELECT path FROM uploads WHERE failureId IN goingFailures)
        ON CONFLICT DO NOTHING
        """)
  }

  private func gather(athlete: String) throws {
    try db.execute(
      sql: """
        INSERT INTO goingClips
        SELECT sets.clipId FROM uploads JOIN sets ON sets.id = setId WHERE athlete = ?1
        UNION SELECT failures.clipId FROM uploads JOIN failures ON failures.id = failureId
        WHERE athlete = ?1 AND failures.clipId IS NOT NULL
        """, arguments: [athlete.asName])
    try db.execute(
      sql: """
        INSERT INTO goingFailures
        SELECT failureId FROM uploads WHERE athlete = ? AND failureId IS NOT NULL ON CONFLICT DO NOTHING
        """, arguments: [athlete.asName])
  }

  private func gather(clip prefix: String) throws {
    let prefix = prefix.lowercased()
    guard (8...64).contains(prefix.utf8.count), prefix.isHexadecimal else {
      throw ArchiveError(.invalid, "a clip is named by the first eight or more hexadecimal digits of its SHA-256.")
    }
    // Decisions may be left of a clip that has no result any more.
    let hashes = try String.fetchAll(
      db,
      sql: """
        SELECT sha256 FROM clips WHERE sha256 BETWEEN ?1 AND ?1 || 'g'
        UNION SELECT clip FROM decisions WHERE clip BETWEEN ?1 AND ?1 || 'g'
        """, arguments: [prefix])
    let unread = try Int64.fetchAll(
      db, sql: "SELECT id FROM failures WHERE clipId IS NULL AND key BETWEEN ?1 AND ?1 || 'g'", arguments: [prefix])
    guard hashes.count + unread.count < 2 else {
      throw ArchiveError(.invalid, "\(hashes.count + unread.count) clips begin with \(prefix). Give more digits.")
    }
    for id in unread { try db.execute(sql: "INSERT INTO goingFailures VALUES (?)", arguments: [id]) }
    for hash in hashes {
      try db.execute(sql: "INSERT INTO goingHashes VALUES (?)", arguments: [hash])
      try db.execute(sql: "INSERT INTO goingClips SELECT id FROM clips WHERE sha256 = ?", arguments: [hash])
    }
  }

  func found() throws -> Forgotten {
    func keys(_ sql: String) throws -> [SetKey] {
      try String.fetchAll(db, sql: sql).compactMap(SetKey.init(rawValue:))
    }
    return Forgotten(
      sets: try keys("SELECT key FROM sets WHERE clipId IN goingClips ORDER BY key"),
      failures: try keys("SELECT key FROM failures WHERE id IN goingFailures ORDER BY key"),
      clips: try String.fetchAll(db, sql: "SELECT sha256 FROM goingHashes ORDER BY sha256")
        .compactMap(ClipHash.init(rawValue:)),
      uploads: try String.fetchAll(
        db,
        sql: """
          SELECT path FROM uploads JOIN sets ON sets.id = setId WHERE clipId IN goingClips
          UNION SELECT path FROM uploads WHERE failureId IN goingFailures ORDER BY path
          """),
      decisions: try Int.fetchOne(db, sql: "SELECT count(*) FROM decisions WHERE clip IN goingHashes") ?? 0)
  }

  func delete() throws {
    try db.execute(
      sql: """
        DELETE FROM failures WHERE id IN goingFailures;
        DELETE FROM clips WHERE id IN goingClips;
        DELETE FROM goingClips;
        DELETE FROM goingFailures;
        DELETE FROM goingHashes;
        """)
  }

  /// Every line that names the clip goes, damaged ones too. When the program is killed behind the file, the rows go at
  /// the next opening.
  func deleteDecisions(with file: DecisionsFile) throws {
    let hashes = Set(
      try String.fetchAll(db, sql: "SELECT sha256 FROM goingHashes").compactMap(ClipHash.init(rawValue:)))
    let table = DecisionTable(db)
    let length = try file.rewrite { line in
      if let decision = try? Decision(line: line) { return !hashes.contains(decision.clip) }
      return !hashes.contains { line.range(of: Data($0.rawValue.utf8)) != nil }
    }
    try table.removing { try db.execute(sql: "DELETE FROM decisions WHERE clip IN goingHashes") }
    try table.keep(length: length)
  }
}
