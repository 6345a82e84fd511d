public import Foundation
internal import GRDB
public import Movement

/// What coaches hold of one rule in one rep, beside what the program said of it: a line to learn from.
public struct LabelledRep: Sendable, Equatable, Codable {
  public static let schemaName = "formcheck.label/1"

  /// Whether the fault is there.
  public enum Label: String, Sendable, Codable {
    case present, absent
    /// Coaches hold both.
    case split
    case unsure
  }

  public var schema = LabelledRep.schemaName
  public var clip: ClipHash
  public var set: SetKey
  public var toolVersion: String
  public var profile: Profile
  @OrNull public var athlete: String?
  @OrNull public var date: CalendarDay?
  /// `nil`: the whole set.
  @OrNull public var rep: Int?
  /// Seconds from the start of the clip, corrected where a coach did so; `nil`: the whole set.
  @OrNull public var start: Double?
  @OrNull public var end: Double?
  public var rule: RuleID
  public var label: Label
  /// By name.
  public var coaches: [String]
  /// Of those who disagree, each once.
  public var reasons: [Decision.Reason]
  /// What the program said; `nil`: the rule said nothing of this rep.
  @OrNull public var verdict: Verdict?
  @OrNull public var severity: Severity?
  @OrNull public var value: Double?
  @OrNull public var unit: Movement.Unit?
  @OrNull public var uncertainty: Double?
  @OrNull public var limit: Double?

  /// Its line in a file of JSON lines, with the line feed; all keys are always there.
  public func line() throws(ArchiveError) -> Data { try Document.line(self) }
}

extension LabelledRep {
  /// A cell of a table. How it is written is the caller's: text may begin like a formula.
  public enum Cell: Sendable, Equatable {
    case text(String)
    case number(Double)
    case none
  }

  public static let columns = [
    "clip", "set", "tool_version", "profile", "athlete", "date", "rep", "start_s", "end_s", "rule", "label", "coaches",
    "reasons", "verdict", "severity", "value", "unit", "uncertainty", "limit",
  ]

  /// As many as there are columns.
  public var cells: [Cell] {
    [
      .text(clip.rawValue), .text(set.rawValue), .text(toolVersion), .text(profile.rawValue), Cell(athlete),
      Cell(date?.rawValue), Cell(rep.map(Double.init)), Cell(start), Cell(end), .text(rule.rawValue),
      .text(label.rawValue), .text(coaches.joined(separator: "; ")),
      .text(reasons.map(\.rawValue).joined(separator: "; ")), Cell(verdict?.rawValue), Cell(severity?.rawValue),
      Cell(value), Cell(unit?.rawValue), Cell(uncertainty), Cell(limit),
    ]
  }
}

extension LabelledRep.Cell {
  fileprivate init(_ text: String?) { self = text.map { .text($0) } ?? .none }
  fileprivate init(_ number: Double?) { self = number.map { .number($0) } ?? .none }
}

extension ResultsArchive {
  /// All that coaches hold now, by set, rep and rule; attempts are left out. Undone decisions are no labels, and neither
  /// are faults that no rule is for: they are in ``decisions(_:)``.
  public func labelledReps() throws(ArchiveError) -> [LabelledRep] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT opinions.setId, opinions.repNumber, opinions.rule, coach, opinion, opinions.reason, verdict, severity,
            value, unit, uncertainty, limitValue
          FROM opinions LEFT JOIN findings ON findings.setId = opinions.setId AND findings.repKind IS opinions.repKind
            AND findings.repNumber IS opinions.repNumber AND findings.rule = opinions.rule
          WHERE coalesce(opinions.repKind, 'rep') = 'rep'
          ORDER BY (SELECT key FROM sets WHERE id = opinions.setId), opinions.repNumber, opinions.rule, coach,
            findings.position
          """)
      let sets = try SetRow.fetch(Set(rows.map { $0[0] }), in: db)
      var found: [LabelledRep] = []
      for group in rows.chunked(by: { a, b in [0, 1, 2].allSatisfy { a[$0] as DatabaseValue == b[$0] } }) {
        guard let first = group.first, let set = sets[first[0]] else { continue }
        found.append(try LabelledRep(group, of: set, in: db))
      }
      return found
    }
  }
}

extension LabelledRep {
  /// - Parameter rows: one for each coach; of a rule that found two things in a rep, for each thing.
  fileprivate init(_ rows: ArraySlice<Row>, of set: SetRow, in db: Database) throws {
    let row = rows[rows.startIndex]
    var opinions: [String: Opinion] = [:]
    for row in rows {
      let reason = (row[5] as String?).flatMap(Decision.Reason.init(rawValue:))
      opinions[row[3]] = Opinion(try row.word(4), reason: reason)
    }
    let label: Label =
      switch JointState(opinions.values) {
      case .agreed: .present
      case .disagreed: .absent
      case .split: .split
      case .unsure, .open: .unsure
      }
    let number: Int? = row[1]
    let entry = try number.flatMap { try RepBounds(of: $0, in: row[0], db) }
    self.init(
      clip: set.clip, set: set.key, toolVersion: set.toolVersion, profile: set.profile, athlete: set.athlete,
      date: set.date, rep: number, start: entry?.start, end: entry?.end, rule: RuleID(row[2]), label: label,
      coaches: opinions.keys.sorted(),
      reasons: Decision.Reason.allCases.filter { reason in opinions.values.contains(.disagreed(reason)) },
      verdict: (row[6] as String?).flatMap(Verdict.init(rawValue:)),
      severity: (row[7] as String?).flatMap(Severity.init(rawValue:)), value: row[8],
      unit: (row[9] as String?).flatMap(Movement.Unit.init(rawValue:)), uncertainty: row[10], limit: row[11])
  }
}

/// Where a rep begins and ends, corrected where a coach did so.
private struct RepBounds {
  var start: Double
  var end: Double

  init?(of number: Int, in set: Int64, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT boundStart, boundEnd FROM attachments JOIN decisions ON decisions.number = decisionNumber
        WHERE setId = ?1 AND repKind = 'rep' AND attachments.repNumber = ?2 AND what = 'bounds' AND NOT isUndone
        ORDER BY decisionNumber DESC LIMIT 1
        """)
    let found = try db.cachedStatement(
      sql: "SELECT startTime, endTime FROM reps WHERE setId = ? AND kind = 'rep' AND number = ?")
    let row =
      try Row.fetchOne(statement, arguments: [set, number]) ?? Row.fetchOne(found, arguments: [set, number])
    guard let row else { return nil }
    (start, end) = (row[0], row[1])
  }
}

extension Array {
  /// Runs of neighbours that belong together.
  fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var (chunks, start) = ([ArraySlice<Element>](), startIndex)
    for index in indices.dropFirst() where !belong(self[index - 1], self[index]) {
      chunks.append(self[start..<index])
      start = index
    }
    if start < endIndex { chunks.append(self[start...]) }
    return chunks
  }
}
