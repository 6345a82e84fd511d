internal import GRDB
public import Movement

/// How often coaches agreed with a rule.
public struct RuleAgreement: Sendable, Equatable {
  /// Findings, each once, however many coaches looked at it.
  public struct Tally: Sendable, Equatable {
    public var agreed = 0
    public var disagreed = 0
    /// Some agreed, some did not; in neither of the two.
    public var split = 0
    public var unsure = 0
    /// Nobody has decided.
    public var open = 0

    public init(agreed: Int = 0, disagreed: Int = 0, split: Int = 0, unsure: Int = 0, open: Int = 0) {
      self.agreed = agreed
      self.disagreed = disagreed
      self.split = split
      self.unsure = unsure
      self.open = open
    }

    /// Of those agreed or disagreed with; `nil`: there is none.
    public var share: Double? {
      agreed + disagreed > 0 ? Double(agreed) / Double(agreed + disagreed) : nil
    }

    /// The 90 % interval of ``share``.
    public var interval: ClosedRange<Double>? { Wilson.interval(agreed, of: agreed + disagreed) }

    fileprivate mutating func add(_ count: Int, _ state: JointState) {
      switch state {
      case .open: open += count
      case .agreed: agreed += count
      case .disagreed: disagreed += count
      case .split: split += count
      case .unsure: unsure += count
      }
    }
  }

  /// `nil`: faults that no rule is for.
  public var rule: RuleID?
  /// `nil`: all together.
  public var profile: Profile?
  public var flags = Tally()
  public var borderline = Tally()
  /// Reps in which a coach saw the fault and the rule does not flag it.
  public var missed = 0

  public init(
    rule: RuleID?, profile: Profile? = nil, flags: Tally = Tally(), borderline: Tally = Tally(), missed: Int = 0
  ) {
    self.rule = rule
    self.profile = profile
    self.flags = flags
    self.borderline = borderline
    self.missed = missed
  }
}

extension ResultsArchive {
  /// Of the analyses that are there now, by rule (what no rule is for last), then by profile.
  ///
  /// - Parameters:
  ///   - coach: only what this one decided; `nil`: what all of them together hold (``JointState``).
  ///   - isByProfile: a line for each profile of a rule.
  public func agreement(coach: String? = nil, isByProfile: Bool = false) throws(ArchiveError) -> [RuleAgreement] {
    try read { db in
      struct Line: Hashable {
        var rule: String?
        var profile: Profile?
      }
      var found: [Line: RuleAgreement] = [:]
      func change(_ row: Row, _ body: (inout RuleAgreement) -> Void) throws {
        let line = Line(rule: row[0], profile: isByProfile ? try row.word(1) : nil)
        body(&found[line, default: RuleAgreement(rule: line.rule.map { RuleID($0) }, profile: line.profile)])
      }

      let state =
        coach == nil
        ? "state"
        : """
        coalesce((SELECT iif(opinion = 'missed', 'agreed', opinion) FROM opinions
          WHERE setId = reviews.setId AND repKind = 'rep' AND repNumber = reviews.repNumber
          AND rule = reviews.rule AND coach = ?), 'open')
        """
      let counts = try Row.fetchAll(
        db,
        sql: """
          SELECT rule, profile, verdict, \(state) AS held, count(*) FROM reviews JOIN sets ON sets.id = setId
          GROUP BY rule, profile, verdict, held
          """, arguments: StatementArguments([coach?.asName].compactMap(\.self)))
      for row in counts {
        let state: JointState = try row.word(3)
        let isFlag: Bool = row[2] == Verdict.flag.rawValue
        try change(row) { line in
          if isFlag { line.flags.add(row[4], state) } else { line.borderline.add(row[4], state) }
        }
      }

      // Two coaches who missed the same thing missed one thing.
      let missed = try Row.fetchAll(
        db,
        sql: """
          SELECT rule, profile, count(DISTINCT setId || ' ' || repKind || ' ' || repNumber) FROM (
            SELECT rule, coach, setId, repKind, repNumber FROM opinions WHERE opinion = 'missed'
            UNION ALL SELECT NULL, coach, setId, attachments.repKind, attachments.repNumber
            FROM attachments JOIN decisions ON decisions.number = decisionNumber
            WHERE what = 'missed' AND rule IS NULL AND NOT isUndone
          ) AS seen JOIN sets ON sets.id = setId
          WHERE repKind = 'rep' AND (?1 IS NULL OR coach = ?1) AND NOT EXISTS (
            SELECT 1 FROM reviews WHERE setId = seen.setId AND repNumber = seen.repNumber AND rule = seen.rule
            AND verdict = 'flag')
          GROUP BY rule, profile
          """, arguments: [coach?.asName])
      for row in missed { try change(row) { $0.missed += row[2] } }

      return found.values.sorted { a, b in
        if a.rule != b.rule { return b.rule == nil || a.rule.map { $0 < b.rule ?? $0 } == true }
        return (a.profile?.rawValue ?? "") < (b.profile?.rawValue ?? "")
      }
    }
  }
}
