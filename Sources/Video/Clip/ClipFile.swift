internal import Glibc

/// A clip's bytes, opened for reading.
///
/// The file is opened once, by us, and everything reads through the same descriptor: what is hashed is what is decoded,
/// even when the name is replaced meanwhile, and a name such as `http:x.mp4` is only a name.
public final class ClipFile: Sendable {
  /// Base name, without the folders.
  public let name: String
  /// Bytes when it was opened.
  public let size: Int

  private let descriptor: Descriptor
  private let written: Moment

  /// Opens a regular file that is not empty.
  ///
  /// - Throws: ``ClipError`` of kind `notFound`, `unreadable` or `temporary`; an empty file is `unsupported`.
  public convenience init(path: String) throws(ClipError) {
    // A C string ends at the first NUL: another file would be opened than the one named.
    guard !path.utf8.contains(0), !path.isEmpty else { throw ClipError(Self.baseName(path), .notFound) }
    // Without O_NONBLOCK the opening of a pipe waits for a writer, beyond the reach of SIGTERM.
    let number = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw Self.error(Self.baseName(path), errno) }
    try self.init(descriptor: number, name: path)
  }

  /// Takes a file that another process opened for us; it is closed here, also where it is refused.
  ///
  /// - Parameters:
  ///   - number: an open descriptor.
  ///   - name: what the clip is called; of a path the last part.
  /// - Throws: ``ClipError`` as when it is opened by name.
  public init(descriptor number: Int32, name: String) throws(ClipError) {
    let name = Self.baseName(name)
    let descriptor = Descriptor(number)
    var status = stat()
    guard fstat(number, &status) == 0 else { throw Self.error(name, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ClipError(name, .isDirectory)
    default: throw ClipError(name, .notRegularFile)
    }
    guard status.st_size > 0 else { throw ClipError(name, .empty) }
    self.name = name
    self.size = Int(status.st_size)
    self.descriptor = descriptor
    written = Moment(status)
  }

  /// Somebody has written to the file since it was opened, or cut it.
  public var hasChanged: Bool {
    var status = stat()
    return fstat(descriptor.number, &status) != 0 || Int(status.st_size) != size || Moment(status) != written
  }

  /// When a file was written to last.
  private struct Moment: Equatable {
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  private static func baseName(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "/")
  }

  /// Reads up to the buffer's size from `offset` bytes behind the start; any thread, any order.
  ///
  /// What is added to the file after it was opened is not read.
  ///
  /// - Returns: bytes read; fewer than asked for near the end, 0 at or behind it.
  /// - Throws: ``ClipError`` of kind `unreadable` when the disk or the network fails.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ClipError) -> Int {
    guard let base = buffer.baseAddress, offset < size else { return 0 }
    let wanted = min(buffer.count, size - offset)
    var done = 0
    while done < wanted {
      let count = pread(descriptor.number, base + done, wanted - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(name, errno)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  private static func error(_ name: String, _ code: Int32) -> ClipError {
    switch code {
    case ENOENT, ENOTDIR, ENAMETOOLONG: ClipError(name, .notFound)
    case EACCES, EPERM: ClipError(name, .noPermission)
    case EISDIR: ClipError(name, .isDirectory)
    case ENXIO, ENODEV: ClipError(name, .notRegularFile)
    case EMFILE, ENFILE: ClipError(name, .tooManyOpenFiles)
    case ENOMEM: ClipError(name, .outOfMemory)
    default: ClipError(name, .system(code))
    }
  }
}

/// An open file descriptor.
private struct Descriptor: ~Copyable, Sendable {
  let number: Int32
  private let alive = Alive(.file)

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}
