internal import GRDB

extension ResultsArchive {
  /// By the path of their first upload.
  ///
  /// - Parameter clip: only those of this clip; `nil`: all.
  public func failures(of clip: ClipHash? = nil) throws(ArchiveError) -> [FailureRecord] {
    try read { db in
      let chosen = clip == nil ? "TRUE" : "failures.clipId = (SELECT id FROM clips WHERE sha256 = ?)"
      let arguments = StatementArguments([clip?.rawValue].compactMap(\.self))
      var uploads: [Int64: [Upload]] = [:]
      let lines = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(Upload.columns), failureId FROM uploads JOIN failures ON failures.id = failureId
          WHERE \(chosen) ORDER BY failureId, path
          """, arguments: arguments)
      while let line = try lines.next() { uploads[line[7], default: []].append(Upload(line)) }

      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT failures.id, key, sha256, kind, message, exitStatus, signal, attempts, quarantined
          FROM failures LEFT JOIN clips ON clips.id = clipId WHERE \(chosen)
          ORDER BY (SELECT min(path) FROM uploads WHERE failureId = failures.id), key
          """, arguments: arguments)
      var found: [FailureRecord] = []
      while let row = try rows.next() {
        found.append(
          FailureRecord(
            key: try row.word(1), clipSha256: (row[2] as String?).flatMap(ClipHash.init(rawValue:)),
            uploads: uploads[row[0]] ?? [], kind: try row.word(3), message: row[4], exitStatus: row[5],
            signal: row[6], attempts: row[7], quarantined: row[8]))
      }
      return found
    }
  }

  /// By which files a result came, a set's or a failure's, by path; empty: there is no such result.
  public func uploads(of key: SetKey) throws(ArchiveError) -> [Upload] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Upload.columns) FROM uploads
          WHERE setId = (SELECT id FROM sets WHERE key = ?1) OR failureId = (SELECT id FROM failures WHERE key = ?1)
          ORDER BY path
          """, arguments: [key.rawValue]
      ).map(Upload.init)
    }
  }
}
