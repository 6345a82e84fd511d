internal import Archive
internal import Foundation

/// `results/uploads`: clips that came over the desk, each by its hash, with a record beside it.
///
/// The record is written last and taken away last: what has none was never acknowledged.
struct UploadsFolder: Sendable {
  let url: URL

  init(in results: URL) { url = results.appendingPathComponent(ResultsLayout.uploadsFolder, isDirectory: true) }

  var isThere: Bool { FileManager.default.fileExists(atPath: url.path) }

  /// - Throws: what `body` throws, or `POSIXError`.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    let lock = try UploadsLock(url)
    defer { _ = lock }
    return try body()
  }

  // MARK: - Reading

  /// `nil`: there is none that can be used.
  func record(of clip: ClipHash) -> UploadRecord? { try? UploadRecord(contentsOf: file(of: clip)) }

  /// By hash; what is damaged is named and passed over.
  func records() throws -> (records: [UploadRecord], problems: [String]) {
    var problems: [String] = []
    let clips: [ClipHash] = try names().compactMap(Self.clip(ofRecord:))
    let records = clips.sorted().compactMap { clip -> UploadRecord? in
      do { return try UploadRecord(contentsOf: file(of: clip)) } catch {
        problems.append("\(error)")
        return nil
      }
    }
    return (records, problems)
  }

  /// Records that cannot be used, a sentence each: whose clips they are nobody knows.
  var problems: [String] {
    // Where there is no folder there are none.
    (try? records().problems) ?? []
  }

  /// Where a clip's record lies.
  func file(of clip: ClipHash) -> URL { url.appendingPathComponent("\(clip).json") }

  /// Is a file of this name the record of a clip?
  static func isRecord(_ name: String) -> Bool { clip(ofRecord: name) != nil }

  private static func clip(ofRecord name: String) -> ClipHash? {
    name.hasSuffix(".json") ? ClipHash(rawValue: String(name.dropLast(5))) : nil
  }

  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path) }

  // MARK: - Taking away

  /// Clears away what killed programs left: drafts that nobody writes, and clips that never got their record.
  ///
  /// Within ``locked(_:)``, or somebody may be about to write the record.
  func clear() throws {
    let names = try names()
    for name in names where name.hasPrefix(".") && name.hasSuffix(Disk.draftEnding) {
      DraftFile.clear(url.appendingPathComponent(name))
    }
    let records = Set(names.compactMap(Self.clip(ofRecord:)))
    for (name, clip) in clips(among: names) where !records.contains(clip) {
      try Disk.remove(url.appendingPathComponent(name))
    }
  }

  /// Removes the clips' files, and leaves their records: whose clip it was is known until the last trace has gone.
  func removeFiles(of clips: Set<ClipHash>) throws {
    for (name, clip) in self.clips(among: try names()) where clips.contains(clip) {
      try Disk.remove(url.appendingPathComponent(name))
    }
    try Disk.synchronize(url)
  }

  func removeRecords(of clips: Set<ClipHash>) throws {
    for clip in clips { try Disk.remove(file(of: clip)) }
    try Disk.synchronize(url)
  }

  /// Clips of which a file or a record is there.
  func clips() throws -> Set<ClipHash> {
    let names = try names()
    return Set(names.compactMap(Self.clip(ofRecord:)) + clips(among: names).map(\.clip))
  }

  /// Files that are named as clips are. What somebody else has put there is none of ours.
  private func clips(among names: [String]) -> [(name: String, clip: ClipHash)] {
    names.compactMap { name in
      guard let ending = ContainerKind.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else { return nil }
      return ClipHash(rawValue: String(name.dropLast(ending.rawValue.count + 1))).map { (name, $0) }
    }
  }
}
