internal import Archive
internal import Dispatch
public import Foundation
public import Movement
internal import Synchronization

/// Analyses uploads as a batch does its files: each in a confined process of its own.
public actor BatchAnalyst: UploadAnalyst {
  private let results: URL
  private let settings: BatchRunner.Settings
  private let plan: @Sendable (Profile?) -> ClipPlan
  private let afterEach: @Sendable (_ isLast: Bool) -> Void

  /// To open results reads them, which takes seconds where there are thousands.
  private let executor = QueueExecutor(label: "formcheck.results")
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - results: the folder of the results.
  ///   - settings: of each clip; how many are in work at a time is the caller's affair.
  ///   - plan: how a clip is analysed, by the profile that was named for it.
  ///   - afterEach: called behind each upload that came to its end, and with `true` before the results are let go of;
  ///     a place to write what is made of all results. It may take its time.
  public init(
    results: URL, settings: BatchRunner.Settings, plan: @escaping @Sendable (Profile?) -> ClipPlan,
    afterEach: @escaping @Sendable (_ isLast: Bool) -> Void
  ) {
    self.results = results
    self.settings = settings
    self.plan = plan
    self.afterEach = afterEach
  }

  public func open() throws(BatchError) -> any UploadSession {
    BatchSession(try ResultsFolder(results), settings, plan: plan, afterEach: afterEach)
  }
}

/// One time that the results are in our hands.
private actor BatchSession: UploadSession {
  /// `nil`: closed.
  private var results: ResultsFolder?
  private var settings: BatchRunner.Settings
  private let plan: @Sendable (Profile?) -> ClipPlan
  private let afterEach: @Sendable (_ isLast: Bool) -> Void
  private var hasChanged = false

  private let executor = QueueExecutor(label: "formcheck.results")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(
    _ results: ResultsFolder, _ settings: BatchRunner.Settings, plan: @escaping @Sendable (Profile?) -> ClipPlan,
    afterEach: @escaping @Sendable (_ isLast: Bool) -> Void
  ) {
    self.results = results
    self.settings = settings
    self.settings.jobs = 1
    self.settings.shard = .whole
    self.plan = plan
    self.afterEach = afterEach
  }

  func analyze(_ upload: StoredUpload, again: Bool, onProgress: @escaping @Sendable (Double) -> Void) async throws
    -> UploadResult
  {
    guard let results else { preconditionFailure("a session that was closed") }
    var settings = settings
    settings.retriesFailed = again
    let file = FoundFile(path: upload.file.path, name: upload.id.path, title: upload.name)
    let ended = Mutex<UploadResult?>(nil)
    let plan = plan(upload.profile)
    try await BatchRunner(settings, into: results).run(
      FileFinder.Found(files: [file]), plan: { _, _ in (plan, upload.upload) }
    ) { event in
      switch event {
      case .progress(_, let share): onProgress(share)
      case .done(_, let row), .known(_, let row): ended.withLock { $0 = UploadResult(row) }
      case .failed(_, let failure), .left(_, let failure): ended.withLock { $0 = UploadResult(failure) }
      case .skipped: break
      }
    }
    guard let result = ended.withLock({ $0 }) else { preconditionFailure("a batch brings each file to its end") }
    hasChanged = true
    afterEach(false)
    return result
  }

  func close() {
    if hasChanged { afterEach(true) }
    results = nil
  }
}
