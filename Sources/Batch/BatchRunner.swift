public import Archive
internal import Foundation
internal import Movement
internal import Reports
internal import Synchronization

/// Analyses many clips, each in a process of its own, a fixed number at a time.
///
/// What has its result is not made again, so the same call after a kill goes on where it was.
public struct BatchRunner: Sendable {
  public struct Settings: Sendable {
    /// Seconds, as a batch has them without options.
    public static let standardTimeout = 14_400
    /// Megabytes (2^20 bytes), as a batch has them without options.
    public static let standardMemory = 1500

    /// Workers at a time, with one processor each.
    public var jobs: Int
    /// Seconds that one try of a clip may take.
    public var timeout: Double
    /// Megabytes (2^20 bytes) that a worker may use.
    public var memory: Int
    /// Also what failed before.
    public var retriesFailed: Bool
    public var shard: Shard
    /// The worker's words for limits that differ from the standard. They let a clip through or refuse it, and change
    /// nothing else, so they are no part of a result's name.
    public var limits: [String] = []
    /// Something that workers are started in; `nil`: nothing but their own confinement.
    public var outerLayer: Bubblewrap?

    public init(jobs: Int, timeout: Double, memory: Int, retriesFailed: Bool, shard: Shard) {
      self.jobs = jobs
      self.timeout = timeout
      self.memory = memory
      self.retriesFailed = retriesFailed
      self.shard = shard
    }
  }

  /// How a file is analysed, and what is known about it; the hash is that of its content, `nil` where it cannot be read.
  public typealias Planning = @Sendable (FoundFile, ClipHash?) -> (plan: ClipPlan, upload: Upload)

  /// Where the cause may pass a clip is given one more chance.
  private static let attempts = 2

  /// Seconds without progress after which a worker hangs: a frame takes far less, on the slowest of machines.
  private static let patience = 120.0
  /// Before the first frame a clip is read twice, from a disk that may be slow; bytes a second.
  private static let slowestReading = 5e6

  private let settings: Settings
  private let results: ResultsFolder

  /// - Precondition: at least one job, one second and one megabyte.
  public init(_ settings: Settings, into results: ResultsFolder) {
    precondition(settings.jobs > 0 && settings.timeout > 0 && settings.memory > 0)
    self.settings = settings
    self.results = results
  }

  /// - Parameters:
  ///   - plan: asked once for each file.
  ///   - onEvent: hears what happens, one event after the other; it may take its time.
  /// - Throws: ``BatchError``, or `CancellationError`; what was done until then is kept.
  public func run(
    _ found: FileFinder.Found, plan: @escaping Planning,
    onEvent: @escaping @Sendable (BatchEvent) -> Void
  ) async throws {
    let turn = Mutex(())
    let tell: @Sendable (BatchEvent) -> Void = { event in turn.withLock { _ in onEvent(event) } }
    for path in found.skipped { tell(.skipped(path)) }
    let intake = Intake(found.files, shard: settings.shard, plan: plan)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<settings.jobs {
        group.addTask {
          while let turn = try await intake.next() {
            switch turn {
            case .anotherName(let twin): tell(try settle(twin))
            case .analysis(let item):
              tell(try await settle(item, tell))
              for twin in await intake.settled(item.key) {
                try Task.checkCancellation()
                tell(try settle(twin))
              }
            }
          }
        }
      }
      // The first one that cannot go on ends the others.
      do {
        while try await group.next() != nil {}
      } catch {
        group.cancelAll()
        throw error
      }
    }
  }

  /// Brings one file to its result or its failure.
  private func settle(_ item: Intake.Item, _ tell: @escaping @Sendable (BatchEvent) -> Void) async throws -> BatchEvent
  {
    let clip: OpenClip
    switch item.clip {
    case .success(let open): clip = open
    case .failure(let fault):
      let failure = WorkerFailure(fault.kind, fault.message + ".")
      return .failed(item.file, try results.keep(record(failure, of: item), item.upload))
    }
    if try results.hasSet(item.key) {
      return .known(item.file, try results.add(item.upload, to: item.key, clip.hash))
    }
    let earlier = results.failure(of: item.key)
    if let earlier, isLeftAlone(earlier) {
      return .left(item.file, try results.keep(earlier, item.upload))
    }
    return try await analyze(item, clip, tell, attemptsBefore: earlier?.attempts ?? 0)
  }

  private func isLeftAlone(_ failure: FailureRecord) -> Bool {
    if settings.retriesFailed { return false }
    // Other limits may let through what was refused.
    if failure.kind == .unusable, !settings.limits.isEmpty { return false }
    return failure.quarantined || failure.kind.isFinal
  }

  /// The same content, by another name, came to its end in this run: it is not tried again for each of its names.
  private func settle(_ twin: Intake.Twin) throws -> BatchEvent {
    if let failure = results.failure(of: twin.key), try !results.hasSet(twin.key) {
      return .failed(twin.file, try results.keep(failure, twin.upload))
    }
    return .known(twin.file, try results.add(twin.upload, to: twin.key, twin.clip))
  }

  private func analyze(
    _ item: Intake.Item, _ clip: OpenClip, _ tell: @escaping @Sendable (BatchEvent) -> Void, attemptsBefore: Int
  ) async throws -> BatchEvent {
    var attempt = 1
    var deaths = 0
    while true {
      do {
        return .done(item.file, try await work(on: item, clip, tell))
      } catch let reason as WorkerFailure {
        if reason.kind == .notWritten, results.isDiskShort {
          throw BatchError(.notWritable, "\(results.url.path.printable): the disk is full. \(BatchError.mend)")
        }
        if reason.kind.isDeath { deaths += 1 }
        if reason.kind.mayPass, attempt < Self.attempts {
          attempt += 1
          continue
        }
        var record = record(reason, of: item, clip)
        record.attempts = attemptsBefore + attempt
        record.quarantined = deaths >= Self.attempts
        return .failed(item.file, try results.keep(record, item.upload))
      }
    }
  }

  /// One worker's run.
  ///
  /// - Throws: ``WorkerFailure``, ``BatchError`` or `CancellationError`; what it had made is gone then.
  private func work(on item: Intake.Item, _ clip: OpenClip, _ tell: @escaping @Sendable (BatchEvent) -> Void)
    async throws -> SetRow
  {
    let place = try results.place(for: item.key)
    do {
      let worker = WorkerProcess(
        arguments: words(for: item, into: place), timeout: .seconds(settings.timeout),
        patience: .seconds(Self.patience + Double(clip.size) / Self.slowestReading),
        outer: settings.outerLayer.map { ($0, place) })
      let ended = try await worker.run(clip: clip.descriptor) { tell(.progress(item.file, $0)) }
      if let failure = WorkerFailure(ended, timeout: settings.timeout, memory: settings.memory) { throw failure }
      return try results.keep(place, item.upload, clip.hash, item.key, item.plan)
    } catch {
      try? Disk.removeTree(place)
      throw error
    }
  }

  private func words(for item: Intake.Item, into place: URL) -> [String] {
    // The page will lie where the result is put, not where it is made.
    let link = ClipLink.address(of: item.file.path, from: results.folder(of: item.key))
    // Time on processors passes no faster than on the wall, with one thread at work and a few that help.
    let processorTime = Int(settings.timeout * 2) + 10
    // In namespaces of its own the worker does not see us; the layer dies with us, and it with the layer.
    let parent = settings.outerLayer == nil ? ["--parent", "\(getpid())"] : []
    return ["worker", "--descriptor", "0", "--name", item.file.baseName, "--into", place.path, "--threads", "1"]
      + ["--memory", "\(settings.memory)", "--cpu", "\(processorTime)"] + parent
      + (link.map { ["--link", $0] } ?? []) + settings.limits + item.plan.words
  }

  private func record(_ failure: WorkerFailure, of item: Intake.Item, _ clip: OpenClip? = nil) -> FailureRecord {
    // A worker's own words begin with the clip's name, which need not tell it from others.
    let reason = failure.message.trimmingPrefix("\(item.file.baseName.printable): ")
    return FailureRecord(
      key: item.key, clipSha256: clip?.hash, uploads: [item.upload], kind: failure.kind,
      message: "\(item.file.name.printable): \(reason)", exitStatus: failure.exitStatus, signal: failure.signal,
      attempts: 0,
      quarantined: false)
  }
}
