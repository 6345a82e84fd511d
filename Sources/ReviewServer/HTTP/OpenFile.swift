internal import Foundation

/// A plain file that was opened for reading, and is closed with its last user: what is sent is what was looked at,
/// whatever happens to its name meanwhile.
final class OpenFile: Sendable {
  let descriptor: Int32
  /// Bytes when it was opened.
  let size: Int
  /// Seconds since 1970.
  let changed: Double
  /// Another one for each content that the file ever had, as far as the file system tells.
  let tag: String

  /// Opens a file below a folder. No link is followed, and no name leads out.
  ///
  /// - Parameter names: from the folder to the file.
  /// - Returns: `nil`: it is not there, no plain file, or may not be read.
  convenience init?(_ names: [String], in folder: URL) {
    guard let name = names.last, names.allSatisfy(Self.isPlain) else { return nil }
    var place = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for name in names.dropLast() where place >= 0 {
      let inner = openat(place, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      close(place)
      place = inner
    }
    guard place >= 0 else { return nil }
    defer { close(place) }
    // A pipe must not be waited for.
    self.init(descriptor: openat(place, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY))
  }

  /// Opens a file by a path that is known to be meant; links are followed.
  convenience init?(path: String) {
    self.init(descriptor: open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY))
  }

  /// - Parameter descriptor: is closed in any case.
  private init?(descriptor: Int32) {
    guard descriptor >= 0 else { return nil }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    size = Int(facts.st_size)
    changed = Double(facts.st_mtim.tv_sec)
    tag = "\"\(facts.st_dev)-\(facts.st_ino)-\(facts.st_size)-\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)\""
  }

  deinit { close(descriptor) }

  private static func isPlain(_ name: String) -> Bool {
    !["", ".", ".."].contains(name) && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }

  /// - Returns: fewer bytes at the end of the file.
  /// - Throws: `POSIXError`.
  func read(_ count: Int, at offset: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      while length < count {
        let got = pread(descriptor, buffer.baseAddress! + length, count - length, off_t(offset + length))
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        guard got > 0 else { return }
        length += got
      }
    }
  }

  /// All of it.
  ///
  /// - Parameter most: bytes.
  /// - Throws: `POSIXError`; `EFBIG`: it is longer.
  func content(upTo most: Int) throws -> Data {
    guard size <= most else { throw POSIXError(.EFBIG) }
    return Data(try read(size, at: 0))
  }
}
