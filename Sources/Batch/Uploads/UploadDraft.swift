internal import Archive
internal import Crypto
internal import Dispatch
internal import Foundation
internal import Movement

/// An upload that is coming in: hashed and looked at while it is written to a hidden file.
///
/// Calls come one after the other. After an error, or when the value is let go of before ``finish()``, the file is gone.
/// It works on a thread of its own: to wait for a disk is nothing for the threads that tasks share.
public actor UploadDraft {
  private let store: UploadStore
  private let facts: UploadFacts
  private let announced: Int?
  private var file: DraftFile?
  private var failure: UploadError?
  private var hash = SHA256()
  private var size = 0
  /// The first bytes, until they have told what it is.
  private var start: [UInt8] = []
  private var kind: ContainerKind?
  /// Bytes after which the disk is asked again whether there is room.
  private var nextLook = UploadStore.lookInterval

  private let executor = QueueExecutor(label: "formcheck.upload")
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ file: consuming DraftFile, of facts: UploadFacts, announced: Int?, in store: UploadStore) {
    self.file = consume file
    self.facts = facts
    self.announced = announced
    self.store = store
  }

  /// Takes the next bytes, any number of them.
  ///
  /// - Throws: ``UploadError`` `tooLarge`, `notVideo` as soon as that is plain, `incomplete`, `diskFull`, `notWritable`;
  ///   after the first error each call throws it again.
  public func write(_ bytes: some Collection<UInt8> & Sendable) throws(UploadError) {
    try attempt {
      let isDone: Void? = try bytes.withContiguousStorageIfAvailable { try take(UnsafeRawBufferPointer($0)) }
      if isDone == nil { try Array(bytes).withUnsafeBytes(take) }
    }
  }

  /// Puts the clip among the uploads. When this returns it is acknowledged: on the disk, with its record.
  ///
  /// A clip that is there already is not kept twice; by the same name and for the same athlete nothing changes but the
  /// profile.
  ///
  /// - Throws: ``UploadError`` `empty`, `notVideo`, `incomplete`, `diskFull`, `notWritable`.
  public func finish() throws(UploadError) -> StoredUpload {
    try attempt {
      if size == 0 {
        throw UploadError(.empty, "\(shownName): the file is empty. Copy it again from where it was filmed.")
      }
      if let announced, size < announced { throw cutOff }
      let kind = try judged()
      guard let clip = ClipHash(rawValue: Hexadecimal.text(hash.finalize())) else {
        preconditionFailure("SHA-256 has 64 digits")
      }
      guard let file = file.take() else { preconditionFailure("an upload ends once") }
      try file.synchronize()
      return try store.keep(file, clip, kind, size: size, facts)
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count > 0 else { return }
    // Before anything is written: what is too much never reaches the disk.
    guard bytes.count <= store.limit - size else { throw UploadError.tooLarge(facts.name, limit: store.limit) }
    if let announced, size + bytes.count > announced { throw cutOff }
    if kind == nil {
      start.append(contentsOf: bytes.prefix(ContainerKind.decisive - start.count))
      if start.count == ContainerKind.decisive { kind = try judged() }
    }
    try file?.write(bytes)
    hash.update(bufferPointer: bytes)
    size += bytes.count
    if size >= nextLook {
      nextLook = size + UploadStore.lookInterval
      try store.makeSure(of: 0, for: facts.name)
    }
  }

  private func judged() throws(UploadError) -> ContainerKind {
    if let kind { return kind }
    guard let kind = ContainerKind(start: start[...]) else {
      throw UploadError(
        .notVideo,
        "\(shownName): no video by its content, whatever it is called. MP4, MOV, MKV, WebM, AVI, GIF and transport "
          + "streams are taken.")
    }
    start = []
    return kind
  }

  private var cutOff: UploadError {
    UploadError(.incomplete, "\(shownName): other bytes came than were announced. Send it again.")
  }

  private var shownName: String { facts.name.printable }

  /// The first error is the last: what was written until then goes at once.
  private func attempt<Value>(_ body: () throws -> Value) throws(UploadError) -> Value {
    if let failure { throw failure }
    do { return try body() } catch {
      let failure = UploadError(writing: facts.name, error)
      self.failure = failure
      file = nil
      throw failure
    }
  }
}
