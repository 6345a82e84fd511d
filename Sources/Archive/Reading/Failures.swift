internal import GRDB

extension ResultsArchive {
  /// All of them, by the path of their first upload.
  public func failures() throws(ArchiveError) -> [FailureRecord] {
    try read { db in
      var uploads: [Int64: [Upload]] = [:]
      let lines = try Row.fetchCursor(
        db, sql: "SELECT \(Upload.columns), failureId FROM uploads WHERE failureId IS NOT NULL ORDER BY failureId, path"
      )
      while let line = try lines.next() { uploads[line[7], default: []].append(Upload(line)) }

      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT failures.id, key, sha256, kind, message, exitStatus, signal, attempts, quarantined
          FROM failures LEFT JOIN clips ON clips.id = clipId
          ORDER BY (SELECT min(path) FROM uploads WHERE failureId = failures.id), key
          """)
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
