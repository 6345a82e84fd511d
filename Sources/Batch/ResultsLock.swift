internal import Foundation

/// One batch at a time works on a folder of results. The kernel takes the lock away when its owner ends, however it ends.
struct ResultsLock: ~Copyable {
  private let descriptor: Int32

  /// - Returns: `nil`: another batch works there.
  /// - Throws: `POSIXError` when the lock's file cannot be made.
  init?(_ results: URL) throws {
    let path = results.appendingPathComponent(".lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK else { throw POSIXError(.init(rawValue: code) ?? .EIO) }
      return nil
    }
  }

  deinit { close(descriptor) }
}
