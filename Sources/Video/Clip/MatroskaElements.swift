/// The elements that lie one behind the other in a Matroska or WebM file's segment and its clusters, as their sizes lead.
struct MatroskaElements: Sequence, IteratorProtocol {
  /// A name, a size, and what the element holds.
  struct Element {
    /// The name's bytes as one number, RFC 9559.
    let id: Int
    /// First byte of the name.
    let start: Int
    /// First byte behind the size.
    let body: Int
    /// Bytes that it holds; `nil`: it does not say, as in a live recording.
    let size: Int?

    init?(_ file: ClipFile, at offset: Int) {
      guard let bytes = try? file.bytes(at: offset, count: 12), let first = bytes.first else { return nil }
      let idLength = first.leadingZeroBitCount + 1
      guard idLength <= 4, idLength < bytes.count else { return nil }
      let sizeLength = bytes[idLength].leadingZeroBitCount + 1
      guard sizeLength <= 8, bytes.count >= idLength + sizeLength else { return nil }
      let number = { (bytes: ArraySlice<UInt8>) in bytes.reduce(0) { $0 << 8 | Int($1) } }
      let largest = (1 << (7 * sizeLength)) - 1
      let value = number(bytes[idLength..<(idLength + sizeLength)]) & largest
      id = number(bytes[0..<idLength])
      start = offset
      body = offset + idLength + sizeLength
      size = value == largest ? nil : value
    }
  }

  static let segment = 0x1853_8067
  static let cluster = 0x1F43_B675
  static let simpleBlock = 0xA3
  static let blockGroup = 0xA0
  static let block = 0xA1

  /// As many elements as are looked at: an hour of pictures and sound has less than half of them, and a file may have been
  /// made of nothing but empty ones.
  private static let most = 1_000_000

  private let file: ClipFile
  private let end: Int
  private var offset: Int
  private var left: Int

  /// - Returns: `nil` where no segment follows the first element.
  init?(_ file: ClipFile) {
    guard let segment = Self.segment(of: file) else { return nil }
    let end = segment.size.map { Swift.min($0, file.size - segment.body) + segment.body } ?? file.size
    self.init(file, segment.body..<Swift.max(segment.body, end), most: Self.most)
  }

  private init(_ file: ClipFile, _ range: Range<Int>, most: Int) {
    self.file = file
    left = most
    offset = range.lowerBound
    end = range.upperBound
  }

  /// All that counts in the file.
  static func segment(of file: ClipFile) -> Element? {
    guard let header = Element(file, at: 0), let size = header.size, size < file.size,
      let segment = Element(file, at: header.body + size), segment.id == Self.segment
    else { return nil }
    return segment
  }

  mutating func next() -> Element? {
    guard offset < end, left > 0, let element = Element(file, at: offset) else { return nil }
    left -= 1
    // What clusters hold follows them; what other elements hold is passed over.
    let size = element.id == Self.cluster ? 0 : element.size ?? end
    offset = element.body + Swift.min(size, end)
    return element
  }
}

extension MatroskaElements {
  /// Elements that stand in the place of a cluster or a block and are none.
  ///
  /// Readers pass over what they do not know. A block whose name was damaged is such an element, and libav says nothing.
  static func lostBlocks(in file: ClipFile) -> Int {
    MatroskaElements(file)?.count { element in
      switch element.id {
      case blockGroup:
        guard let size = element.size else { return false }
        // Its block comes among its first.
        let group = MatroskaElements(file, element.body..<element.body + size, most: 64)
        return !group.contains { $0.id == block }
      // Position and PrevSize are numbers of eight bytes at most; one flipped bit makes them of a block's name.
      case 0xA7, 0xAB: return element.size.map { $0 > 8 } ?? true
      default: return !known.contains(element.id)
      }
    } ?? 0
  }

  /// Of a segment: SeekHead, Info, Tracks, Cluster, Cues, Attachments, Chapters, Tags; of a cluster: Timestamp,
  /// SilentTracks, SimpleBlock; of both: Void, CRC-32. Blocks that are encrypted are not read, and lost.
  private static let known: Set = [
    0x114D_9B74, 0x1549_A966, 0x1654_AE6B, cluster, 0x1C53_BB6B, 0x1941_A469, 0x1043_A770, 0x1254_C367,
    0xE7, 0x5854, simpleBlock, 0xEC, 0xBF,
  ]
}
