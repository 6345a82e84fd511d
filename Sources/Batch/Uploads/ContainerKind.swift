/// What kind of video a file begins like.
///
/// Whoever takes files from strangers never takes a container apart, and believes no name: this compares bytes at the
/// start and no more. Only kinds that are read are known; whether there is a video in it is for a worker to say.
enum ContainerKind: String, Sendable, CaseIterable {
  case mp4, mov, mkv, webm, avi, gif
  /// A transport stream, and one with a time before each packet as camcorders write it.
  case ts, m2ts

  /// Bytes that decide; of a file that is shorter, all.
  static let decisive = 2048

  /// - Parameter start: the first ``decisive`` bytes, or all that there are.
  init?(start: ArraySlice<UInt8>) {
    let bytes = Array(start.prefix(Self.decisive))
    guard let kind = Self.ofBoxes(bytes) ?? Self.ofMark(bytes) ?? Self.ofPackets(bytes) else { return nil }
    self = kind
  }

  /// MP4 and QuickTime: boxes, each with its length and its name before it.
  private static func ofBoxes(_ bytes: [UInt8]) -> ContainerKind? {
    guard bytes.count >= 12 else { return nil }
    let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    switch String(decoding: bytes[4..<8], as: UTF8.self) {
    case "ftyp" where (8...4096).contains(length):
      let brand = String(decoding: bytes[8..<12], as: UTF8.self)
      // Photos of telephones are made of the same boxes.
      if ["heic", "heix", "mif1", "avif"].contains(brand) { return nil }
      return brand == "qt  " ? .mov : .mp4
    // Where the frames are, of any length; 0: to the end, 1: the length stands behind the name.
    case "mdat" where length < 2 || length >= 8: return .mov
    // Lengths that four letters would not give: a text may have one of these words there.
    case "moov", "wide", "free", "skip", "pnot":
      return (8..<0x2000_0000).contains(length) ? .mov : nil
    default: return nil
    }
  }

  private static func ofMark(_ bytes: [UInt8]) -> ContainerKind? {
    if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
      // The header names the kind of document within its first few elements.
      let header = String(decoding: bytes.prefix(64), as: UTF8.self)
      return header.contains("webm") ? .webm : .mkv
    }
    if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) { return .gif }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "AVI ".utf8) { return .avi }
    return nil
  }

  /// Packets of one length, each with the same first byte. A recording may begin within one.
  private static func ofPackets(_ bytes: [UInt8]) -> ContainerKind? {
    let mark: UInt8 = 0x47
    // With checks behind each packet there are 204 bytes.
    for (length, kind) in [(188, ContainerKind.ts), (192, .m2ts), (204, .ts)] {
      // Of nine or more packets every one; by chance, once in far more files than there are.
      for first in 0..<length where bytes.count > first + 2 * length {
        if stride(from: first, to: bytes.count, by: length).allSatisfy({ bytes[$0] == mark }) { return kind }
      }
    }
    return nil
  }
}
