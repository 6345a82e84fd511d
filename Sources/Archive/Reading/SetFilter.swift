internal import GRDB
public import Movement

/// Which sets a table shows. What is `nil` lets everything through.
public struct SetFilter: Sendable, Equatable {
  public var key: SetKey?
  public var clip: ClipHash?
  /// One of its uploads names this athlete.
  public var athlete: String?
  /// Its day lies between these, both included; sets without a date are left out.
  public var from: CalendarDay?
  public var through: CalendarDay?
  public var profile: Profile?
  public var outcome: Outcome?
  /// This rule flagged one of its reps, or all of it.
  public var flaggedBy: RuleID?
  /// At most so many, the newest first.
  public var limit: Int?

  public init(
    key: SetKey? = nil, clip: ClipHash? = nil, athlete: String? = nil, from: CalendarDay? = nil,
    through: CalendarDay? = nil, profile: Profile? = nil, outcome: Outcome? = nil, flaggedBy: RuleID? = nil,
    limit: Int? = nil
  ) {
    self.key = key
    self.clip = clip
    self.athlete = athlete
    self.from = from
    self.through = through
    self.profile = profile
    self.outcome = outcome
    self.flaggedBy = flaggedBy
    self.limit = limit
  }

  /// What follows `FROM sets`.
  var clause: (sql: String, arguments: StatementArguments) {
    var terms: [String] = []
    var arguments = StatementArguments()
    func require(_ term: String, _ values: [(any DatabaseValueConvertible)?]) {
      terms.append(term)
      arguments += StatementArguments(values)
    }
    if let key { require("sets.key = ?", [key.rawValue]) }
    if let clip { require("sets.clipId = (SELECT id FROM clips WHERE sha256 = ?)", [clip.rawValue]) }
    if let profile { require("sets.profile = ?", [profile.rawValue]) }
    if let outcome { require("sets.outcome = ?", [outcome.rawValue]) }
    if let athlete {
      require("sets.id IN (SELECT setId FROM uploads WHERE athlete = ? AND setId IS NOT NULL)", [athlete.asName])
    }
    if let from { require("sets.date >= ?", [from.rawValue]) }
    if let through { require("sets.date <= ?", [through.rawValue]) }
    if let flaggedBy {
      // Said twice, so that SQLite sees that the index of findings to review has them all.
      let flags = "verdict = 'flag' AND verdict IN ('borderline', 'flag')"
      require("sets.id IN (SELECT setId FROM findings WHERE rule = ? AND \(flags))", [flaggedBy.rawValue])
    }
    var sql = terms.isEmpty ? "" : "WHERE \(terms.joined(separator: " AND "))"
    // Descending, what has no date comes last.
    sql += " ORDER BY sets.date DESC, sets.key"
    if let limit {
      sql += " LIMIT ?"
      arguments += [limit]
    }
    return (sql, arguments)
  }
}
