internal import GRDB
public import Movement

/// Which reps are to be reviewed. What is `nil` lets everything through.
public struct QueueFilter: Sendable, Equatable {
  /// One of the set's uploads names this athlete.
  public var athlete: String?
  /// A finding of this rule is to be reviewed.
  public var rule: RuleID?
  /// Flagged, or borderline; with a rule: by that rule.
  public var verdict: Verdict?
  public var profile: Profile?
  /// Its set's day lies between these, both included; sets without a date are left out.
  public var from: CalendarDay?
  public var through: CalendarDay?
  /// Only reps of which no coach has decided a finding yet that the filter lets through.
  public var isUndecidedOnly: Bool

  public init(
    athlete: String? = nil, rule: RuleID? = nil, verdict: Verdict? = nil, profile: Profile? = nil,
    from: CalendarDay? = nil, through: CalendarDay? = nil, isUndecidedOnly: Bool = false
  ) {
    self.athlete = athlete
    self.rule = rule
    self.verdict = verdict
    self.profile = profile
    self.from = from
    self.through = through
    self.isUndecidedOnly = isUndecidedOnly
  }

  /// A condition on a row of `queue`.
  fileprivate func condition(isUndecidedOnly: Bool) -> (sql: String, arguments: StatementArguments) {
    var terms = ["TRUE"]
    var arguments = StatementArguments()
    func and(_ term: String, _ value: String) {
      terms.append(term)
      arguments += [value]
    }
    // Each looked up under the rep's own key, so that the queue is walked in its order and left when the page is full.
    if let athlete {
      and("EXISTS (SELECT 1 FROM uploads WHERE setId = queue.setId AND athlete = ?)", athlete.asName)
    }
    let ofSet = { (term: String) in "EXISTS (SELECT 1 FROM sets WHERE id = queue.setId AND \(term))" }
    if let profile { and(ofSet("profile = ?"), profile.rawValue) }
    if let from { and(ofSet("date >= ?"), from.rawValue) }
    if let through { and(ofSet("date <= ?"), through.rawValue) }
    var ofFinding = ["setId = queue.setId AND repNumber = queue.repNumber"]
    if let rule {
      ofFinding.append("rule = ?")
      arguments += [rule.rawValue]
    }
    if let verdict {
      ofFinding.append("verdict = ?")
      arguments += [verdict.rawValue]
    }
    if isUndecidedOnly { ofFinding.append("state = 'open'") }
    if ofFinding.count > 1 {
      terms.append("EXISTS (SELECT 1 FROM reviews WHERE \(ofFinding.joined(separator: " AND ")))")
    }
    return (terms.joined(separator: " AND "), arguments)
  }

  fileprivate var condition: (sql: String, arguments: StatementArguments) {
    condition(isUndecidedOnly: isUndecidedOnly)
  }
}

/// A place in the queue, from which to go on. It stays good when the rep that gave it has gone.
public struct QueuePlace: Sendable, Equatable, LosslessStringConvertible {
  /// -log2 of severity x confidence x how new: the first has the least.
  fileprivate var place: Double
  fileprivate var set: SetKey
  fileprivate var number: Int

  /// For an address: `-725.3~<key>~4`.
  public var description: String { "\(place)~\(set)~\(number)" }

  public init?(_ description: String) {
    let parts = description.split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count == 3, let place = Double(parts[0]), place.isFinite, let set = SetKey(rawValue: String(parts[1])),
      let number = Int(parts[2])
    else { return nil }
    self.init(place: place, set: set, number: number)
  }

  fileprivate init(place: Double, set: SetKey, number: Int) {
    self.place = place
    self.set = set
    self.number = number
  }

  /// - Parameter row: set's row, place, set's key, number.
  fileprivate init(_ row: Row) throws { self.init(place: row[1], set: try row.word(2), number: row[3]) }
}

/// How many reps a filter lets through.
public struct QueueCount: Sendable, Equatable {
  /// Decided or not.
  public var all: Int
  /// With a finding that nobody has decided.
  public var left: Int
}

extension ResultsArchive {
  /// Flagged and borderline reps, the first to look at first.
  ///
  /// The order: severity (strong 4, mild 2, info 1, borderline ½) x confidence in the picture (high 1, fair 0.8, low 0.5) x
  /// how new (half as much for every 28 days; without a date: last), by the rep's weightiest finding; then by the set's
  /// key and the rep's number. It does not depend on today's date, nor on what was decided.
  ///
  /// - Parameters:
  ///   - after: the last one that was seen; `nil`: from the start.
  ///   - limit: at most so many.
  public func queue(_ filter: QueueFilter = QueueFilter(), after: QueuePlace? = nil, limit: Int = 50)
    throws(ArchiveError) -> [QueueEntry]
  {
    try read { try Self.queue(filter, after, isForward: true, limit, in: $0) }
  }

  /// The reps that come right before a place, in the queue's order.
  public func queue(_ filter: QueueFilter = QueueFilter(), before: QueuePlace, limit: Int = 50) throws(ArchiveError)
    -> [QueueEntry]
  {
    try read { try Self.queue(filter, before, isForward: false, limit, in: $0) }
  }

  public func queueCount(_ filter: QueueFilter = QueueFilter()) throws(ArchiveError) -> QueueCount {
    try read { db in
      func count(isUndecidedOnly: Bool) throws -> Int {
        let (condition, arguments) = filter.condition(isUndecidedOnly: isUndecidedOnly)
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM queue WHERE \(condition)", arguments: arguments) ?? 0
      }
      return QueueCount(all: try count(isUndecidedOnly: false), left: try count(isUndecidedOnly: true))
    }
  }

  /// One counted rep with all that a page shows of it, in the queue or not; `nil`: there is no such rep.
  public func entry(at address: RepAddress) throws(ArchiveError) -> QueueEntry? {
    guard let number = address.number else { return nil }
    return try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT sets.id, place, sets.key, number FROM reps JOIN sets ON sets.id = reps.setId
          LEFT JOIN queue ON queue.setId = sets.id AND queue.repNumber = number
          WHERE sets.key = ? AND kind = 'rep' AND number = ?
          """, arguments: [address.set.rawValue, number])
      guard let row else { return nil }
      let place = row[1] == nil ? nil : try QueuePlace(row)
      return try EntryReader(db).entries([(row[0], number, place)]).first
    }
  }

  /// All counted reps of a set, in the queue or not, by number; empty: there is no such set.
  public func entries(ofSet key: SetKey) throws(ArchiveError) -> [QueueEntry] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT setId, number FROM reps WHERE kind = 'rep' AND setId = (SELECT id FROM sets WHERE key = ?)
          ORDER BY number
          """, arguments: [key.rawValue])
      return try EntryReader(db).entries(rows.map { ($0[0], $0[1], nil) })
    }
  }

  private static func queue(
    _ filter: QueueFilter, _ edge: QueuePlace?, isForward: Bool, _ limit: Int, in db: Database
  ) throws -> [QueueEntry] {
    var (condition, arguments) = filter.condition
    if let edge {
      condition += " AND (place, setKey, repNumber) \(isForward ? ">" : "<") (?, ?, ?)"
      arguments += [edge.place, edge.set.rawValue, edge.number]
    }
    arguments += [max(limit, 0)]
    let order = ["place", "setKey", "repNumber"].map { $0 + (isForward ? "" : " DESC") }.joined(separator: ", ")
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT setId, place, setKey, repNumber FROM queue WHERE \(condition) ORDER BY \(order) LIMIT ?",
      arguments: arguments)
    let places = try rows.map { row in (row[0] as Int64, row[3] as Int, try QueuePlace(row) as QueuePlace?) }
    return try EntryReader(db).entries(isForward ? places : places.reversed())
  }
}
