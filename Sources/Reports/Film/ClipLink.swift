public import Foundation

/// The address of a clip as a page in another folder links to it.
public enum ClipLink {
  /// Relative and percent-encoded, so that any name that a file can have is one address and nothing else.
  ///
  /// - Parameters:
  ///   - clip: path of the clip, absolute or from the current folder.
  ///   - folder: the folder that the page lies in.
  /// - Returns: `nil` where the two share no folder but the root: the way between them would tell a reader of the page
  ///   how a disk is arranged, and is broken as soon as the page is moved.
  public static func address(of clip: String, from folder: URL) -> String? {
    let target = parts(URL(fileURLWithPath: clip))
    let start = parts(folder)
    let shared = zip(target, start).prefix { $0 == $1 }.count
    guard shared > 0, shared < target.count else { return nil }
    let up = Array(repeating: "..", count: start.count - shared)
    return (up + target[shared...].map(encoded)).joined(separator: "/")
  }

  /// Folders and name, without the root.
  private static func parts(_ url: URL) -> [String] {
    url.standardizedFileURL.path.split(separator: "/").map(String.init)
  }

  /// Whether a text may be such an address: it names no scheme and no host, and begins at no root.
  static func isAddress(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("/") && text.utf8.allSatisfy { isPlain($0) || "%/".utf8.contains($0) }
  }

  private static func encoded(_ part: String) -> String {
    part.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-._~".utf8.contains(byte)
  }
}
