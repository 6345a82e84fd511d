internal import GRDB
public import Movement

/// Where a rep is found: its analysis and its number there. A link to it stays good as long as that analysis is there.
public struct RepAddress: Sendable, Hashable {
  public var set: SetKey
  /// `nil`: the whole set.
  public var number: Int?

  public init(_ set: SetKey, _ number: Int?) {
    self.set = set
    self.number = number
  }
}

/// The numbers of one rep.
public struct RepRow: Sendable, Equatable {
  public var number: Int
  public var kind: Rep.Kind
  /// Seconds from the start of the clip, as the program found them.
  public var start: Double
  public var top: Double
  public var end: Double
  /// Hip angle - 180°; `nil`: not measured.
  public var topDeviation: Double?
  /// Half the width of its 90 % interval.
  public var topUncertainty: Double?
  /// Degrees; `nil`: not measured.
  public var rangeOfMotion: Double?
  /// Seconds at the top.
  public var hold: Double
  public var holdUncertainty: Double
  public var tempo: Tempo

  /// As a decision names it.
  public var seen: Decision.SeenRep { Decision.SeenRep(number: number, start: start, top: top, end: end) }
}

extension RepRow {
  static let columns = """
    number, kind, startTime, topTime, endTime, topDeviation, topUncertainty, rangeOfMotion, hold, holdUncertainty, \
    ascent, reps.top, descent, bottom
    """

  /// - Parameter row: begins with ``columns``.
  init(_ row: Row) throws {
    self.init(
      number: row[0], kind: try row.word(1), start: row[2], top: row[3], end: row[4], topDeviation: row[5],
      topUncertainty: row[6], rangeOfMotion: row[7], hold: row[8], holdUncertainty: row[9],
      tempo: Tempo(ascent: row[10], top: row[11], descent: row[12], bottom: row[13]))
  }

  /// A counted rep; attempts are not reviewed.
  static func fetch(_ number: Int, of set: Int64, in db: Database) throws -> RepRow? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM reps WHERE setId = ? AND kind = 'rep' AND number = ?")
    return try Row.fetchOne(statement, arguments: [set, number]).map { try RepRow($0) }
  }
}
