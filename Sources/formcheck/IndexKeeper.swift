internal import Archive
internal import Batch
internal import Foundation
internal import Synchronization

/// Keeps the page of the results up to date while a batch runs, and takes little of its time for it.
final class IndexKeeper: Sendable {
  private static let pause = Duration.seconds(30)
  /// Thousands of sets take seconds to list: of the batch's time that is a twentieth at most.
  private static let share = 20
  /// Files whose page is made in a moment: 10,000 take 2 to 7 s (`Docs/Batch.md`).
  private static let shortList = 500

  private let archive: ResultsArchive
  private let results: URL
  private let due = Mutex(ContinuousClock.now + pause)

  init(_ archive: ResultsArchive, in results: URL) {
    self.archive = archive
    self.results = results
  }

  /// Writes the page when it was last written long enough ago.
  ///
  /// - Throws: ``ArchiveError`` or ``WriteError``.
  func writeWhenDue() throws {
    try due.withLock { due in
      if due <= .now { try write(&due) }
    }
  }

  /// Writes the page when that takes a moment: who ends a batch by a signal does not wait for more.
  func writeIfShort() throws {
    if try archive.counts().uploads <= Self.shortList { try write() }
  }

  func write() throws { try due.withLock { try write(&$0) } }

  private func write(_ due: inout ContinuousClock.Instant) throws {
    let start = ContinuousClock.now
    // Also where it cannot be written: it is not tried again at every word of a worker.
    defer { due = .now + max(Self.pause, (.now - start) * Self.share) }
    try ResultsIndex(of: archive).write(to: results)
  }
}
