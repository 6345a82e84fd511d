internal import Foundation
internal import GRDB
internal import Movement

/// The rows that mirror `decisions.jsonl`, within a transaction of the caller's.
struct DecisionTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// A decision that the rows before it do not allow; says why.
  struct Clash: Error {
    var words: String
  }

  /// A decision and its place among the others.
  struct Numbered {
    var number: Int64
    var decision: Decision
  }

  // MARK: - Rows

  /// - Returns: false: that very decision is there already.
  /// - Throws: ``Clash`` for another one of that name.
  func insert(_ decision: Decision) throws -> Bool {
    if let known = try self.decision(decision.id) {
      guard known == decision else { throw Clash(words: "another decision has the name \(decision.id)") }
      return false
    }
    let parts = Decision.Parts(decision.what)
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO decisions (id, made, coach, clip, setKey, repNumber, repStart, repTop, repEnd, rule, what, reason,
          text, at, boundStart, boundEnd, undoes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(
      arguments: [
        decision.id.rawValue, decision.made.rawValue, decision.coach, decision.clip.rawValue, decision.set.rawValue,
        decision.rep?.number, decision.rep?.start, decision.rep?.top, decision.rep?.end, decision.rule?.rawValue,
        parts.word.rawValue, parts.reason?.rawValue, parts.text, parts.at, parts.start, parts.end,
        parts.undoes?.rawValue,
      ])
    return true
  }

  func isKnown(_ clip: ClipHash) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM clips WHERE sha256 = ?)", arguments: [clip.rawValue])
      ?? false
  }

  func decision(_ id: DecisionID) throws -> Decision? {
    try numbered("WHERE id = ?", [id.rawValue]).first?.decision
  }

  /// In the order of the file.
  func decisions(of clip: ClipHash) throws -> [Numbered] {
    try numbered("WHERE clip = ? ORDER BY number", [clip.rawValue])
  }

  /// - Parameter clause: what follows `FROM decisions`.
  func numbered(_ clause: String, _ arguments: StatementArguments) throws -> [Numbered] {
    let statement = try db.cachedStatement(sql: "SELECT \(Numbered.columns) FROM decisions \(clause)")
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var found: [Numbered] = []
    while let row = try rows.next() { found.append(try Numbered(row)) }
    return found
  }

  /// Rows may go until the body returns, and not a moment longer.
  func removing<Value>(_ body: () throws -> Value) throws -> Value {
    try db.execute(sql: "INSERT INTO decisionsMayGo VALUES (1)")
    let value = try body()
    try db.execute(sql: "DELETE FROM decisionsMayGo")
    return value
  }

  // MARK: - The file

  /// How much of the file the rows hold, bytes.
  var length: Int {
    get throws { try Int.fetchOne(db, sql: "SELECT bytes FROM decisionsRead") ?? 0 }
  }

  func keep(length: Int) throws { try db.execute(sql: "UPDATE decisionsRead SET bytes = ?", arguments: [length]) }

  /// Where somebody was killed between a line and its row, or wrote a line by hand.
  func catchUp(with file: DecisionsFile) throws {
    if try length != file.length { _ = try bringInLine(with: file) }
  }

  /// Makes the rows say what the file says.
  ///
  /// - Returns: what was passed over, a sentence each.
  func bringInLine(with file: DecisionsFile) throws -> [String] {
    var rows: RowCursor? = try Row.fetchCursor(
      db, sql: "SELECT \(Numbered.columns) FROM decisions ORDER BY number")
    var common: Int64 = 0
    var seen: Set<DecisionID> = []
    var changed: Set<ClipHash> = []

    let read = try file.forEachDecision { decision in
      if rows != nil {
        // A line that was doubled, by copying files together, has its row.
        if seen.contains(decision.id) { return _ = try insert(decision) }
        if let row = try rows?.next(), case let known = try Numbered(row), known.decision == decision {
          common = known.number
          seen.insert(decision.id)
          return
        }
        rows = nil
        changed = try remove(beyond: common)
      }
      if try insert(decision) { changed.insert(decision.clip) }
    }
    if rows != nil {
      rows = nil
      changed = try remove(beyond: common)
    }
    try keep(length: read.length)
    for clip in changed { try Attaching(db).attach(clip) }
    return read.problems
  }

  /// - Returns: whose decisions went.
  private func remove(beyond number: Int64) throws -> Set<ClipHash> {
    let clips = try String.fetchAll(
      db, sql: "SELECT DISTINCT clip FROM decisions WHERE number > ?", arguments: [number])
    if !clips.isEmpty {
      try removing { try db.execute(sql: "DELETE FROM decisions WHERE number > ?", arguments: [number]) }
    }
    return Set(clips.compactMap(ClipHash.init(rawValue:)))
  }
}

extension DecisionTable.Numbered {
  static let columns = """
    number, id, made, coach, clip, setKey, repNumber, repStart, repTop, repEnd, rule, what, reason, text, at, \
    boundStart, boundEnd, undoes
    """

  /// - Parameter row: begins with ``columns``.
  init(_ row: Row) throws {
    let number: Int? = row[6]
    let parts = Decision.Parts(
      word: try row.word(11), reason: (row[12] as String?).flatMap(Decision.Reason.init(rawValue:)), text: row[13],
      at: row[14], start: row[15], end: row[16], undoes: (row[17] as String?).flatMap(DecisionID.init(rawValue:)))
    guard let what = parts.what else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a decision without what it needs")
    }
    self.init(
      number: row[0],
      decision: Decision(
        id: try row.word(1), made: try row.word(2), coach: row[3], clip: try row.word(4), set: try row.word(5),
        rep: number.map { Decision.SeenRep(number: $0, start: row[7], top: row[8], end: row[9]) },
        rule: (row[10] as String?).map { RuleID($0) }, what: what))
  }
}
