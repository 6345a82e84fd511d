internal import GRDB
public import Movement

/// Which decisions are wanted. What is `nil` lets everything through.
public struct DecisionFilter: Sendable, Equatable {
  public var coach: String?
  public var clip: ClipHash?
  /// About this analysis, wherever they were made.
  public var set: SetKey?
  public var rule: RuleID?
  /// Made between these, both included.
  public var from: Moment?
  public var through: Moment?
  /// Only those that fit no rep of any analysis any more.
  public var isStrayOnly: Bool

  public init(
    coach: String? = nil, clip: ClipHash? = nil, set: SetKey? = nil, rule: RuleID? = nil, from: Moment? = nil,
    through: Moment? = nil, isStrayOnly: Bool = false
  ) {
    self.coach = coach
    self.clip = clip
    self.set = set
    self.rule = rule
    self.from = from
    self.through = through
    self.isStrayOnly = isStrayOnly
  }

  fileprivate var clause: (sql: String, arguments: StatementArguments) {
    var terms = ["TRUE"]
    var arguments = StatementArguments()
    func require(_ term: String, _ value: String?) {
      guard let value else { return }
      terms.append(term)
      arguments += [value]
    }
    require("coach = ?", coach?.asName)
    require("clip = ?", clip?.rawValue)
    require(
      """
      number IN (
        SELECT decisionNumber FROM attachments WHERE setId = (SELECT id FROM sets WHERE key = ?))
      """, set?.rawValue)
    require("rule = ?", rule?.rawValue)
    require("made >= ?", from?.rawValue)
    require("made <= ?", through?.rawValue)
    if isStrayOnly { terms.append("number NOT IN (SELECT decisionNumber FROM attachments)") }
    return ("WHERE \(terms.joined(separator: " AND ")) ORDER BY number", arguments)
  }
}

/// A decision, and whether it still counts.
public struct KeptDecision: Sendable, Equatable {
  public var decision: Decision
  /// By which the same coach took it back; `nil`: it counts.
  public var undoneBy: DecisionID?
}

extension ResultsArchive {
  /// In the order in which they were acknowledged, undone ones and what undid them too.
  public func decisions(_ filter: DecisionFilter = DecisionFilter()) throws(ArchiveError) -> [KeptDecision] {
    try read { db in
      let (clause, arguments) = filter.clause
      return try Self.kept(DecisionTable(db).numbered(clause, arguments), in: db)
    }
  }

  /// All that coaches ever decided of a counted rep, or of a whole set, in the order in which it was acknowledged.
  public func history(of address: RepAddress) throws(ArchiveError) -> [KeptDecision] {
    try read { db in
      let found = try DecisionTable(db).numbered(
        """
        WHERE number IN (
          SELECT decisionNumber FROM attachments WHERE setId = (SELECT id FROM sets WHERE key = ?)
          AND repKind IS ? AND attachments.repNumber IS ?)
        ORDER BY number
        """,
        [address.set.rawValue, address.number == nil ? nil : Rep.Kind.rep.rawValue, address.number])
      return try Self.kept(found, in: db)
    }
  }

  /// What was decided of the findings over the whole set, by rule.
  public func standings(ofSet set: SetKey) throws(ArchiveError) -> [RuleID: Standing] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT rule, coach, opinion, opinions.reason, id FROM opinions
          JOIN (SELECT number, id FROM decisions) ON number = decisionNumber
          WHERE setId = (SELECT id FROM sets WHERE key = ?) AND repKind IS NULL
          """, arguments: [set.rawValue])
      return try Dictionary(grouping: rows) { RuleID($0[0]) }.mapValues { Standing(try $0.map(CoachOpinion.init)) }
    }
  }

  /// Everybody who decided something, in the order of the alphabet's code points.
  public func coaches() throws(ArchiveError) -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT DISTINCT coach FROM decisions ORDER BY coach") }
  }

  private static func kept(_ found: [DecisionTable.Numbered], in db: Database) throws -> [KeptDecision] {
    // Nobody takes back what another one said.
    let undoing = try db.cachedStatement(
      sql: "SELECT id FROM decisions WHERE clip = ? AND what = 'undo' AND undoes = ? AND coach = ? ORDER BY number")
    return try found.map { entry in
      let decision = entry.decision
      let id = try String.fetchOne(
        undoing, arguments: [decision.clip.rawValue, decision.id.rawValue, decision.coach])
      return KeptDecision(decision: decision, undoneBy: id.flatMap(DecisionID.init(rawValue:)))
    }
  }
}
