import ArchiveTesting
import Foundation
import GRDB
import Movement

@testable import Archive

extension TemporaryFolder {
  var database: URL { url.appendingPathComponent(ResultsArchive.fileName) }
}

/// A results folder as a batch leaves it.
struct ResultsFolder {
  let url: URL

  /// - Parameter file: an `analysis.json` that is made already.
  func add(_ set: SetRecord, linking file: URL) throws {
    let folder = url.appendingPathComponent(ResultsLayout.folder(of: set.key))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try set.document().write(to: folder.appendingPathComponent(SetRecord.fileName))
    try FileManager.default.linkItem(at: file, to: folder.appendingPathComponent("analysis.json"))
  }

  func add(_ set: SetRecord, _ analysis: Analysis) throws {
    let folder = url.appendingPathComponent(ResultsLayout.folder(of: set.key))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try set.document().write(to: folder.appendingPathComponent(SetRecord.fileName))
    try JSONEncoder().encode(analysis).write(to: folder.appendingPathComponent("analysis.json"))
  }

  func add(_ failure: FailureRecord) throws {
    let file = url.appendingPathComponent(ResultsLayout.failureFile(of: failure.key))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try failure.document().write(to: file)
  }
}

extension ResultsArchive {
  /// Every value of every row, under names that do not depend on the order in which rows came.
  func dump() throws -> [String] {
    let owner = "coalesce((SELECT key FROM sets WHERE id = setId), (SELECT key FROM failures WHERE id = failureId))"
    let set = "(SELECT key FROM sets WHERE id = setId)"
    let decision = "(SELECT id FROM decisions WHERE number = decisionNumber)"
    let queries = [
      "SELECT 'clip', * FROM clips", "SELECT 'set', (SELECT sha256 FROM clips WHERE id = clipId), * FROM sets",
      "SELECT 'rep', (SELECT key FROM sets WHERE id = setId), * FROM reps",
      "SELECT 'finding', (SELECT key FROM sets WHERE id = setId), * FROM findings",
      "SELECT 'failure', (SELECT sha256 FROM clips WHERE id = clipId), * FROM failures",
      "SELECT 'upload', \(owner), * FROM uploads",
      """
      SELECT 'decision', id AS name, made, coach, clip, setKey, repNumber, repStart, repTop, repEnd, rule, what, reason,
        text, at, boundStart, boundEnd, undoes FROM decisions
      """,
      "SELECT 'attachment', \(set), \(decision), repKind, repNumber, isUndone FROM attachments",
      "SELECT 'opinion', \(set), \(decision), repKind, repNumber, rule, coach, opinion, reason FROM opinions",
      "SELECT 'review', \(set), * FROM reviews", "SELECT 'queued', * FROM queue",
    ]
    return try read { db in
      try queries.flatMap { query in
        try Row.fetchAll(db, sql: query).map { row in
          row.filter { column, _ in column != "id" && !["setId", "clipId", "failureId"].contains(column) }
            .map { "\($0)=\($1)" }.joined(separator: " ")
        }
      }.sorted()
    }
  }
}
