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
    #expect(!tally.frame(isKey: true, isFlagged: false))
    tally.packetRefused()
    #expect(tally.frame(isKey: false, isFlagged: false))
    #expect(tally.frame(isKey: false, isFlagged: false))
    #expect(!tally.frame(isKey: true, isFlagged: false))
    #expect(tally.frame(isKey: false, isFlagged: true))
    #expect(tally.frame(isKey: false, isFlagged: false))
    #expect((tally.framesDecoded, tally.framesDamaged, tally.packetErrors) == (6, 4, 1))
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
    }
  }
}
