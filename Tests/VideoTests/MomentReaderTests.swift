import Testing

@testable import Video

@Suite("Single moments")
struct MomentReaderTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let moments = [0, 0.9, 2.3, 4.55, 5.8]

  /// Times and pictures of the moments.
  private func read(_ path: String, at moments: [Double]) throws -> [(time: Double, fingerprint: UInt64)?] {
    var reader = try MomentReader(ClipFile(path: path))
    return try moments.map { moment in
      try reader.frame(at: moment).map { ($0.time, $0.withPicture { $0.luma.fingerprint(bytesPerSample: 1) }) }
    }
  }

  /// The pictures are those that reading the whole clip gives at the same times.
  private func expectOwnPictures(_ path: String, within tolerance: Double) throws {
    let whole = try Decoded(path)
    for (moment, found) in zip(Self.moments, try read(path, at: Self.moments)) {
      let found = try #require(found, "\(path) at \(moment)")
      #expect(abs(found.time - moment) <= tolerance, "\(path): \(found.time) for \(moment)")
      let own = try #require(whole.frames.min { abs($0.time - found.time) < abs($1.time - found.time) })
      #expect(abs(own.time - found.time) < 0.0011 && own.fingerprint == found.fingerprint, "\(path) at \(moment)")
    }
  }

  @Test(
    "are the frames of the whole clip at that time, in every container",
    arguments: [
      ("x.mp4", "-c:v libx264 -preset veryfast -g 50 -bf 2 -pix_fmt yuv420p"),
      ("frag.mp4", "-c:v libx264 -preset ultrafast -g 25 -movflags frag_keyframe+empty_moov -pix_fmt yuv420p"),
      ("one-key.mkv", "-c:v libx264 -preset ultrafast -g 1000 -pix_fmt yuv420p"),
      ("late.mkv", "-c:v libx264 -preset ultrafast -g 50 -pix_fmt yuv420p -output_ts_offset 3.7"),
      ("x.webm", "-c:v libvpx -deadline realtime -cpu-used 8 -g 50"), ("x.avi", "-c:v mpeg4 -g 50 -bf 2"),
      ("x.mov", "-c:v mjpeg -pix_fmt yuvj420p"),
    ])
  func containers(name: String, coding: String) throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=128x96:rate=25:duration=6 \(coding)", to: name)
    try expectOwnPictures(clip, within: 0.17)
  }

  @Test("hold where a file can only be read forward")
  func gif() throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=10:duration=6", to: "x.gif")
    let times = try read(clip, at: Self.moments).compactMap { $0?.time }
    #expect(times.count == Self.moments.count)
    for (time, moment) in zip(times, Self.moments) { #expect(abs(time - moment) <= 0.21) }
  }

  @Test("hold with a variable frame rate", arguments: ["x.mp4", "x.mkv"])
  func variable(name: String) throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=64x64:rate=25:duration=6 -vf settb=1/1000,setpts=N*40-20*eq(mod(N\\,3)\\,1) "
        + "-fps_mode passthrough -enc_time_base 1/1000 -c:v libx264 -preset ultrafast -g 40 -pix_fmt yuv420p", to: name)
    try expectOwnPictures(clip, within: 0.17)
  }

  @Test("are turned for display as the whole clip is")
  func rotation() throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=128x96:rate=25:duration=2 -pix_fmt yuv420p", to: "plain.mp4")
    let clip = try workshop.ffmpeg(
      "-i \(workshop.path("plain.mp4")) -c copy -metadata:s:v:0 rotate=90", to: "turned.mp4")
    var reader = try MomentReader(ClipFile(path: clip))
    let frame = try #require(try reader.frame(at: 1))
    #expect(frame.geometry.rotation != 0)
    #expect((frame.geometry.displayWidth, frame.geometry.displayHeight) == (96, 128))
  }

  @Test("behind the end are the last frame, and do not go back")
  func end() throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=2 -pix_fmt yuv420p", to: "x.mp4")
    let times = try read(clip, at: [1, 5, 1e12]).map { try #require($0).time }
    #expect(times[0] >= 1 && times[1] >= 1.7)
    #expect(times[2] == times[1])
  }

  @Test("cost no more in a long clip than in a short one")
  func work() throws {
    func decoded(_ seconds: Int) throws -> Int {
      let clip = try workshop.ffmpeg(
        "-f lavfi -i testsrc2=size=64x64:rate=30:duration=\(seconds) -c:v libx264 -preset ultrafast -g 60 "
          + "-pix_fmt yuv420p", to: "\(seconds).mp4")
      var reader = try MomentReader(ClipFile(path: clip))
      for moment in 0..<10 { _ = try reader.frame(at: (Double(moment) + 0.5) / 10 * Double(seconds)) }
      return reader.framesDecoded
    }
    let short = try decoded(30)
    let long = try decoded(300)
    #expect(long <= 10 * 62, "\(long)")
    #expect(long <= 2 * short, "\(long) against \(short)")
  }

  @Test("have a limit where key frames lie far apart")
  func farApart() throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=64x64:rate=60:duration=60 -c:v libx264 -preset ultrafast -g 100000 -sc_threshold 0 "
        + "-pix_fmt yuv420p", to: "x.mp4")
    var reader = try MomentReader(ClipFile(path: clip))
    let frame = try #require(try reader.frame(at: 59))
    #expect(frame.time < 10)
    let framesDecoded = reader.framesDecoded
    #expect(framesDecoded <= 302)
  }

  @Test("of a damaged clip come where they can be had, and end", .timeLimit(.minutes(1)))
  func damage() throws {
    try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=6 -c:v libx264 -preset veryfast -g 25 -pix_fmt yuv420p",
      to: "whole.mp4")
    let whole = try workshop.bytes("whole.mp4")
    var generator = SeededGenerator(seed: 7)
    for attempt in 0..<10 {
      var bytes = whole
      let place = Int.random(in: bytes.count / 5..<bytes.count / 2, using: &generator)
      for index in place..<place + bytes.count / 6 { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
      let found = try read(try workshop.write(bytes, to: "\(attempt).mp4"), at: Self.moments)
      #expect(found.compactMap { $0 }.count >= 3, "attempt \(attempt)")
    }
  }

  @Test("of a clip whose end is missing come up to there")
  func cutOff() throws {
    try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=6 -c:v libx264 -preset veryfast -g 25 -pix_fmt yuv420p "
        + "-movflags faststart", to: "whole.mp4")
    let bytes = try workshop.bytes("whole.mp4")
    let cut = try workshop.write(Array(bytes.prefix(bytes.count / 2)), to: "cut.mp4")
    var reader = try MomentReader(ClipFile(path: cut))
    let isCutOff = reader.isCutOff
    #expect(isCutOff)
    #expect(try #require(try reader.frame(at: 1)).time >= 1)
    _ = try reader.frame(at: 5.5)
  }

  @Test("refuse what the whole reading refuses")
  func refusals() throws {
    try workshop.write("text", to: "text.mp4")
    try workshop.ffmpeg("-f lavfi -i sine=duration=1", to: "sound.mkv")
    try workshop.ffmpeg("-f lavfi -i testsrc2=duration=1 -frames:v 1", to: "still.gif")
    for (name, cause) in [("text.mp4", ClipError.Cause.text), ("sound.mkv", .audioOnly), ("still.gif", .stillPicture)] {
      do {
        _ = try read(workshop.path(name), at: [0])
        Issue.record("\(name) was accepted")
      } catch { #expect((error as? ClipError)?.cause == cause) }
    }
  }

  @Test("refuse by the same limits as the whole reading")
  func limits() throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=4 -pix_fmt yuv420p", to: "x.mp4")
    for limits in [tightLimits(side: 64), tightLimits(frames: 30), tightLimits(duration: 2), tightLimits(rate: 20)] {
      let whole = #expect(throws: ClipError.self) { _ = try Decoded(clip, limits: limits) }
      let moments = #expect(throws: ClipError.self) { _ = try MomentReader(ClipFile(path: clip), limits: limits) }
      #expect(moments?.cause == whole?.cause)
    }
  }

  @Test("refuse a picture that is larger than the clip began")
  func growing() throws {
    for (name, size) in [("small", "64x64"), ("large", "320x240")] {
      try workshop.ffmpeg(
        "-f lavfi -i testsrc2=size=\(size):rate=25:duration=4 -c:v mpeg2video -g 12", to: name + ".ts")
    }
    let clip = try workshop.write(try workshop.bytes("small.ts") + workshop.bytes("large.ts"), to: "growing.ts")
    #expect(throws: ClipError.self) { _ = try Decoded(clip, limits: tightLimits(side: 128)) }
    #expect(throws: ClipError.self) {
      var reader = try MomentReader(ClipFile(path: clip), limits: tightLimits(side: 128))
      for moment in 0...9 { _ = try reader.frame(at: Double(moment)) }
    }
  }

  @Test("give every C resource back")
  func handles() throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=2", to: "x.gif")
    let ledger = HandleLedger()
    try HandleLedger.$current.withValue(ledger) { _ = try read(clip, at: [0, 1, 9]) }
    #expect(ledger.made(.frame) > 0)
    for kind in HandleKind.allCases { #expect(ledger.alive(kind) == 0, "\(kind)") }
  }
}
