internal import Crypto
internal import Foundation
internal import Video

/// SHA-256 as lower-case hexadecimal.
enum Digest {
  static func of(_ data: Data) -> String {
    hexadecimal(SHA256.hash(data: data))
  }

  /// Reads the whole clip, a piece at a time.
  static func of(_ file: ClipFile) throws(ClipError) -> String {
    var hash = SHA256()
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    var offset = 0
    while true {
      let count = try file.read(at: offset, into: piece)
      guard count > 0 else { return hexadecimal(hash.finalize()) }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: piece[..<count]))
      offset += count
    }
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
