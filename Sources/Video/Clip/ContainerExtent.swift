/// How many bytes a container says it has, against how many are there.
///
/// libav ends a cut-off clip like a whole one in many cases (no error, exit 0), so the container's own sizes are asked.
enum ContainerExtent {
  /// `true`: the container declares more bytes than the file has, or a part of it has lost its name. `false` too where the
  /// container does not say.
  static func isCutOff(_ file: ClipFile) -> Bool {
    guard let head = try? file.bytes(at: 0, count: 16), head.count >= 12 else { return true }
    switch (Array(head[0..<4]), Array(head[4..<8])) {
    case ([0x1A, 0x45, 0xDF, 0xA3], _): return isMatroskaCutOff(file)
    case (Array("RIFF".utf8), _): return isRIFFCutOff(file)
    case (Array("GIF8".utf8), _): return isGIFCutOff(file)
    // Before the transport stream: a box's size may begin with its byte.
    case (_, let type) where boxes.contains(type): return isMP4CutOff(file)
    case (let start, _) where start[0] == 0x47: return isTransportCutOff(file, packet: 188, sync: 0)
    // Camcorders put a time of four bytes before each packet.
    case (_, let packet) where packet[0] == 0x47: return isTransportCutOff(file, packet: 192, sync: 4)
    default: return false
    }
  }

  /// Boxes that stand at the top of an MP4 or MOV file. Others behind the last known one are a camera's own additions,
  /// and their sizes are not to be trusted.
  private static let boxes = Set(
    [
      "ftyp", "moov", "mdat", "free", "skip", "wide", "moof", "mfra", "sidx", "styp", "uuid", "pnot", "emsg", "prft",
      "ssix",
      "udta", "meta",
    ].map {
      Array($0.utf8)
    })

  private static func isMP4CutOff(_ file: ClipFile) -> Bool {
    var offset = 0
    var hasIndex = false
    var isFragmented = false
    while let head = try? file.bytes(at: offset, count: 16), head.count >= 8 {
      // Fragments stand one behind the other up to the end: what has another name was one, and libav passes over it.
      guard boxes.contains(Array(head[4..<8])) else { return isFragmented || !hasIndex }
      hasIndex = hasIndex || head[4..<8].elementsEqual("moov".utf8)
      isFragmented = isFragmented || head[4..<8].elementsEqual("moof".utf8)
      var size = number(head[0..<4])
      if size == 1, head.count == 16 { size = number(head[8..<16]) }
      // 0: to the end of the file.
      if size == 0 { break }
      guard size >= 8 else { break }
      guard size <= file.size - offset else { return true }
      offset += size
    }
    return !hasIndex
  }

  private static func isMatroskaCutOff(_ file: ClipFile) -> Bool {
    guard let segment = MatroskaElements.segment(of: file), let size = segment.size else { return false }
    return size > file.size - segment.body
  }

  private static func isRIFFCutOff(_ file: ClipFile) -> Bool {
    var offset = 0
    while let head = try? file.bytes(at: offset, count: 8), head.count == 8, head[0..<4].elementsEqual("RIFF".utf8) {
      let size = number(head[4..<8].reversed())
      // 0 and the largest number: the writer could not go back to fill it in.
      if size == 0 || size == 0xFFFF_FFFF { return false }
      guard size <= file.size - offset - 8 else { return true }
      offset += 8 + size + size % 2
    }
    return false
  }

  private static func isGIFCutOff(_ file: ClipFile) -> Bool {
    let tail = (try? file.bytes(at: max(0, file.size - 16), count: 16)) ?? []
    return tail.last { $0 != 0 } != 0x3B || GIFBlocks.loseTheirWay(in: file)
  }

  /// A transport stream is of packets of one length; the last one is whole. Cut between two of them nothing shows.
  private static func isTransportCutOff(_ file: ClipFile, packet: Int, sync: Int) -> Bool {
    let isTransport = (1...4).allSatisfy { (try? file.bytes(at: sync + packet * $0, count: 1)) == [0x47] }
    return isTransport && file.size % packet != 0
  }

  private static func number(_ bytes: some Collection<UInt8>) -> Int {
    Int(clamping: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
