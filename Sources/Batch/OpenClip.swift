internal import Archive
internal import Crypto
internal import Foundation

/// A file that was opened: the descriptor goes to the worker, so that what was hashed is what is analysed, whatever
/// happens to the name meanwhile.
final class OpenClip: Sendable {
  /// Why an upload cannot be opened, without the file's name.
  struct Fault: Error, Equatable {
    var kind: FailureRecord.Kind
    var message: String
  }

  /// SHA-256 of its bytes.
  let hash: ClipHash
  /// Bytes when it was opened.
  let size: Int
  let descriptor: Int32

  /// Opens a regular file and reads it once. Nothing in it is looked at.
  ///
  /// - Throws: ``Fault``, or `CancellationError`: reading takes seconds where the file is large.
  init(_ path: String) throws {
    // A pipe must not be waited for; the type is looked at behind the open, where it cannot change any more.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw Fault(errno) }
    do {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw Fault(errno) }
      guard status.st_mode & S_IFMT == S_IFREG else { throw Fault(kind: .unreadable, message: "no regular file") }
      guard status.st_size > 0 else {
        throw Fault(kind: .unusable, message: "the file is empty: copy it again from where it was filmed")
      }
      hash = try Self.hash(descriptor)
      size = Int(status.st_size)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func hash(_ descriptor: Int32) throws -> ClipHash {
    var hash = SHA256()
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    var offset = 0
    while true {
      try Task.checkCancellation()
      let count = pread(descriptor, piece.baseAddress, piece.count, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Fault(errno) }
      guard count > 0 else { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: piece[..<count]))
      offset += count
    }
    guard let name = ClipHash(rawValue: Hexadecimal.text(hash.finalize())) else {
      preconditionFailure("SHA-256 has 64 digits")
    }
    return name
  }
}

extension OpenClip.Fault {
  fileprivate init(_ errorNumber: Int32) {
    let isPassing = [EMFILE, ENFILE, ENOMEM, EIO, ESTALE].contains(errorNumber)
    self.init(
      kind: isPassing ? .tryAgain : .unreadable, message: String(cString: strerror(errorNumber)).lowercased())
  }
}
