public import Archive
public import Batch

/// Works off the clips that were handed in over the desk, in the order in which they came.
///
/// It holds the results only while there is work; where a batch has them it waits. What is unfinished when it ends is
/// begun anew by the next one: the uploads and the results on the disk are all that it knows.
public actor UploadQueue {
  /// Between two looks whether a batch has ended.
  private static let patience = Duration.seconds(2)

  /// Records of uploads that cannot be used, a sentence each.
  public nonisolated let problems: [String]

  private let store: UploadStore
  private let analyst: any UploadAnalyst
  private let board: UploadBoard
  private let jobs: Int
  private let limit: Int
  private let patience: Duration

  /// A call to look whether there is something to do; one that is not answered yet stands for all.
  private let calls = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  private var session: (any UploadSession)?
  private var running = 0
  /// A batch has the results; a timer runs that will call.
  private var isHeldUp = false
  private var hasBegun = false

  /// Finds what is unfinished, and the newest of what came to its end.
  ///
  /// - Parameters:
  ///   - archive: of the same results; only read from, here.
  ///   - jobs: clips at a time, with one processor each.
  ///   - limit: how many may wait.
  /// - Throws: ``UploadError`` when uploads cannot be listed, ``ArchiveError``.
  public init(
    _ store: UploadStore, archive: ResultsArchive, analyst: any UploadAnalyst, jobs: Int = 1, limit: Int = 100
  )
    throws
  {
    try self.init(store, archive: archive, analyst: analyst, jobs: jobs, limit: limit, patience: Self.patience)
  }

  init(
    _ store: UploadStore, archive: ResultsArchive, analyst: any UploadAnalyst, jobs: Int = 1, limit: Int = 100,
    patience: Duration
  ) throws {
    precondition(jobs > 0 && limit > 0)
    self.store = store
    self.analyst = analyst
    self.jobs = jobs
    self.limit = limit
    self.patience = patience
    let found = try store.all()
    problems = found.problems
    board = UploadBoard(try UploadHistory(archive).entries(of: found.uploads))
    calls.continuation.yield()
  }

  // MARK: - The list

  /// All that is to be shown, now.
  public nonisolated var list: UploadList { board.now }

  /// The list now, then each time it has changed; who is slow gets the newest. Ends when the queue does.
  public nonisolated func changes() -> AsyncStream<UploadList> { board.changes() }

  /// Takes off the list whom another program has forgotten meanwhile; reads the disk. What is in work is looked at when
  /// it has ended.
  public nonisolated func refresh() {
    let gone = board.now.entries.filter { !$0.state.isWorking && store.upload($0.id) == nil }
    if !gone.isEmpty { board.remove(Set(gone.map(\.id))) }
  }

  // MARK: - What comes

  /// To be asked before a clip is taken.
  ///
  /// - Throws: ``UploadError`` `tooMany`.
  public nonisolated func makeSureOfRoom() throws(UploadError) {
    if board.now.waiting >= limit { throw .tooMany(limit: limit) }
  }

  /// Queues a clip that was taken; one that is known is not analysed twice.
  public nonisolated func add(_ upload: StoredUpload) {
    board.add(upload)
    calls.continuation.yield()
  }

  /// Queues again what failed of a clip.
  ///
  /// - Returns: false: nothing of it failed, or another try would do no better.
  /// - Throws: ``UploadError`` `tooMany`.
  public nonisolated func tryAgain(_ clip: ClipHash) throws(UploadError) -> Bool {
    try makeSureOfRoom()
    let isQueued = board.tryAgain(clip)
    if isQueued { calls.continuation.yield() }
    return isQueued
  }

  // MARK: - The work

  /// Works until the task is cancelled; workers are killed then, and what they worked on waits for the next queue.
  ///
  /// - Precondition: it was not called before.
  public func run() async {
    precondition(!hasBegun)
    hasBegun = true
    await withDiscardingTaskGroup { group in
      for await _ in calls.stream { await advance(&group) }
    }
    await session?.close()
    session = nil
    board.end()
  }

  /// Begins what can be begun, and lets go of the results when there is nothing.
  private func advance(_ group: inout DiscardingTaskGroup) async {
    while running < jobs, !Task.isCancelled, board.hasWork, let session = await opened(&group),
      let entry = board.take()
    {
      running += 1
      group.addTask { await self.bring(entry, with: session) }
    }
    if running == 0, let idle = session {
      await idle.close()
      session = nil
    }
  }

  /// - Returns: `nil`: they cannot be had now; another call will come.
  private func opened(_ group: inout DiscardingTaskGroup) async -> (any UploadSession)? {
    if let session { return session }
    if isHeldUp { return nil }
    do {
      session = try await analyst.open()
      board.say(nil)
    } catch  where error.kind == .busy {
      board.say(UploadList.heldUp)
      isHeldUp = true
      group.addTask { await self.lookLater() }
    } catch {
      // Results that cannot be opened are a failure of whoever is next, and not of those who come after it.
      if let entry = board.take() {
        board.end(entry.upload, as: .failed(reason: error.description, mayTryAgain: true))
      }
      calls.continuation.yield()
    }
    return session
  }

  private func lookLater() async {
    try? await Task.sleep(for: patience)
    isHeldUp = false
    calls.continuation.yield()
  }

  /// Brings one upload to its end.
  private func bring(_ entry: UploadEntry, with session: any UploadSession) async {
    let id = entry.id
    // Its facts may have changed since it was queued, or its athlete was forgotten.
    if let upload = store.upload(id) {
      do {
        let result = try await session.analyze(upload, again: entry.again) { [board] in board.progress(id, $0) }
        board.end(upload, as: result)
      } catch is CancellationError {
        board.putBack(id)
      } catch {
        board.end(upload, as: .failed(reason: "\(error)", mayTryAgain: true))
      }
    } else {
      board.remove([id])
    }
    running -= 1
    calls.continuation.yield()
  }
}
