import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Batch
@testable import ReviewServer

/// Results with uploads, and queues over them.
final class QueueBench: Sendable {
  let home: TemporaryFolder
  let store: UploadStore
  let archive: ResultsArchive

  init() throws {
    home = try TemporaryFolder()
    store = try UploadStore(in: home.url, limit: 1 << 20) { _ in .max }
    archive = try ResultsArchive(at: home.url.appendingPathComponent(ResultsArchive.fileName))
  }

  /// A clip on the disk; another content for each number.
  @discardableResult
  func send(_ number: Int, _ name: String? = nil, athlete: String = "Ann", profile: Profile? = nil) async throws
    -> StoredUpload
  {
    let facts = try UploadFacts(
      name: name ?? "\(number).mp4", athlete: athlete, profile: profile, date: CalendarDay("2026-11-29")!)
    let draft = try store.begin(facts, announced: nil)
    try await draft.write([0, 0, 0, 16] + Array("ftypmp42 \(number)".utf8))
    return try await draft.finish()
  }

  func queue(_ analyst: PlayedAnalyst, jobs: Int = 1, limit: Int = 100) throws -> UploadQueue {
    try UploadQueue(
      store, archive: archive, analyst: analyst, jobs: jobs, limit: limit, patience: .milliseconds(20))
  }

  /// Lets a queue work while the body looks at it.
  func working(_ queue: UploadQueue, _ body: () async throws -> Void) async throws {
    let work = Task { await queue.run() }
    do { try await body() } catch {
      work.cancel()
      await work.value
      throw error
    }
    work.cancel()
    await work.value
  }

  /// A set, as the archive knows it, of an upload.
  func record(_ stored: StoredUpload, key: Int) throws {
    var analysis = Sample.analysis(clip: key)
    analysis.clip.sha256 = stored.id.clip.rawValue
    try archive.record(
      SetRecord(key: Sample.key(key), clipSha256: stored.id.clip, uploads: [stored.upload]), analysis)
  }

  func failure(_ stored: StoredUpload, key: Int, _ kind: FailureRecord.Kind) -> FailureRecord {
    FailureRecord(
      key: Sample.key(key), clipSha256: stored.id.clip, uploads: [stored.upload], kind: kind, message: "\(kind)",
      attempts: 1, quarantined: false)
  }
}

extension UploadQueue {
  /// The list as soon as it is so.
  @discardableResult
  func list(when condition: (UploadList) -> Bool) async throws -> UploadList {
    for await list in changes() where condition(list) { return list }
    throw CancellationError()
  }
}

extension UploadList {
  var states: [UploadState] { entries.map(\.state) }

  var isIdle: Bool {
    entries.allSatisfy { entry in
      if case .ended = entry.state { true } else { false }
    }
  }
}
