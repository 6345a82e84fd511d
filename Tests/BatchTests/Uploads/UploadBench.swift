import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Batch

/// A folder of results with a store of uploads, and clips to send.
final class UploadBench: Sendable {
  let home: TemporaryFolder
  let day = CalendarDay("2026-11-29")!

  init() throws { home = try TemporaryFolder() }

  func store(limit: Int = 1 << 20, free: Int? = .max) throws -> UploadStore {
    try UploadStore(in: home.url, limit: limit) { _ in free }
  }

  /// Begins like an MP4; another content for each number.
  static func clip(_ number: Int = 0, size: Int = 5000) -> [UInt8] {
    let start = [0, 0, 0, 16] + Array("ftypmp42".utf8) + Array("\(number)".utf8)
    return start + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: max(0, size - start.count))
  }

  func facts(_ name: String = "a.mp4", athlete: String = "Ann", profile: Profile? = nil) throws -> UploadFacts {
    try UploadFacts(name: name, athlete: athlete, profile: profile, date: day)
  }

  @discardableResult
  func send(
    _ bytes: [UInt8] = clip(), _ name: String = "a.mp4", athlete: String = "Ann", profile: Profile? = nil,
    to store: UploadStore
  ) async throws -> StoredUpload {
    let draft = try store.begin(facts(name, athlete: athlete, profile: profile), announced: bytes.count)
    for start in stride(from: 0, to: bytes.count, by: 700) {
      try await draft.write(bytes[start..<min(start + 700, bytes.count)])
    }
    return try await draft.finish()
  }

  /// All names in the folder of uploads but the lock's.
  var names: [String] {
    let folder = home.url.appendingPathComponent("uploads").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0 != ".lock" }.sorted()
  }

  func url(_ name: String) -> URL { home.url.appendingPathComponent("uploads/\(name)") }
}
