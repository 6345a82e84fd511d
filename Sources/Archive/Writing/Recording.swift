internal import GRDB
public import Movement

extension ResultsArchive {
  /// Keeps a set in place of what was there under its key, a failure too.
  ///
  /// - Throws: ``ArchiveError``; nothing has changed then.
  public func record(_ set: SetRecord, _ analysis: Analysis) throws(ArchiveError) {
    try write { try Recorder($0).record(set, analysis) }
  }

  /// Keeps a failure in place of an earlier one of that key. Where a set has the key the set stays: it was made.
  ///
  /// - Throws: ``ArchiveError``; nothing has changed then.
  public func record(_ failure: FailureRecord) throws(ArchiveError) {
    try write { try Recorder($0).record(failure) }
  }

  /// Records a set and takes that back: what the tables refuse is known before anything is put in place.
  ///
  /// - Throws: ``ArchiveError``, `invalid` for a record or an analysis that does not hold together.
  public func rehearse(_ set: SetRecord, _ analysis: Analysis) throws(ArchiveError) {
    try write { db in
      try db.inSavepoint {
        try Recorder(db).record(set, analysis)
        return .rollback
      }
    }
  }

  /// Removes the row of a set or a failure; there may be none. Its files are the caller's to remove.
  public func remove(_ key: SetKey) throws(ArchiveError) {
    try write { try Recorder($0).remove(key.rawValue) }
  }
}

/// Writes rows, within a transaction of the caller's.
struct Recorder {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func record(_ set: SetRecord, _ analysis: Analysis) throws {
    if let fault = set.fault ?? Self.fault(set, analysis) {
      throw ArchiveError(.invalid, "the record of set \(set.key): \(fault).")
    }
    let id = try replacing(set.key) { try insert(set, analysis) }
    for rep in analysis.reps { try insert(rep, of: id) }
    try insertFindings(analysis, of: id)
    for upload in set.uploads { try insert(upload, set: id, failure: nil) }
    try insertReviews(of: id)
    try Attaching(db).chooseCleanRep(of: id)
    try Attaching(db).attachIfDecided(set.clipSha256)
  }

  func record(_ failure: FailureRecord) throws {
    if let fault = failure.fault {
      throw ArchiveError(.invalid, "the record of failure \(failure.key): \(fault).")
    }
    let isDone = try run("SELECT EXISTS (SELECT 1 FROM sets WHERE key = ?)", [failure.key.rawValue]) {
      try Bool.fetchOne($0)
    }
    if isDone == true { return }
    let id = try replacing(failure.key) { try insert(failure) }
    for upload in failure.uploads { try insert(upload, set: nil, failure: id) }
  }

  func remove(_ key: String) throws {
    let clip = try run("SELECT sha256 FROM sets JOIN clips ON clips.id = clipId WHERE key = ?", [key]) {
      try String.fetchOne($0)
    }
    try withoutStrays(of: key) { try delete(key) }
    // What was decided in it belongs to the other analyses of its clip from now on.
    if let clip = clip.flatMap(ClipHash.init(rawValue:)) { try Attaching(db).attachIfDecided(clip) }
  }

  private func delete(_ key: String) throws {
    try run("DELETE FROM sets WHERE key = ?", [key])
    try run("DELETE FROM failures WHERE key = ?", [key])
  }

  private static func fault(_ set: SetRecord, _ analysis: Analysis) -> String? {
    if set.clipSha256.rawValue != analysis.clip.sha256 { return "its analysis is of another clip" }
    let counted = (analysis.reps.count { $0.kind == .rep }, analysis.reps.count { $0.kind == .attempt })
    let summary = analysis.summary
    if (summary.reps, summary.attempts) != counted { return "its summary counts other reps than there are" }
    // A finding may look back to before the clip's first picture; what no clock shows is none.
    let moments = -Decision.lastMoment...Decision.lastMoment
    let areTimes = analysis.reps.allSatisfy { rep in
      ([rep.start, rep.top, rep.end, rep.hold.start, rep.hold.end] + rep.findings.flatMap { [$0.from, $0.to] })
        .allSatisfy(moments.contains) && rep.start <= rep.end
    }
    if !areTimes { return "a time in it is none" }
    let texts = [analysis.reason ?? ""] + analysis.reps.lazy.flatMap(\.findings).map(\.message)
    if texts.contains(where: { $0.utf8.count > longestText }) { return "a text in it is too long" }
    return nil
  }

  /// Bytes. They are a sentence or two, and a page lists thousands of them.
  private static let longestText = 20_000

  /// Removes what is there under the key, then inserts.
  private func replacing(_ key: SetKey, insert: () throws -> Int64) throws -> Int64 {
    try withoutStrays(of: key.rawValue) {
      try delete(key.rawValue)
      return try insert()
    }
  }

  /// Afterwards the clip that was there under the key goes, too, when nothing has a use for it any more.
  private func withoutStrays<Value>(of key: String, _ body: () throws -> Value) throws -> Value {
    let clip = try run(
      "SELECT clipId FROM sets WHERE key = ?1 UNION ALL SELECT clipId FROM failures WHERE key = ?1", [key]
    ) { try Int64.fetchOne($0) }
    let value = try body()
    try run(
      """
      DELETE FROM clips WHERE id = ?
      AND id NOT IN (SELECT clipId FROM sets WHERE clipId = clips.id)
      AND id NOT IN (SELECT clipId FROM failures WHERE clipId = clips.id)
      """, [clip])
    return value
  }

  private func clipID(_ clip: ClipHash) throws -> Int64 {
    try run("INSERT INTO clips (sha256) VALUES (?) ON CONFLICT DO NOTHING", [clip.rawValue])
    return try run("SELECT id FROM clips WHERE sha256 = ?", [clip.rawValue]) { try Int64.fetchOne($0) } ?? 0
  }

  private func insert(_ failure: FailureRecord) throws -> Int64 {
    try run(
      """
      INSERT INTO failures (key, clipId, kind, message, exitStatus, signal, attempts, quarantined)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        failure.key.rawValue, failure.clipSha256.map(clipID), failure.kind.rawValue, failure.message,
        failure.exitStatus, failure.signal, failure.attempts, failure.quarantined,
      ])
    return db.lastInsertedRowID
  }

  private func insert(_ set: SetRecord, _ analysis: Analysis) throws -> Int64 {
    let digest = SetDigest(analysis)
    let worst = digest.worst
    try run(
      """
      INSERT INTO sets (key, clipId, folder, date, toolVersion, profile, outcome, reason, confidence, duration, reps,
        attempts, flaggedReps, flags, notAssessed, worstRule, worstSeverity, worstRep, worstMessage)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        set.key.rawValue, clipID(set.clipSha256), ResultsLayout.folder(of: set.key),
        set.uploads.compactMap(\.date).min()?.rawValue, analysis.tool.version,
        analysis.options.profile.rawValue, analysis.outcome.rawValue, analysis.reason,
        analysis.capture.confidence.rawValue, analysis.clip.duration, analysis.summary.reps,
        analysis.summary.attempts, analysis.summary.flaggedReps.count, digest.flags, digest.notAssessed,
        worst?.finding.rule.rawValue, worst?.finding.severity.rawValue, worst?.rep, worst?.finding.message,
      ])
    return db.lastInsertedRowID
  }

  private func insert(_ rep: Rep, of set: Int64) throws {
    let top = rep.measurements[.topDeviation] ?? nil
    let range = rep.measurements[.rangeOfMotion] ?? nil
    try run(
      """
      INSERT INTO reps (setId, kind, number, startTime, topTime, endTime, topDeviation, topUncertainty, rangeOfMotion,
        hold, holdUncertainty, ascent, top, descent, bottom)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        set, rep.kind.rawValue, rep.number, rep.start, rep.top, rep.end, top?.value, top?.uncertainty, range?.value,
        rep.hold.duration, rep.hold.uncertainty, rep.tempo.ascent, rep.tempo.top, rep.tempo.descent, rep.tempo.bottom,
      ])
  }

  private func insertFindings(_ analysis: Analysis, of set: Int64) throws {
    var position = 0
    for rep in analysis.reps {
      for finding in rep.findings {
        try insert(finding, of: set, at: position, rep: rep, reps: nil)
        position += 1
      }
    }
    for found in analysis.setFindings {
      let numbers = "[\(found.reps.map(String.init).joined(separator: ","))]"
      try insert(found.finding, of: set, at: position, rep: nil, reps: numbers)
      position += 1
    }
  }

  private func insert(_ finding: Finding, of set: Int64, at position: Int, rep: Rep?, reps: String?) throws {
    try run(
      """
      INSERT INTO findings (setId, position, repKind, repNumber, repNumbers, rule, verdict, severity, value, unit,
        uncertainty, limitValue, fromTime, toTime, message, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        set, position, rep?.kind.rawValue, rep?.number, reps, finding.rule.rawValue, finding.verdict.rawValue,
        finding.severity.rawValue, finding.value, finding.unit?.rawValue, finding.uncertainty, finding.limit,
        finding.from, finding.to, finding.message, finding.reason,
      ])
  }

  private func insertReviews(of set: Int64) throws {
    try run(
      """
      INSERT INTO reviews (setId, repNumber, position, rule, verdict)
      SELECT setId, repNumber, position, rule, verdict FROM findingsToReview WHERE setId = ?
      """, [set])
    try run(
      """
      INSERT INTO queue (place, setKey, repNumber, setId)
      SELECT min(place), setKey, repNumber, setId FROM findingsToReview WHERE setId = ? GROUP BY repNumber
      """, [set])
  }

  private func insert(_ upload: Upload, set: Int64?, failure: Int64?) throws {
    try run(
      """
      INSERT INTO uploads (setId, failureId, path, athlete, profile, date, load, tempo, notes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        set, failure, upload.path, upload.athlete?.asName, upload.profile, upload.date?.rawValue, upload.load,
        upload.tempo, upload.notes,
      ])
  }

  // Every statement is kept compiled: a set has hundreds of rows.

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  private func run<Value>(_ sql: String, _ arguments: StatementArguments, fetch: (Statement) throws -> Value) throws
    -> Value
  {
    let statement = try db.cachedStatement(sql: sql)
    try statement.setArguments(arguments)
    return try fetch(statement)
  }
}
