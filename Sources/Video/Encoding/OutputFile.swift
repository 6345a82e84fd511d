internal import CFFmpeg
internal import Glibc

/// A new file that is taken away again unless it was kept.
///
/// The file is opened once, by us; libav gets bytes and never a name, so a path may hold anything that the system allows.
final class OutputFile: OutputBytes {
  private(set) var failure: Int32?

  private let path: String
  private var descriptor: Int32
  private let alive = Alive(.outputFile)

  /// - Throws: ``ClipWriteError``: the file is there already, or cannot be made.
  init(path: String) throws(ClipWriteError) {
    // A C string ends at the first NUL: another file would be made than the one named.
    guard !path.utf8.contains(0) else { throw ClipWriteError(path, .system(EINVAL)) }
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ClipWriteError(path, .system(errno)) }
    self.path = path
  }

  deinit { discard() }

  /// Takes it away, unless it was kept.
  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(path)
  }

  func write(_ bytes: UnsafePointer<UInt8>, count: Int, at offset: Int) -> Bool {
    var done = 0
    while done < count {
      let step = pwrite(descriptor, bytes + done, count - done, off_t(offset + done))
      if step < 0 {
        if errno == EINTR { continue }
        return failed(errno)
      }
      if step == 0 { return failed(ENOSPC) }
      done += step
    }
    return true
  }

  func read(into bytes: UnsafeMutablePointer<UInt8>, count: Int, at offset: Int) -> Int? {
    while true {
      let step = pread(descriptor, bytes, count, off_t(offset))
      if step >= 0 { return step }
      if errno != EINTR {
        _ = failed(errno)
        return nil
      }
    }
  }

  var size: Int? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Puts it on the disk for good and closes it.
  func keep() -> Bool {
    guard failure == nil else { return false }
    // EINVAL: a file system that has nothing to wait for.
    guard fsync(descriptor) == 0 || errno == EINVAL else { return failed(errno) }
    let number = descriptor
    descriptor = -1
    // Some file systems say only now that the disk is full.
    guard close(number) == 0 || errno == EINTR else {
      unlink(path)
      return failed(errno)
    }
    return true
  }

  private func failed(_ code: Int32) -> Bool {
    failure = failure ?? code
    return false
  }
}
