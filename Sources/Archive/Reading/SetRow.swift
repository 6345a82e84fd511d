internal import GRDB
public import Movement

/// One line of a table of sets.
public struct SetRow: Sendable, Equatable {
  /// The flag to look at first.
  public struct Worst: Sendable, Equatable {
    public var rule: RuleID
    public var severity: Severity
    /// The rep that shows it; `nil`: the whole set.
    public var rep: Int?
    public var message: String
  }

  public var key: SetKey
  public var clip: ClipHash
  /// Relative to the results folder.
  public var folder: String
  /// At least one, by path.
  public var uploads: [Upload]
  /// The earliest day that an upload names; `nil`: none names one.
  public var date: CalendarDay?
  public var toolVersion: String
  public var profile: Profile
  public var outcome: Outcome
  /// Why it was not assessed; `nil`: it was.
  public var reason: String?
  public var confidence: Confidence
  /// Of the clip, seconds.
  public var duration: Double
  public var reps: Int
  public var attempts: Int
  /// Reps with at least one flag.
  public var flaggedReps: Int
  /// Flags of all reps.
  public var flags: Int
  /// Rules that could say nothing of any rep.
  public var notAssessed: Int
  /// `nil`: nothing was flagged.
  public var worst: Worst?

  /// Whoever an upload names first; `nil`: none names anybody.
  public var athlete: String? { uploads.lazy.compactMap(\.athlete).first }
}

extension ResultsArchive {
  /// Newest first, those without a date last, then by key.
  public func sets(_ filter: SetFilter = SetFilter()) throws(ArchiveError) -> [SetRow] {
    try read { db in
      let (clause, arguments) = filter.clause
      var uploads = try Self.uploads(in: db, of: filter)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(SetRow.columns) FROM sets \(clause)
          """, arguments: arguments)
      var found: [SetRow] = []
      while let row = try rows.next() {
        found.append(try SetRow(row, uploads: uploads.removeValue(forKey: row[0]) ?? []))
      }
      return found
    }
  }

  /// The uploads of those sets, by the set's row, each by path.
  private static func uploads(in db: Database, of filter: SetFilter) throws -> [Int64: [Upload]] {
    let (clause, arguments) = filter.clause
    let isAll = filter == SetFilter()
    let chosen = isAll ? "setId IS NOT NULL" : "setId IN (SELECT sets.id FROM sets \(clause))"
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(Upload.columns), setId FROM uploads
        WHERE \(chosen) ORDER BY setId, path
        """, arguments: arguments)
    var found: [Int64: [Upload]] = [:]
    while let row = try rows.next() { found[row[7], default: []].append(Upload(row)) }
    return found
  }
}

extension SetRow {
  static let columns = """
    sets.id, key, (SELECT sha256 FROM clips WHERE id = clipId), folder, date, toolVersion, profile, outcome, reason, \
    confidence, duration, reps, attempts, flaggedReps, flags, notAssessed, worstRule, worstSeverity, worstRep, \
    worstMessage
    """

  /// Those of some rows, by row.
  static func fetch(_ ids: Set<Int64>, in db: Database) throws -> [Int64: SetRow] {
    let numbers = ids.map(String.init).joined(separator: ",")
    var uploads: [Int64: [Upload]] = [:]
    let lines = try Row.fetchCursor(
      db, sql: "SELECT \(Upload.columns), setId FROM uploads WHERE setId IN (\(numbers)) ORDER BY setId, path")
    while let line = try lines.next() { uploads[line[7], default: []].append(Upload(line)) }
    var found: [Int64: SetRow] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM sets WHERE id IN (\(numbers))")
    while let row = try rows.next() { found[row[0]] = try SetRow(row, uploads: uploads[row[0]] ?? []) }
    return found
  }

  /// - Parameter row: begins with ``columns``.
  fileprivate init(_ row: Row, uploads: [Upload]) throws {
    self.init(
      key: try row.word(1), clip: try row.word(2), folder: row[3], uploads: uploads,
      date: (row[4] as String?).flatMap(CalendarDay.init(rawValue:)), toolVersion: row[5], profile: try row.word(6),
      outcome: try row.word(7), reason: row[8], confidence: try row.word(9), duration: row[10], reps: row[11],
      attempts: row[12], flaggedReps: row[13], flags: row[14], notAssessed: row[15], worst: nil)
    if let rule: String = row[16] {
      worst = Worst(rule: RuleID(rule), severity: try row.word(17), rep: row[18], message: row[19])
    }
  }
}

extension Upload {
  static let columns = "path, athlete, uploads.profile, date, load, tempo, notes"

  /// - Parameter row: begins with ``columns``.
  init(_ row: Row) {
    self.init(
      path: row[0], athlete: row[1], profile: row[2], date: (row[3] as String?).flatMap(CalendarDay.init(rawValue:)),
      load: row[4], tempo: row[5], notes: row[6])
  }
}

extension Row {
  /// A word of an enum, or a name that has a form.
  ///
  /// - Throws: ``ArchiveError``: the tables' checks do not let another word in, so somebody else wrote it.
  func word<Word: RawRepresentable>(_ column: Int) throws -> Word where Word.RawValue == String {
    let text: String = self[column]
    guard let word = Word(rawValue: text) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an unknown word")
    }
    return word
  }
}
