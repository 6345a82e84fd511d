internal import GRDB

/// How much the archive holds.
public struct ArchiveCounts: Sendable, Equatable {
  public var clips: Int
  /// Files by which the clips came: those of sets and of failures, each path once.
  public var uploads: Int
  public var sets: Int
  /// Of the sets.
  public var assessed: Int
  /// Without attempts.
  public var reps: Int
  public var flaggedReps: Int
  public var failures: Int
  /// Of the failures.
  public var quarantined: Int
}

extension ResultsArchive {
  public func counts() throws(ArchiveError) -> ArchiveCounts {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM clips), (SELECT count(DISTINCT path) FROM uploads), count(*),
            count(*) FILTER (WHERE outcome = 'assessed'), coalesce(sum(reps), 0), coalesce(sum(flaggedReps), 0),
            (SELECT count(*) FROM failures), (SELECT count(*) FROM failures WHERE quarantined)
          FROM sets
          """)
      guard let row else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      return ArchiveCounts(
        clips: row[0], uploads: row[1], sets: row[2], assessed: row[3], reps: row[4], flaggedReps: row[5],
        failures: row[6], quarantined: row[7])
    }
  }
}
