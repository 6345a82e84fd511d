public import Foundation
internal import GRDB
internal import Movement

/// What a rebuild came to.
public struct Rebuilt: Sendable {
  public var sets = 0
  public var failures = 0
  public var decisions = 0
  /// What was passed over and is still where it was, a sentence each that names the file.
  public var problems: [String] = []
}

extension ResultsArchive {
  /// Empties the archive and fills it from the JSON files of a results folder, in one transaction.
  ///
  /// One file after the other: its memory does not grow with their number. What is damaged or incomplete is named and
  /// passed over; nothing on disk is changed or removed. Where a set and a failure have one key the set counts.
  ///
  /// - Throws: ``ArchiveError``; the rows are then as they were. `unreadable` when one of the folders cannot be listed.
  public func rebuild(from results: URL) throws(ArchiveError) -> Rebuilt {
    try write { db in
      for table in ["sets", "failures", "clips"] { try db.execute(sql: "DELETE FROM \(table)") }
      var rebuilding = Rebuilding(db: db, results: results)
      try rebuilding.run()
      return rebuilding.rebuilt
    }
  }

  /// Adds what lies on disk and has no row, and takes away the rows of what does not lie there any more: all that a
  /// program can have left undone that was killed between a file and its row. Contents are not compared.
  ///
  /// - Returns: what was passed over, as in ``Rebuilt/problems``.
  /// - Throws: ``ArchiveError``; the rows are then as they were.
  public func bringInLine(with results: URL) throws(ArchiveError) -> [String] {
    try write { db in
      var rebuilding = Rebuilding(db: db, results: results)
      try rebuilding.bringInLine()
      return rebuilding.rebuilt.problems
    }
  }
}

private struct Rebuilding {
  let db: Database
  let results: URL
  var rebuilt = Rebuilt()

  mutating func run() throws {
    try addDecisions()
    for name in try names(in: ResultsLayout.failuresFolder) { try addFailure(name) }
    for name in try names(in: ResultsLayout.setsFolder) { try addSet(name) }
    // Not counted along the way: a set takes the place of the failure under its key.
    rebuilt.sets = try Int.fetchOne(db, sql: "SELECT count(*) FROM sets") ?? 0
    rebuilt.failures = try Int.fetchOne(db, sql: "SELECT count(*) FROM failures") ?? 0
    rebuilt.decisions = try Int.fetchOne(db, sql: "SELECT count(*) FROM decisions") ?? 0
  }

  /// Before the sets: each looks for its own when it is recorded.
  private mutating func addDecisions() throws {
    rebuilt.problems += try DecisionTable(db).bringInLine(with: DecisionsFile(folder: results))
  }

  mutating func bringInLine() throws {
    try addDecisions()
    let sets = try keys(of: "sets")
    let folders = Set(try names(in: ResultsLayout.setsFolder).filter(isWhole))
    for name in sets.subtracting(folders).sorted() { try Recorder(db).remove(name) }
    for name in folders.subtracting(sets).sorted() { try addSet(name) }

    let failures = try keys(of: "failures")
    let files = Set(try names(in: ResultsLayout.failuresFolder).map { $0.replacing(".json", with: "") })
    for name in failures.subtracting(files).sorted() { try Recorder(db).remove(name) }
    // Where there is a set of that key the failure is over.
    for name in files.subtracting(failures).subtracting(folders).sorted() { try addFailure(name + ".json") }
  }

  private func keys(of table: String) throws -> Set<String> {
    Set(try String.fetchAll(db, sql: "SELECT key FROM \(table)"))
  }

  /// The analysis is what is put in place last.
  private func isWhole(_ name: String) -> Bool {
    let folder = results.appendingPathComponent(ResultsLayout.setsFolder).appendingPathComponent(name)
    return access(folder.appendingPathComponent(Analysis.fileName).path, F_OK) == 0
  }

  private mutating func addFailure(_ name: String) throws {
    try add(name, under: ResultsLayout.failuresFolder) { url, recorder in
      let failure = try FailureRecord(contentsOf: url)
      guard name == "\(failure.key).json" else { throw Document.damaged(url, "its key is \(failure.key)") }
      try recorder.record(failure)
    }
  }

  private mutating func addSet(_ name: String) throws {
    try add(name, under: ResultsLayout.setsFolder) { folder, recorder in
      let url = folder.appendingPathComponent(SetRecord.fileName)
      let set = try SetRecord(contentsOf: url)
      guard name == set.key.rawValue else { throw Document.damaged(url, "its key is \(set.key)") }
      try recorder.record(set, try Analysis(ofReportIn: folder))
    }
  }

  /// In order, so that equal folders give equal archives. Hidden ones are drafts of a batch that was cut off.
  private func names(in folder: String) throws -> [String] {
    let url = results.appendingPathComponent(folder)
    do {
      return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { !$0.hasPrefix(".") }.sorted()
    } catch CocoaError.fileReadNoSuchFile {
      return []
    } catch {
      throw ArchiveError(.unreadable, "\(url.path.printable): cannot be listed. Make it readable, then try again.")
    }
  }

  /// Adds one result, or nothing of it.
  private mutating func add(_ name: String, under folder: String, _ body: (URL, Recorder) throws -> Void) throws {
    let url = results.appendingPathComponent(folder).appendingPathComponent(name)
    do {
      try db.inSavepoint {
        try body(url, Recorder(db))
        return .commit
      }
    } catch let error as ArchiveError where error.kind == .invalid {
      rebuilt.problems.append("\(url.path.printable): \(error.description)")
    } catch {
      let error = ArchiveError(error, file: url.path)
      guard [.unreadable, .badDocument, .invalid].contains(error.kind) else { throw error }
      rebuilt.problems.append(error.description)
    }
  }
}
