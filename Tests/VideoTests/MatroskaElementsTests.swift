import Testing

@testable import Video

@Suite("What lies in a Matroska file")
struct MatroskaElementsTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let source = "-f lavfi -i testsrc2=size=320x240:rate=25:duration=3"
  private static let vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25"
  private static let x264 = "-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p"

  /// Flips one bit of the name of each element of a kind that a test chooses by its number, and decodes what is left.
  private func renamed(_ clip: String, _ id: Int, bit: Int, _ isChosen: (Int) -> Bool) throws -> Decoded {
    let elements = try #require(MatroskaElements(try ClipFile(path: clip))).filter { $0.id == id }
    var bytes = try workshop.bytes(String(clip.split(separator: "/").last!))
    for (number, element) in elements.enumerated() where isChosen(number) { bytes[element.start] ^= UInt8(1 << bit) }
    return try Decoded(try workshop.write(bytes, to: "renamed.mkv"))
  }

  @Test("a block whose name was damaged is a lost picture, by whatever other name it goes", arguments: [2, 3, 4, 6])
  func renamedBlock(bit: Int) throws {
    let clip = try workshop.ffmpeg("\(Self.source) \(Self.vp9)", to: "x.webm")
    let decoded = try renamed(clip, MatroskaElements.simpleBlock, bit: bit) { $0 == 40 }
    #expect(decoded.frames.count < 75)
    #expect(decoded.health.packetErrors > 0, "\(decoded.health)")
  }

  @Test("a group that has no block any more is a lost picture")
  func renamedGroup() throws {
    let clip = try workshop.ffmpeg("\(Self.source) -pix_fmt yuva420p \(Self.vp9) -auto-alt-ref 0", to: "x.webm")
    let elements = try #require(MatroskaElements(try ClipFile(path: clip)))
    let groups = elements.filter { $0.id == MatroskaElements.blockGroup }
    #expect(groups.count > 70)
    var bytes = try workshop.bytes("x.webm")
    bytes[groups[40].body] ^= 0x40
    let decoded = try Decoded(try workshop.write(bytes, to: "renamed.webm"))
    #expect(decoded.health.packetErrors > 0, "\(decoded.health)")
  }

  @Test("a cluster whose name was damaged is lost pictures, and the first one, too", arguments: [0, 1])
  func renamedCluster(number: Int) throws {
    let clip = try workshop.ffmpeg("\(Self.source) \(Self.x264) -cluster_time_limit 1000", to: "x.mkv")
    let decoded = try renamed(clip, MatroskaElements.cluster, bit: 0) { $0 == number }
    #expect(decoded.frames.count < 75)
    #expect(decoded.health.packetErrors > 0, "\(decoded.health)")
  }

  @Test("what libav passes over while it opens a file is said")
  func wipedStart() throws {
    let clip = try workshop.ffmpeg("\(Self.source) \(Self.x264) -cluster_time_limit 1000", to: "x.mkv")
    let elements = try #require(MatroskaElements(try ClipFile(path: clip)))
    let first = try #require(elements.first { $0.id == MatroskaElements.cluster })
    var bytes = try workshop.bytes("x.mkv")
    for place in first.start..<first.start + 500 { bytes[place] = 0 }
    let decoded = try Decoded(try workshop.write(bytes, to: "wiped.mkv"))
    #expect((25..<75).contains(decoded.frames.count))
    #expect(decoded.health.packetErrors > 0, "\(decoded.health)")
  }

  @Test("a file of nothing but empty elements is not walked through without end")
  func empty() throws {
    // A segment that does not say how long it is.
    let header: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0xFF]
    let voids = Array(repeating: [0xEC, 0x80] as [UInt8], count: 1_010_000).joined()
    let file = try ClipFile(path: try workshop.write(header + voids, to: "voids.mkv"))
    #expect(try #require(MatroskaElements(file)).count { $0.id == 0xEC } == 1_000_000)
    #expect(MatroskaElements.lostBlocks(in: file) == 0)
  }

  @Test(
    "a whole file has lost nothing",
    arguments: [
      ("x.mkv", x264),
      ("x.mkv", "-f lavfi -i sine=duration=3 \(x264) -c:a aac -metadata title=Set"),
      ("x.mkv", x264 + " -cluster_time_limit 500 -cues_to_front 1 -reserve_index_space 5000"),
      ("x.mkv", x264 + " -live 1 -f matroska"),
      ("x.webm", vp9),
      ("x.webm", vp9 + " -live 1"),
      ("x.webm", "-pix_fmt yuva420p \(vp9) -auto-alt-ref 0"),
      ("x.webm", "-c:v libvpx -deadline realtime -cpu-used 8"),
    ])
  func whole(name: String, coding: String) throws {
    let clip = try workshop.ffmpeg("\(Self.source) \(coding)", to: name)
    let file = try ClipFile(path: clip)
    let blocks = try #require(MatroskaElements(file)).count {
      [MatroskaElements.simpleBlock, MatroskaElements.blockGroup].contains($0.id)
    }
    #expect(blocks >= 75)
    #expect(MatroskaElements.lostBlocks(in: file) == 0)
    let health = try Decoded(clip).health
    #expect((health.packetErrors, health.framesDamaged, health.complete) == (0, 0, true))
  }
}
