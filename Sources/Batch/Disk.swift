internal import Foundation

/// Writes that are on the disk when they return.
enum Disk {
  /// A new file; what a stranger may have put in its place is never written to.
  static func create(_ url: URL, _ data: Data) throws(POSIXError) {
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw error() }
    defer { close(descriptor) }
    let isWritten = data.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
    guard isWritten, fsync(descriptor) == 0 else { throw error() }
  }

  /// Of hidden files that were to become others, and did not: whoever finds one takes it away.
  static let draftEnding = ".new"

  /// The new content or the old one, never a part.
  static func replace(_ url: URL, with data: Data) throws(POSIXError) {
    let draft = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent)\(draftEnding)")
    try remove(draft)
    do {
      try create(draft, data)
      try move(draft, to: url)
    } catch {
      unlink(draft.path)
      throw error
    }
    try synchronize(url.deletingLastPathComponent())
  }

  static func move(_ old: URL, to new: URL) throws(POSIXError) {
    guard rename(old.path, new.path) == 0 else { throw error() }
  }

  /// A file that is gone already is no error.
  static func remove(_ url: URL) throws(POSIXError) {
    guard unlink(url.path) == 0 || errno == ENOENT else { throw error() }
  }

  /// A folder and all in it, also where a stranger has shut a folder in it; what is gone already is no error.
  static func removeTree(_ url: URL) throws {
    let files = FileManager.default
    var status = stat()
    guard lstat(url.path, &status) == 0 else { return }
    do {
      try files.removeItem(at: url)
    } catch {
      chmod(url.path, 0o700)
      for case let name as String in files.enumerator(atPath: url.path) ?? .init() {
        let inner = url.appendingPathComponent(name)
        if lstat(inner.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { chmod(inner.path, 0o700) }
      }
      try files.removeItem(at: url)
    }
  }

  /// A rename is safe from a power cut only once its folder is on the disk.
  static func synchronize(_ folder: URL) throws(POSIXError) {
    try synchronize(folder, O_DIRECTORY)
  }

  static func synchronize(file url: URL) throws(POSIXError) {
    // Whatever lies there now must not be waited for, nor lead elsewhere.
    try synchronize(url, O_NOFOLLOW | O_NONBLOCK)
  }

  private static func synchronize(_ url: URL, _ flags: Int32) throws(POSIXError) {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { throw error() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw error() }
  }

  private static func error() -> POSIXError { POSIXError(.init(rawValue: errno) ?? .EIO) }
}
