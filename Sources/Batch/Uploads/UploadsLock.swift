internal import Foundation

/// Held while a clip gets its name and its record, or loses them: threads and programs do that one after the other.
///
/// It is waited for: none holds it for longer than a rename takes, but who forgets somebody.
struct UploadsLock: ~Copyable {
  private let descriptor: Int32

  /// - Parameter folder: of the uploads; it must be there.
  /// - Throws: `POSIXError`.
  init(_ folder: URL) throws(POSIXError) {
    let path = folder.appendingPathComponent(".lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    while flock(descriptor, LOCK_EX) != 0 {
      let code = errno
      guard code == EINTR else {
        close(descriptor)
        throw POSIXError(.init(rawValue: code) ?? .EIO)
      }
    }
  }

  deinit { close(descriptor) }
}
