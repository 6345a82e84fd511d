import Archive
import ArchiveTesting
import Foundation
import Movement
import Synchronization
import Testing

@testable import Batch
@testable import ReviewServer

/// Plays the batch: what becomes of each clip is told by the test.
final class PlayedAnalyst: UploadAnalyst {
  typealias Play =
    @Sendable (StoredUpload, _ again: Bool, _ progress: @Sendable (Double) -> Void) async throws ->
    UploadResult

  struct Log: Equatable {
    var openings = 0
    var closings = 0
    /// Names of clips as their work began.
    var begun: [String] = []
    var again: [Bool] = []
    var profiles: [Profile?] = []
    var isOpen = false
  }

  private let play: Play
  private let refusals: Mutex<[BatchError]>
  private let state = Mutex(Log())

  var log: Log { state.withLock { $0 } }

  /// - Parameter refusals: what the first openings throw.
  init(refusals: [BatchError] = [], _ play: @escaping Play = { _, _, _ in PlayedAnalyst.done }) {
    self.refusals = Mutex(refusals)
    self.play = play
  }

  static let done = UploadResult.done(Sample.key(1), reps: 8, flagged: 2, notAssessed: nil)

  func open() async throws(BatchError) -> any UploadSession {
    if let refusal = refusals.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw refusal }
    state.withLock { log in
      #expect(!log.isOpen, "the results are in one hand")
      log.isOpen = true
      log.openings += 1
    }
    return Session(analyst: self)
  }

  private struct Session: UploadSession {
    let analyst: PlayedAnalyst

    func analyze(_ upload: StoredUpload, again: Bool, onProgress: @escaping @Sendable (Double) -> Void) async throws
      -> UploadResult
    {
      analyst.state.withLock { log in
        #expect(log.isOpen)
        log.begun.append(upload.name)
        log.again.append(again)
        log.profiles.append(upload.profile)
      }
      return try await analyst.play(upload, again, onProgress)
    }

    func close() async {
      analyst.state.withLock { log in
        log.isOpen = false
        log.closings += 1
      }
    }
  }
}

/// Closed until it is opened, for any number of those who wait.
final class Latch: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func open() { continuation.finish() }

  /// - Throws: `CancellationError`.
  func wait() async throws {
    for await _ in stream {}
    try Task.checkCancellation()
  }
}
