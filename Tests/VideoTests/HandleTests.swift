import Testing

@testable import Video

@Suite("Every C resource is given back")
struct HandleTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// Runs `body`, then counts what it left alive.
  private func expectNothingLeft(_ body: () throws -> Void) throws {
    let ledger = HandleLedger()
    try HandleLedger.$current.withValue(ledger) { try body() }
    #expect(ledger.made(.file) > 0)
    for kind in HandleKind.allCases { #expect(ledger.alive(kind) == 0, "\(kind)") }
  }

  @Test("after a whole clip", arguments: ["x.mp4", "x.gif"])
  func whole(name: String) throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=1", to: name)
    try expectNothingLeft { _ = try Decoded(clip) }
  }

  @Test("after leaving half-way, frames in hand")
  func halfWay() throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=1", to: "x.mp4")
    try expectNothingLeft {
      var kept: [VideoFrame] = []
      do {
        var reader = try ClipReader(ClipFile(path: clip))
        for _ in 0..<3 { kept.append(try #require(try reader.nextFrame())) }
      }
      // A frame outlives its reader.
      #expect(kept[0].withPicture { $0.luma.width } == 64)
    }
  }

  @Test("after each kind of failure")
  func failures() throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=2", to: "whole.mp4")
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:duration=1 -c:v ffv1", to: "codec.mkv")
    try workshop.ffmpeg("-f lavfi -i sine=duration=1", to: "sound.mkv")
    try workshop.write("text", to: "text.mp4")
    try workshop.write(Array(workshop.bytes("whole.mp4").prefix(9000)), to: "half.mp4")
    for name in ["codec.mkv", "sound.mkv", "text.mp4", "half.mp4"] {
      try expectNothingLeft { #expect(throws: ClipError.self) { _ = try Decoded(workshop.path(name)) } }
    }
    let tight = tightLimits(frames: 3)
    try expectNothingLeft {
      #expect(throws: ClipError.self) { _ = try Decoded(workshop.path("whole.mp4"), limits: tight) }
    }
  }

  @Test("after damage made the reader begin again")
  func damage() throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=160x120:rate=25:duration=2 -c:v mpeg4", to: "whole.avi")
    var bytes = try workshop.bytes("whole.avi")
    for index in bytes.count / 3..<bytes.count / 2 { bytes[index] = 0 }
    let path = try workshop.write(bytes, to: "spoilt.avi")
    var limits = DecodeLimits.standard
    limits.threads = 4
    try expectNothingLeft {
      let decoded = try Decoded(path, limits: limits)
      #expect(decoded.health.framesDamaged > 0)
    }
  }
}
