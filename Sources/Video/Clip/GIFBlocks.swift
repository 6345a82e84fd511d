/// The blocks of a GIF, each of which leads to the next one, up to the trailer (GIF89a specification, appendix A).
struct GIFBlocks {
  /// As many pieces as are looked at, of 255 bytes each at most; a longer file counts as sound.
  private static let most = 4_000_000
  /// Programs append a few words of their own behind the trailer. A picture is longer.
  private static let longestRemark = 256

  private let file: ClipFile
  private var offset = 13
  private var window: [UInt8] = []
  private var windowStart = 0

  /// Does a block end where no other begins, or does the trailer come long before the end of the file? libav then takes the
  /// pictures that are left for none.
  static func loseTheirWay(in file: ClipFile) -> Bool {
    var blocks = GIFBlocks(file)
    return !blocks.leadToTheEnd()
  }

  private init(_ file: ClipFile) { self.file = file }

  private mutating func leadToTheEnd() -> Bool {
    guard let flags = byte(at: 10) else { return false }
    offset += Self.colourTable(flags)
    var left = Self.most
    while left > 0 {
      switch byte(at: offset) {
      case 0x3B: return file.size - offset <= Self.longestRemark
      case 0x21: offset += 2
      case 0x2C:
        guard let flags = byte(at: offset + 9) else { return false }
        offset += 11 + Self.colourTable(flags)
      default: return false
      }
      var size: UInt8?
      repeat {
        size = byte(at: offset)
        offset += 1 + Int(size ?? 0)
        left -= 1
      } while size ?? 0 > 0
      if size == nil { return false }
    }
    return true
  }

  /// Its bytes, by the flags before it.
  private static func colourTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

  private mutating func byte(at place: Int) -> UInt8? {
    if !window.indices.contains(place - windowStart) {
      window = (try? file.bytes(at: place, count: 1 << 16)) ?? []
      windowStart = place
    }
    return window.first == nil ? nil : window[place - windowStart]
  }
}
