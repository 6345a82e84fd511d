import Foundation
import Imaging
import Testing

@testable import Video

@Suite("Written clips")
struct ClipWriterTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let fast = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"
  static let sources = [
    ("24", "testsrc2=size=160x120:rate=24000/1001:duration=3", fast, "x.mp4"),
    ("25", "testsrc2=size=160x120:rate=25:duration=3", fast, "x.mp4"),
    ("30", "testsrc2=size=160x120:rate=30000/1001:duration=3", fast, "x.mkv"),
    ("60", "testsrc2=size=160x120:rate=60:duration=2", fast, "x.mov"),
    ("120", "testsrc2=size=160x120:rate=120:duration=1", fast, "x.mp4"),
    (
      "variable", "testsrc2=size=160x120:rate=50:duration=3",
      "-vf select=not(eq(mod(n\\,3)\\,1)),setpts=PTS+0.7/TB*gte(N\\,30) -fps_mode passthrough " + fast, "x.mkv"
    ),
    ("late", "testsrc2=size=160x120:rate=30:duration=2", fast + " -output_ts_offset 3.7", "x.mp4"),
    ("b-frames", "testsrc2=size=160x120:rate=25:duration=3", "-c:v libx264 -bf 3 -pix_fmt yuv420p", "x.mp4"),
    (
      "open-gop", "testsrc2=size=160x120:rate=25:duration=3",
      "-c:v libx264 -bf 3 -g 20 -x264-params open-gop=1 -pix_fmt yuv420p", "x.mp4"
    ),
    ("single", "testsrc2=size=160x120:rate=25", fast + " -frames:v 1", "x.mp4"),
  ]

  @Test("every frame is there at its own time, and all of it decodes", arguments: sources)
  func times(label: String, picture: String, coding: String, name: String) throws {
    let source = try workshop.ffmpeg("-f lavfi -i \(picture) \(coding)", to: name)
    let written = try Rewritten(source, to: workshop.path("out.mp4"))
    let probe = try Probe(written.path)
    #expect(probe.packets.count == written.times.count)
    for (packet, time) in zip(probe.packets, written.times) { #expect(abs(packet.time - time) < 0.001) }
    #expect(probe.packets.first?.time == 0)
    for (packet, next) in zip(probe.packets, probe.packets.dropFirst()) {
      #expect(abs(packet.time + packet.duration - next.time) < 0.0001)
    }
    let again = try Decoded(written.path)
    #expect(again.frames.count == written.times.count)
    #expect(again.health.complete && again.health.packetErrors == 0 && again.health.framesDamaged == 0)
  }

  @Test("the last frame is shown as long as the others")
  func lastFrame() throws {
    let source = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=50:duration=1 \(Self.fast)", to: "x.mp4")
    let probe = try Probe(Rewritten(source, to: workshop.path("out.mp4")).path)
    #expect(abs((probe.packets.last?.duration ?? 0) - 0.02) < 0.0001)
  }

  @Test("browsers can play it: H.264 4:2:0, index in front, a key frame a second, no reordering")
  func browsers() throws {
    let source = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=30000/1001:duration=5 \(Self.fast)", to: "x.mp4")
    let written = try Rewritten(source, to: workshop.path("out.mp4"))
    let probe = try Probe(written.path)
    #expect(probe.video?.codecName == "h264")
    #expect(probe.video?.pixFmt == "yuv420p")
    #expect(probe.video?.hasBFrames == 0)
    let keys = probe.packets.filter(\.isKey).map(\.time)
    #expect(keys.first == 0)
    for (key, next) in zip(keys, keys.dropFirst() + [5]) { #expect(next - key <= 1.0001) }
    let boxes = try topBoxes("out.mp4")
    let (index, data) = (try #require(boxes.firstIndex(of: "moov")), try #require(boxes.firstIndex(of: "mdat")))
    #expect(index < data)
  }

  private func topBoxes(_ name: String) throws -> [String] {
    let bytes = try workshop.bytes(name)
    var boxes: [String] = []
    var offset = 0
    while offset + 8 <= bytes.count {
      boxes.append(String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self))
      offset += max(8, bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) })
    }
    return boxes
  }

  @Test("where and with what it was filmed stays behind")
  func metadata() throws {
    let source = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=1 -f lavfi -i sine=duration=1 \(Self.fast) -c:a aac "
        + "-metadata location=+48.2082+016.3738/ -metadata title=Secret -metadata creation_time=2026-01-02T03:04:05Z "
        + "-metadata:s:v handler_name=Phone -metadata:s:a title=Voice -movflags use_metadata_tags", to: "x.mp4")
    let bytes = try Data(workshop.bytes("x.mp4"))
    #expect(bytes.range(of: Data("Secret".utf8)) != nil)
    let written = try Rewritten(source, to: workshop.path("out.mp4"))
    let copy = try Data(workshop.bytes("out.mp4"))
    for word in ["Secret", "+48.2082", "Phone", "Voice"] { #expect(copy.range(of: Data(word.utf8)) == nil, "\(word)") }
    let probe = try Probe(written.path)
    #expect(probe.format.tags?["creation_time"] == nil)
    #expect(probe.sound != nil)
  }

  @Test(
    "sound is taken over where MP4 can hold it",
    arguments: [
      ("aac", "x.mp4", SoundOutcome.copied(codec: "aac")), ("aac", "x.mkv", .copied(codec: "aac")),
      ("libmp3lame", "x.avi", .copied(codec: "mp3")), ("libmp3lame", "x.mkv", .copied(codec: "mp3")),
      ("libopus", "x.mkv", .copied(codec: "opus")), ("ac3", "x.mkv", .copied(codec: "ac3")),
      ("pcm_s16le", "x.avi", .cannotBeCopied(codec: "pcm_s16le")),
      ("pcm_s16le", "x.mov", .cannotBeCopied(codec: "pcm_s16le")),
    ])
  func sound(codec: String, name: String, outcome: SoundOutcome) throws {
    let source = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=3 -f lavfi -i sine=duration=5:sample_rate=48000 "
        + "-c:v mpeg4 -c:a \(codec)", to: name)
    let written = try Rewritten(source, to: workshop.path("out.mp4"))
    #expect(written.sound == outcome)
    let probe = try Probe(written.path)
    guard case .copied(let codec) = outcome else {
      #expect(probe.sound == nil)
      return
    }
    #expect(probe.sound?.codecName == codec)
    // What lies behind the last frame is left out.
    #expect(abs((Double(probe.sound?.duration ?? "") ?? 0) - 3) < 0.1)
    #expect(abs((Double(probe.format.duration) ?? 0) - 3) < 0.1)
    try workshop.ffmpeg("-i \(written.path) -map 0:a -f s16le -ac 1 -ar 8000", to: "sound.raw")
    #expect(try workshop.bytes("sound.raw").count > 8000 * 2 * 28 / 10)
  }

  @Test("sound stays with the picture when the clip does not begin at zero", arguments: ["x.mp4", "x.mkv"])
  func soundPlace(name: String) throws {
    // A beep from second 1 to 1.2 of the picture; the sound begins half a second before it.
    let source = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=3 "
        + "-f lavfi -i aevalsrc=sin(2500*t)*between(t\\,1.5\\,1.7):duration=3.5:sample_rate=48000 "
        + "-filter_complex [0:v]setpts=PTS+2.5/TB[v];[1:a]asetpts=PTS+2/TB[a] -map [v] -map [a] "
        + "-fps_mode passthrough \(Self.fast) -c:a aac", to: name)
    let written = try Rewritten(source, to: workshop.path("out.mp4"))
    #expect(written.sound == .copied(codec: "aac"))
    try workshop.ffmpeg(
      "-i \(written.path) -map 0:a -af aresample=async=1:first_pts=0 -f s16le -ac 1 -ar 8000", to: "sound.raw")
    let bytes = try workshop.bytes("sound.raw")
    let samples = stride(from: 0, to: bytes.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
    let first = try #require(samples.firstIndex { abs(Int($0)) > 3000 })
    #expect(abs(Double(first) / 8000 - 1) < 0.03)
  }

  @Test("damaged sound never ends the video")
  func damagedSound() throws {
    try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=2 -f lavfi -i sine=duration=2 \(Self.fast) -c:a aac",
      to: "x.mkv")
    let whole = try workshop.bytes("x.mkv")
    var generator = SeededGenerator(seed: 11)
    for attempt in 0..<12 {
      var bytes = whole
      for _ in 0..<40 { bytes[Int.random(in: 300..<bytes.count, using: &generator)] ^= 0x55 }
      let spoilt = try workshop.write(bytes, to: "\(attempt).mkv")
      guard let decoded = try? Decoded(spoilt) else { continue }
      let written = try Rewritten(spoilt, to: workshop.path("\(attempt).mp4"))
      #expect(try Decoded(written.path).frames.count == decoded.frames.count)
    }
  }

  @Test(
    "a path may hold anything",
    arguments: [
      "quote'\".mp4", "http:x.mp4", "line\nbreak.mp4", "-dash.mp4", "%d.mp4", "no ending", "emoji 🏋️ \u{202E}x.mp4",
      String(repeating: "n", count: 251) + ".mp4",
    ])
  func paths(name: String) throws {
    let source = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=0.2 \(Self.fast)", to: "x.mp4")
    let written = try Rewritten(source, to: workshop.path(name))
    #expect(try Decoded(written.path).frames.count == 5)
  }
}
