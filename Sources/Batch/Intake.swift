internal import Archive
internal import Foundation
internal import Movement

/// Hands out the clips of a batch: opened, read once, each content once.
///
/// Files are opened one after the other in their order, so that of a clip with several names the first one is analysed in
/// every run, however many workers there are.
actor Intake {
  /// A clip to be analysed, or a file that could not be read.
  struct Item: Sendable {
    var file: FoundFile
    var upload: Upload
    var plan: ClipPlan
    var key: SetKey
    /// `failure`: why there is no clip.
    var clip: Result<OpenClip, OpenClip.Fault>
  }

  /// Another name of a clip. It is closed: a thousand copies must not need a thousand descriptors.
  struct Twin: Sendable {
    let file: FoundFile
    let upload: Upload
    let key: SetKey
    let clip: ClipHash

    /// - Returns: `nil` for a file that could not be read: it has no twin.
    init?(_ item: Item) {
      guard case .success(let open) = item.clip else { return nil }
      (file, upload, key, clip) = (item.file, item.upload, item.key, open.hash)
    }
  }

  /// What is to be done next.
  enum Turn: Sendable {
    case analysis(Item)
    /// Its content came to its end in this run, by another name.
    case anotherName(Twin)
  }

  private var files: ArraySlice<FoundFile>
  private let plan: BatchRunner.Planning
  private let shard: Shard
  /// Results that are in work, and who else waits for them.
  private var waiting: [SetKey: [Twin]] = [:]
  /// Results that came to their end, good or bad.
  private var ended: Set<SetKey> = []

  /// Reading a large file takes seconds: it has a thread of its own, so that nobody else waits.
  private let executor = QueueExecutor(label: "formcheck.intake")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ files: [FoundFile], shard: Shard, plan: @escaping BatchRunner.Planning) {
    self.files = files[...]
    self.shard = shard
    self.plan = plan
  }

  /// The next one that nobody works on; `nil`: there is none left.
  ///
  /// - Throws: `CancellationError`.
  func next() throws -> Turn? {
    while let file = files.popFirst() {
      try Task.checkCancellation()
      guard let item = try open(file) else { continue }
      guard let twin = Twin(item) else { return .analysis(item) }
      if ended.contains(item.key) { return .anotherName(twin) }
      guard waiting[item.key] != nil else {
        waiting[item.key] = []
        return .analysis(item)
      }
      waiting[item.key]?.append(twin)
    }
    return nil
  }

  /// The result is there, or has failed.
  ///
  /// - Returns: those of the same content that came meanwhile.
  func settled(_ key: SetKey) -> [Twin] {
    ended.insert(key)
    return waiting.removeValue(forKey: key) ?? []
  }

  /// - Returns: `nil`: another shard has it.
  private func open(_ file: FoundFile) throws -> Item? {
    do {
      let clip = try OpenClip(file.path)
      guard shard.holds(clip.hash.rawValue) else { return nil }
      let (plan, upload) = plan(file, clip.hash)
      return Item(file: file, upload: upload, plan: plan, key: plan.key(for: clip.hash), clip: .success(clip))
    } catch let fault as OpenClip.Fault {
      let key = SetKey(unread: file.name)
      guard shard.holds(key.rawValue) else { return nil }
      let (plan, upload) = plan(file, nil)
      return Item(file: file, upload: upload, plan: plan, key: key, clip: .failure(fault))
    }
  }
}
