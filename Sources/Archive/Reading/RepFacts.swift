internal import GRDB
public import Movement

/// What the reps of a set say beyond its row. Attempts do not count.
public struct RepFacts: Sendable, Equatable {
  /// Mean over the reps, hip angle - 180°; `nil`: no rep has it.
  public var topDeviation: Double?
  /// Mean over the reps, seconds; `nil`: the set has no rep.
  public var hold: Double?
  /// The rules that flagged a rep or all of the set, each once, by name.
  public var flaggedBy: [RuleID]

  /// Of a set without reps, unless something else is said.
  public init(topDeviation: Double? = nil, hold: Double? = nil, flaggedBy: [RuleID] = []) {
    self.topDeviation = topDeviation
    self.hold = hold
    self.flaggedBy = flaggedBy
  }
}

extension ResultsArchive {
  /// Of every set that has reps or flags, in one pass over each table.
  public func repFacts() throws(ArchiveError) -> [SetKey: RepFacts] {
    try read { db in
      var facts: [SetKey: RepFacts] = [:]
      let means = try Row.fetchCursor(
        db,
        sql: """
          SELECT key, avg(topDeviation), avg(hold)
          FROM reps JOIN sets ON sets.id = setId WHERE kind = 'rep' GROUP BY setId
          """)
      while let row = try means.next() {
        facts[try row.word(0)] = RepFacts(
          topDeviation: (row[1] as Double?)?.rounded(toDecimals: 3), hold: (row[2] as Double?)?.rounded(toDecimals: 3))
      }
      // Said twice, so that SQLite sees that the index of findings to review has them all.
      let flags = try Row.fetchCursor(
        db,
        sql: """
          SELECT DISTINCT rule, key FROM findings JOIN sets ON sets.id = setId
          WHERE verdict = 'flag' AND verdict IN ('borderline', 'flag') AND coalesce(repKind, 'rep') = 'rep'
          ORDER BY rule
          """)
      while let row = try flags.next() {
        facts[try row.word(1), default: RepFacts()].flaggedBy.append(RuleID(row[0]))
      }
      return facts
    }
  }
}
