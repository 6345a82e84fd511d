internal import Foundation
internal import Movement
internal import Reports

/// A folder that is made whole beside its place and then put there under its name, or not at all.
///
/// Nothing that is there already is written over.
struct DraftFolder {
  private static let prefix = ".formcheck-share-"

  /// Where it goes.
  private let place: URL
  private let draft: URL
  /// The folders that were not there before, innermost first: an abandoned draft takes them away again.
  private let made: [URL]

  /// - Throws: ``DeskError`` `notWritable` where something lies in its place, ``WriteError``.
  init(for place: URL) throws {
    self.place = place.standardizedFileURL
    let parent = self.place.deletingLastPathComponent()
    draft = parent.appendingPathComponent("\(Self.prefix)\(getpid())-\(UUID().uuidString.prefix(8))")
    try Self.refuse(self.place)
    var missing: [URL] = []
    var folder = parent
    var facts = stat()
    while folder.path != "/", lstat(folder.path, &facts) != 0 {
      missing.append(folder)
      folder.deleteLastPathComponent()
    }
    made = missing
    do {
      try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
    } catch {
      for folder in made { rmdir(folder.path) }
      throw Self.failure(self.place, error)
    }
    Self.removeStale(in: parent)
  }

  /// An empty folder is no more than a name.
  private static func refuse(_ place: URL) throws(DeskError) {
    var facts = stat()
    guard lstat(place.path, &facts) == 0 else { return }
    let isFolder = facts.st_mode & S_IFMT == S_IFDIR
    let isEmpty = isFolder && (try? FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty) == true
    if !isEmpty { throw taken(place, isFolder ? "is there already and not empty" : "is there already and no folder") }
  }

  private static func taken(_ place: URL, _ what: String) -> DeskError {
    DeskError(
      .notWritable,
      "\(place.path.printable): \(what). Nothing was changed. Move it away, or name another folder with --out.")
  }

  /// Takes away what processes left that were killed.
  private static func removeStale(in parent: URL) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] where name.hasPrefix(prefix) {
      guard let process = Int32(name.dropFirst(prefix.count).prefix { $0 != "-" }), process > 0,
        kill(process, 0) == -1, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: parent.appendingPathComponent(name))
    }
  }

  // MARK: - Files

  /// - Parameter name: from the folder, `flags/rep-1-pause.mp4`; never leads out of it.
  func write(_ data: Data, as name: String) throws {
    try making(name) { try $0.write(contentsOf: data) }
  }

  /// Stops at once when the task is cancelled.
  func copy(_ file: OpenFile, as name: String) throws {
    try making(name) { copy in
      var offset = 0
      while true {
        try Task.checkCancellation()
        let bytes = try file.read(1 << 20, at: offset)
        guard !bytes.isEmpty else { return }
        try copy.write(contentsOf: bytes)
        offset += bytes.count
      }
    }
  }

  private func making(_ name: String, _ body: (FileHandle) throws -> Void) throws {
    let url = draft.appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try body(handle)
      // On the disk before the folder gets its name.
      try handle.synchronize()
      try handle.close()
    } catch let error as CancellationError {
      throw error
    } catch {
      throw Self.failure(place, error)
    }
  }

  // MARK: - The end

  /// Gives the folder its name.
  func publish() throws {
    guard rename(draft.path, place.path) == 0 else {
      switch errno {
      case ENOTEMPTY, EEXIST: throw Self.taken(place, "is there already and not empty")
      case ENOTDIR: throw Self.taken(place, "is there already and no folder")
      default: throw Self.failure(place, POSIXError(.init(rawValue: errno) ?? .EIO))
      }
    }
  }

  /// Takes away what was made and not published.
  func abandon() {
    try? FileManager.default.removeItem(at: draft)
    // Only ever empty folders.
    for folder in made { rmdir(folder.path) }
  }

  private static func failure(_ place: URL, _ error: any Error) -> WriteError {
    WriteError("to \(place.path)", error, mend: "Free some space, or name another folder with --out.")
  }
}
