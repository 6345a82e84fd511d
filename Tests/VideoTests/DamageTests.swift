import Testing

@testable import Video

@Suite("Damaged clips")
struct DamageTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let source = "-f lavfi -i testsrc2=size=320x240:rate=25:duration=3"

  @Test(
    "a clip whose end is missing is not complete",
    arguments: [
      ("x.mp4", "-c:v libx264 -preset ultrafast -movflags faststart"),
      ("x.mkv", "-c:v libx264 -preset ultrafast"),
      ("x.webm", "-c:v libvpx -deadline realtime -cpu-used 8"),
      ("x.avi", "-c:v mpeg4"),
      ("x.gif", ""),
      ("frag.mp4", "-c:v libx264 -preset ultrafast -g 25 -movflags frag_keyframe+empty_moov"),
    ])
  func cutOff(name: String, coding: String) throws {
    try workshop.ffmpeg("\(Self.source) \(coding)", to: name)
    let whole = try workshop.bytes(name)
    let cut = try workshop.write(Array(whole.prefix(whole.count * 6 / 10)), to: "cut-" + name)
    let decoded = try Decoded(cut)
    #expect((20..<70).contains(decoded.frames.count))
    #expect(!decoded.health.complete)
    #expect(try Decoded(workshop.path(name)).health.complete)
  }

  private static let intact = ["-c:v libx264 -preset veryfast -g 25", "-c:v mpeg4 -g 25"]
  /// Their decoders take most flipped bits for other, valid pictures and say nothing; a torn-out stretch they notice.
  private static let silent = [
    "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25",
    "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25",
  ]

  @Test("flipped bits are noticed, in the same frames with one thread and with four", arguments: intact)
  func flippedBits(coding: String) throws {
    var generator = SeededGenerator(seed: 3)
    try spoil(coding, tries: 10) { bytes in
      for _ in 0..<6 {
        // Away from the headers at either end.
        let place = Int.random(in: bytes.count / 5..<bytes.count * 4 / 5, using: &generator)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
    }
  }

  @Test("a wiped stretch is noticed, in the same frames with one thread and with four", arguments: intact + silent)
  func wipedStretch(coding: String) throws {
    var generator = SeededGenerator(seed: 5)
    try spoil(coding, tries: 4) { bytes in
      let place = Int.random(in: bytes.count / 4..<bytes.count / 2, using: &generator)
      for index in place..<place + bytes.count / 8 { bytes[index] = 0 }
    }
  }

  @Test("frames after a broken one are damaged too, until the next key frame")
  func untilKeyFrame() {
    var tally = DecodeTally()
    let damaged = [(true, false), (false, true), (false, false), (true, false), (false, false)].map {
      tally.frame(isKey: $0.0, stamp: nil, isFlagged: $0.1)
    }
    #expect(damaged == [false, true, true, false, false])
    #expect((tally.framesDecoded, tally.framesDamaged, tally.packetErrors) == (5, 2, 0))
  }

  @Test("a frame whose time does not fit in is left out, and that is said")
  func leftOut() throws {
    let coding = "-c:v libx264 -preset veryfast -bf 2 -g 25 -pix_fmt yuv420p"
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=320x240:rate=25:duration=2 \(coding)", to: "x.mp4")
    var bytes = try workshop.bytes("x.mp4")
    let name = try #require(bytes.firstRange(of: Array("ctts".utf8)))
    // Behind version and count: how many samples, and how much later they are shown than they are decoded. Ten frames late.
    bytes.replaceSubrange(name.upperBound + 8 + 20 * 8 + 4..<name.upperBound + 8 + 21 * 8, with: [0, 0, 0x14, 0])
    let decoded = try Decoded(try workshop.write(bytes, to: "damaged.mp4"))
    #expect(decoded.frames.count < 50)
    #expect(decoded.health.framesDamaged >= 50 - decoded.frames.count, "\(decoded.health)")
  }

  @Test("a key frame that went in before the broken packet does not end the damage")
  func keyFrameBefore() {
    var tally = DecodeTally()
    tally.packetSent(isKey: true, stamp: 0)
    tally.packetSent(isKey: false, stamp: 2)
    tally.packetRefused()
    var damaged = [tally.frame(isKey: true, stamp: 0, isFlagged: false)]
    tally.packetSent(isKey: true, stamp: 3)
    damaged.append(tally.frame(isKey: false, stamp: 1, isFlagged: false))
    damaged.append(tally.frame(isKey: true, stamp: 3, isFlagged: false))
    #expect(damaged == [true, true, false])
    #expect(tally.packetErrors == 1)
  }

  @Test("a box whose size begins like a packet of a transport stream is a box")
  func boxSize() throws {
    let bytes = [0x47, 0, 0, 0] + Array("mdat".utf8) + [UInt8](repeating: 0, count: 2000)
    #expect(ContainerExtent.isCutOff(try ClipFile(path: try workshop.write(bytes, to: "x.mp4"))))
  }

  @Test(
    "a stream of a transport stream that begins late costs the other nothing, whether a list names it or none",
    arguments: [true, false])
  func lateStream(isNamed: Bool) throws {
    let picture = "-f lavfi -i testsrc2=size=320x240:rate=25:duration=8"
    let coding = "-c:v libx264 -preset ultrafast -g 25 -c:a mp2 -streamid 0:256"
    try workshop.ffmpeg("\(picture) \(coding)", to: "alone.ts")
    try workshop.ffmpeg("\(picture) -f lavfi -i sine=duration=8 \(coding) -streamid 1:700", to: "both.ts")
    func packets(_ name: String) throws -> [[UInt8]] {
      let bytes = try workshop.bytes(name)
      return stride(from: 0, to: bytes.count, by: 188).map { Array(bytes[$0..<$0 + 188]) }
    }
    func stream(_ packet: [UInt8]) -> Int { Int(packet[1] & 31) << 8 | Int(packet[2]) }
    let list = try #require(try packets("alone.ts").first { stream($0) == 4096 })
    let both = try packets("both.ts")
    var bytes: [UInt8] = []
    for (number, packet) in both.enumerated() {
      let isLate = number > both.count / 2
      if stream(packet) == 4096, !(isLate && isNamed) {
        // The list without the sound, with its own number in the row of packets.
        bytes += list[..<3] + [packet[3]] + list[4...]
      } else if stream(packet) != 700 || isLate {
        bytes += packet
      }
    }
    let decoded = try Decoded(try workshop.write(bytes, to: "late.ts"))
    #expect(decoded.frames.count == 200)
    #expect((decoded.health.packetErrors, decoded.health.framesDamaged) == (0, 0))
    #expect(decoded.health.complete && decoded.health.gaps.isEmpty)
  }

  @Test("two packets that are the halves of a picture are one, and none is missing")
  func halves() throws {
    try workshop.write(FieldPictures.h264(pictures: 50), to: "x.h264")
    let clip = try workshop.ffmpeg("-fflags +genpts -i \(workshop.path("x.h264")) -c copy", to: "x.ts")
    let whole = try Decoded(clip)
    #expect((whole.frames.count, whole.health.packetErrors, whole.health.framesDamaged) == (50, 0, 0))
    #expect(whole.health.complete)
  }

  @Test(
    "interlaced pictures that are lost are noticed, however many they are",
    arguments: [
      "-c:v libx264 -preset veryfast -flags +ildct+ilme -x264-params interlaced=1 -g 25",
      "-c:v mpeg2video -flags +ildct+ilme -g 25",
    ])
  func lostInterlaced(coding: String) throws {
    let clip = try workshop.ffmpeg("\(Self.source) -pix_fmt yuv420p \(coding)", to: "x.ts")
    let whole = try Decoded(clip)
    #expect((whole.frames.count, whole.health.packetErrors) == (75, 0))
    // Packets that hold no picture any more: most of them, but for their headers.
    for share in [2, 3] {
      var count = 0
      var bytes = try workshop.bytes("x.ts")
      for packet in stride(from: 0, to: bytes.count, by: 188) where bytes[packet + 1] & 0x40 != 0 {
        count += 1
        guard count > 12, count % share != 0, let code = bytes[packet..<packet + 188].firstPictureCode else { continue }
        bytes[code] = 0x0C
      }
      let lossy = try Decoded(try workshop.write(bytes, to: "lossy\(share).ts"))
      #expect(lossy.frames.count < 75)
      #expect(lossy.health.packetErrors + lossy.health.framesDamaged > 0, "\(lossy.health)")
    }
  }

  /// Makes a clip, spoils copies of it, and checks what the reader says about them.
  private func spoil(_ coding: String, tries: Int, _ change: (inout [UInt8]) -> Void) throws {
    try workshop.ffmpeg("\(Self.source) -pix_fmt yuv420p \(coding)", to: "whole.mp4")
    let whole = try workshop.bytes("whole.mp4")
    for attempt in 0..<tries {
      var bytes = whole
      change(&bytes)
      let path = try workshop.write(bytes, to: "\(attempt).mp4")
      var limits = DecodeLimits.standard
      limits.threads = 1
      let one = try Decoded(path, limits: limits)
      limits.threads = 4
      let four = try Decoded(path, limits: limits)
      #expect(one.health.framesDamaged + one.health.packetErrors > 0, "attempt \(attempt)")
      #expect(one.facts == four.facts)
      #expect(one.times == four.times && one.times.isStrictlyRising)
      #expect(one.frames.map(\.isDamaged) == four.frames.map(\.isDamaged))
      let differing = zip(one.frames, four.frames).count { $0.fingerprint != $1.fingerprint }
      #expect(differing == 0, "\(coding) \(attempt)")
    }
  }
}

extension ArraySlice<UInt8> {
  /// Where the kind of the first coded picture stands behind its start code, H.264 or MPEG-2.
  fileprivate var firstPictureCode: Int? {
    indices.dropLast(3).first {
      self[$0] == 0 && self[$0 + 1] == 0 && self[$0 + 2] == 1
        && [0x00, 0x41, 0x61, 0x65, 0x01, 0x21].contains(self[$0 + 3])
    }.map { $0 + 3 }
  }
}
