internal import Archive
public import Foundation
internal import Synchronization

/// Takes clips that are handed in over the desk into `results/uploads`, checked, each content once.
///
/// Needs no lock of the results: a batch may be at work there. Any number of uploads may come at a time, and other programs
/// may take some, too.
public final class UploadStore: Sendable {
  /// Bytes that stay free on the disk: room for a large report, without which a worker's failure is a full disk.
  static let reserve = 1 << 30
  /// Bytes that are written between two looks at the disk: others write there, too.
  static let lookInterval = 64 << 20

  /// Bytes that a clip may have.
  public let limit: Int
  private let folder: UploadsFolder
  private let freeBytes: @Sendable (URL) -> Int?
  /// The last number that was given.
  private let last = Mutex(0)

  /// Makes the folder where it is not there, and clears away what killed programs left in it.
  ///
  /// - Parameters:
  ///   - results: the folder of the results; it must be there.
  ///   - limit: bytes that a clip may have.
  /// - Throws: ``UploadError`` `notWritable` or `diskFull`.
  public convenience init(in results: URL, limit: Int) throws(UploadError) {
    try self.init(in: results, limit: limit, freeBytes: Disk.freeBytes)
  }

  /// - Parameter freeBytes: what a user may still write to the disk of a folder; `nil`: it does not say.
  init(in results: URL, limit: Int, freeBytes: @escaping @Sendable (URL) -> Int?) throws(UploadError) {
    precondition(limit > 0)
    self.limit = limit
    self.freeBytes = freeBytes
    folder = UploadsFolder(in: results)
    do {
      try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
      try folder.locked { try folder.clear() }
      let numbers = try folder.records().records.flatMap(\.arrivals).map(\.number)
      last.withLock { $0 = numbers.max() ?? 0 }
    } catch {
      throw UploadError(writing: folder.url.path, error)
    }
  }

  // MARK: - Taking

  /// Begins an upload.
  ///
  /// - Parameter announced: how many bytes will come, exactly; `nil`: that is not known.
  /// - Throws: ``UploadError`` `tooLarge`, `empty`, `diskFull` or `notWritable`.
  public func begin(_ facts: UploadFacts, announced: Int?) throws(UploadError) -> UploadDraft {
    if let announced {
      if announced > limit { throw .tooLarge(facts.name, limit: limit) }
      if announced < 1 { throw UploadError(.empty, "\(facts.name): the file is empty. Send one that is not.") }
    }
    try makeSure(of: announced ?? 0, for: facts.name)
    do {
      return UploadDraft(try DraftFile(in: folder.url), of: facts, announced: announced, in: self)
    } catch {
      throw UploadError(writing: facts.name, error)
    }
  }

  /// - Parameter bytes: that are still to come.
  /// - Throws: ``UploadError`` `diskFull` when they would take of what stays free.
  func makeSure(of bytes: Int, for name: String) throws(UploadError) {
    if let free = freeBytes(folder.url), free - bytes < Self.reserve { throw .diskFull(name) }
  }

  /// Puts a draft among the clips: first the clip, then its record, each on the disk before the next.
  func keep(_ draft: consuming DraftFile, _ clip: ClipHash, _ kind: ContainerKind, size: Int, _ facts: UploadFacts)
    throws -> StoredUpload
  {
    let lock = try UploadsLock(folder.url)
    defer { _ = lock }
    let known = folder.record(of: clip)
    var record = known ?? UploadRecord(clipSha256: clip, file: "\(clip).\(kind.rawValue)", size: size, arrivals: [])
    let file = folder.url.appendingPathComponent(record.file)
    if known == nil || Disk.size(of: file) != size {
      record.size = size
      try draft.move(to: file)
      try Disk.synchronize(folder.url)
    }
    let place = record.add(facts, number: last.withLock { $0 + 1 })
    if record != known {
      do {
        try Disk.replace(folder.file(of: clip), with: try record.document())
      } catch {
        // Without a record it is nobody's.
        if known == nil { try? Disk.remove(file) }
        throw error
      }
      last.withLock { $0 = max($0, record.arrivals[place].number) }
    }
    return record.stored(in: folder.url)[place]
  }

  // MARK: - Reading

  /// All uploads in the order in which they came, and a sentence for each record that cannot be used.
  ///
  /// - Throws: ``UploadError`` `notWritable` when the folder cannot be listed.
  public func all() throws(UploadError) -> (uploads: [StoredUpload], problems: [String]) {
    do {
      let (records, problems) = try folder.records()
      let uploads = records.flatMap { $0.stored(in: folder.url) }
      return (uploads.sorted { ($0.number, $0.id.clip) < ($1.number, $1.id.clip) }, problems)
    } catch {
      throw UploadError(writing: folder.url.path, error)
    }
  }

  /// As it stands on the disk now; `nil`: it is not there any more, because somebody was forgotten.
  public func upload(_ id: StoredUpload.ID) -> StoredUpload? {
    folder.record(of: id.clip)?.stored(in: folder.url).first { $0.id == id }
  }
}

extension Disk {
  /// What a user may still write to the disk of a folder; `nil`: it does not say.
  @Sendable static func freeBytes(_ folder: URL) -> Int? {
    var facts = statvfs()
    guard statvfs(folder.path, &facts) == 0 else { return nil }
    let (bytes, isTooMany) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
    return isTooMany ? Int.max : Int(clamping: bytes)
  }

  /// Bytes of a regular file; `nil`: there is none.
  static func size(of file: URL) -> Int? {
    var facts = stat()
    guard lstat(file.path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(facts.st_size)
  }
}
