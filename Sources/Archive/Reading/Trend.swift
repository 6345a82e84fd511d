internal import GRDB
internal import Movement

/// What an athlete's sets of one day came to.
public struct TrendPoint: Sendable, Equatable {
  public var date: CalendarDay
  public var sets: Int
  public var reps: Int
  /// Mean over the reps, hip angle - 180°; `nil`: no rep has it.
  public var topDeviation: Double?
  /// Mean over the reps, seconds.
  public var hold: Double?
  public var flagsPerRep: Double
}

extension ResultsArchive {
  /// Day by day, the first first. Only days with reps; sets without a date are left out.
  ///
  /// The day of a set is the earliest that an upload of the athlete's own names, or one of nobody's: the same clip may have
  /// come for somebody else on another day. Attempts do not count. A clip that was judged twice, with other options, counts twice.
  public func trend(athlete: String) throws(ArchiveError) -> [TrendPoint] {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          WITH theirs AS (
            SELECT id, flags, (
              SELECT min(date) FROM uploads WHERE setId = sets.id AND (athlete = ?1 OR athlete IS NULL)
            ) AS day FROM sets
            WHERE id IN (SELECT setId FROM uploads WHERE athlete = ?1 AND setId IS NOT NULL)
          ), counted AS (
            SELECT day, theirs.flags, count(*) AS reps, count(topDeviation) AS tops, total(topDeviation) AS top,
              total(hold) AS hold
            FROM theirs JOIN reps ON setId = theirs.id AND kind = 'rep'
            WHERE day IS NOT NULL GROUP BY theirs.id
          )
          SELECT day, count(*), sum(reps), sum(top) / nullif(sum(tops), 0), sum(hold) / sum(reps),
            sum(flags) * 1.0 / sum(reps)
          FROM counted GROUP BY day ORDER BY day
          """, arguments: [athlete.asName])
      var points: [TrendPoint] = []
      while let row = try rows.next() {
        points.append(
          TrendPoint(
            date: try row.word(0), sets: row[1], reps: row[2],
            topDeviation: (row[3] as Double?)?.rounded(toDecimals: 3),
            hold: (row[4] as Double?)?.rounded(toDecimals: 3), flagsPerRep: (row[5] as Double).rounded(toDecimals: 3)))
      }
      return points
    }
  }

  /// Everybody whom an upload of a set or a failure names, in the order of the alphabet's code points.
  public func athletes() throws(ArchiveError) -> [String] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT DISTINCT athlete FROM uploads WHERE athlete IS NOT NULL ORDER BY athlete")
    }
  }
}
