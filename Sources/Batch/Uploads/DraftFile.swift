internal import Foundation

/// A hidden file that becomes a clip, or goes with this value.
///
/// It is locked as long as it is written: the kernel takes the lock away when its writer ends, however it ends, so a draft
/// without a lock is a killed program's.
struct DraftFile: ~Copyable {
  private let descriptor: Int32
  private let url: URL

  /// - Parameter folder: where it is made; it must be there.
  /// - Throws: `POSIXError`.
  init(in folder: URL) throws(POSIXError) {
    while true {
      let url = folder.appendingPathComponent(".\(UUID().uuidString)\(Disk.draftEnding)")
      let descriptor = open(url.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else { throw Self.error() }
      let fault = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
      var facts = stat()
      if fault == 0, fstat(descriptor, &facts) == 0, facts.st_nlink > 0 {
        self.descriptor = descriptor
        self.url = url
        return
      }
      unlink(url.path)
      close(descriptor)
      // Somebody who clears away drafts found it before it was locked: the next one has another name.
      guard fault == 0 || fault == EWOULDBLOCK else { throw POSIXError(.init(rawValue: fault) ?? .EIO) }
    }
  }

  deinit {
    // Under its new name it stays.
    unlink(url.path)
    close(descriptor)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(POSIXError) {
    var offset = 0
    while offset < bytes.count {
      let count = Foundation.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.error() }
      offset += count
    }
  }

  /// All that was written is on the disk when this returns.
  func synchronize() throws(POSIXError) {
    guard fsync(descriptor) == 0 else { throw Self.error() }
  }

  /// Gives it its name, in place of what has it.
  consuming func move(to target: URL) throws(POSIXError) { try Disk.move(url, to: target) }

  /// Takes away a draft that nobody writes; a link too, never what it leads to.
  static func clear(_ url: URL) {
    let descriptor = open(url.path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ELOOP { unlink(url.path) }
      return
    }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(url.path) }
  }

  private static func error() -> POSIXError { POSIXError(.init(rawValue: errno) ?? .EIO) }
}
