internal import GRDB
public import Movement

/// A rep to review, with all that a page needs of it.
public struct QueueEntry: Sendable, Equatable {
  /// What one rule found, and what was decided of it.
  public struct ReviewedFinding: Sendable, Equatable {
    public var finding: Finding
    public var standing: Standing

    /// Flagged or borderline.
    public var isToReview: Bool { finding.verdict == .flag || finding.verdict == .borderline }
  }

  /// A rep of the same athlete on the same equipment that shows how it is done.
  public struct CleanRep: Sendable, Equatable {
    public var set: SetRow
    public var rep: RepRow

    public var address: RepAddress { RepAddress(set.key, rep.number) }
  }

  public var set: SetRow
  public var rep: RepRow
  /// `nil`: nothing of it is flagged or borderline.
  public var place: QueuePlace?
  /// All of the rep, in the order of the analysis.
  public var findings: [ReviewedFinding]
  /// Faults that coaches saw and no rule flagged; those of a rule without a finding in this rep, too.
  public var missed: [Decision]
  /// Where the rep begins and ends by the last coach who corrected it, seconds; `nil`: nobody did.
  public var correctedBounds: ClosedRange<Double>?
  /// Without flag or borderline, filmed best, nearest in time; `nil`: the athlete has none, or has no name.
  public var clean: CleanRep?

  public var address: RepAddress { RepAddress(set.key, rep.number) }
}

/// Reads the entries of a page, each table only as often as it must be.
struct EntryReader {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// - Parameter reps: a set's row and a rep's number, in the order in which the entries are wanted.
  func entries(_ reps: [(set: Int64, number: Int, place: QueuePlace?)]) throws -> [QueueEntry] {
    let sets = try SetRow.fetch(Set(reps.map(\.set)), in: db)
    var cleanReps = CleanReps(db)
    return try reps.compactMap { wanted in
      guard let set = sets[wanted.set], let rep = try RepRow.fetch(wanted.number, of: wanted.set, in: db) else {
        return nil
      }
      let decisions = try decisions(of: wanted.set, wanted.number)
      return QueueEntry(
        set: set, rep: rep, place: wanted.place, findings: try findings(of: wanted.set, wanted.number),
        missed: decisions.filter { if case .missed = $0.what { true } else { false } },
        correctedBounds: decisions.reduce(nil) { bounds, decision in
          if case .bounds(let start, let end) = decision.what { start...end } else { bounds }
        }, clean: try cleanReps.best(for: set, besides: rep.number))
    }
  }

  private func findings(of set: Int64, _ number: Int) throws -> [QueueEntry.ReviewedFinding] {
    var opinions: [RuleID: [CoachOpinion]] = [:]
    let held = try db.cachedStatement(
      sql: """
        SELECT rule, coach, opinion, opinions.reason, id FROM opinions
        JOIN (SELECT number, id FROM decisions) ON number = decisionNumber
        WHERE setId = ? AND repKind = 'rep' AND repNumber = ?
        """)
    for row in try Row.fetchAll(held, arguments: [set, number]) {
      opinions[RuleID(row[0]), default: []].append(try CoachOpinion(row))
    }
    let found = try db.cachedStatement(
      sql: """
        SELECT rule, verdict, severity, value, unit, uncertainty, limitValue, fromTime, toTime, message, reason
        FROM findings WHERE setId = ? AND repKind = 'rep' AND repNumber = ? ORDER BY position
        """)
    return try Row.fetchAll(found, arguments: [set, number]).map { row in
      let finding = try Finding(row)
      return QueueEntry.ReviewedFinding(finding: finding, standing: Standing(opinions[finding.rule] ?? []))
    }
  }

  private func decisions(of set: Int64, _ number: Int) throws -> [Decision] {
    try DecisionTable(db).numbered(
      """
      WHERE what IN ('missed', 'bounds') AND number IN (
        SELECT decisionNumber FROM attachments
        WHERE setId = ? AND repKind = 'rep' AND attachments.repNumber = ? AND NOT isUndone)
      ORDER BY number
      """, [set, number]
    ).map(\.decision)
  }
}

extension Finding {
  /// - Parameter row: rule, verdict, severity, value, unit, uncertainty, limit, from, to, message, reason.
  fileprivate init(_ row: Row) throws {
    self.init(
      rule: RuleID(row[0]), verdict: try row.word(1), severity: try row.word(2), value: row[3],
      unit: (row[4] as String?).flatMap(Unit.init(rawValue:)), uncertainty: row[5], limit: row[6],
      span: TimeSpan(from: row[7], to: row[8]), message: row[9], reason: row[10])
  }
}

extension CoachOpinion {
  /// - Parameter row: anything, coach, opinion, reason, the decision's name.
  init(_ row: Row) throws {
    let reason = (row[3] as String?).flatMap(Decision.Reason.init(rawValue:))
    guard let opinion = Opinion(try row.word(2), reason: reason) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an opinion without its reason")
    }
    self.init(coach: row[1], opinion: opinion, decision: try row.word(4))
  }
}

/// The clean reps of athletes, each athlete's read once.
private struct CleanReps {
  private struct Candidate {
    var set: Int64
    var key: String
    /// Days; `nil`: no date.
    var day: Double?
    var confidence: Int
    var number: Int
  }

  private struct Whose: Hashable {
    var athlete: String
    var profile: Profile
  }

  private let db: Database
  private var known: [Whose: [Candidate]] = [:]

  init(_ db: Database) { self.db = db }

  /// Of the same set before another one of the same day: it was filmed by the same camera.
  mutating func best(for set: SetRow, besides number: Int) throws -> QueueEntry.CleanRep? {
    guard let athlete = set.athlete else { return nil }
    let day = try set.date.flatMap { try Double.fetchOne(db, sql: "SELECT julianday(?)", arguments: [$0.rawValue]) }
    func distance(_ candidate: Candidate) -> Double {
      if candidate.key == set.key.rawValue { return -1 }
      guard let day, let other = candidate.day else { return .infinity }
      return abs(day - other)
    }
    let best = try candidates(Whose(athlete: athlete, profile: set.profile))
      .filter { $0.key != set.key.rawValue || $0.number != number }
      .min { a, b in
        if a.confidence != b.confidence { return a.confidence < b.confidence }
        let distances = (distance(a), distance(b))
        return distances.0 != distances.1 ? distances.0 < distances.1 : a.key < b.key
      }
    guard let best, let row = try SetRow.fetch([best.set], in: db)[best.set],
      let rep = try RepRow.fetch(best.number, of: best.set, in: db)
    else { return nil }
    return QueueEntry.CleanRep(set: row, rep: rep)
  }

  private mutating func candidates(_ whose: Whose) throws -> [Candidate] {
    if let known = known[whose] { return known }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, key, julianday(date), CASE confidence WHEN 'high' THEN 0 WHEN 'fair' THEN 1 ELSE 2 END, cleanRep
        FROM sets WHERE cleanRep IS NOT NULL AND profile = ?
        AND id IN (SELECT setId FROM uploads WHERE athlete = ? AND setId IS NOT NULL)
        """, arguments: [whose.profile.rawValue, whose.athlete.asName])
    let found = rows.map { Candidate(set: $0[0], key: $0[1], day: $0[2], confidence: $0[3], number: $0[4]) }
    known[whose] = found
    return found
  }
}
