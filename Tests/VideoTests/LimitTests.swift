import Foundation
import Testing

@testable import Video

/// The standard limits with some of them lower.
func tightLimits(
  side: Int = 8192, frames: Int = 216_000, duration: Double = 3600, rate: Double = 1000
) -> DecodeLimits {
  DecodeLimits(maxSide: side, maxFrames: frames, maxDuration: duration, maxFrameRate: rate)
}

@Suite("Limits")
struct LimitTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func refusal(_ path: String, _ limits: DecodeLimits = .standard) -> ClipError? {
    do {
      _ = try Decoded(path, limits: limits)
      return nil
    } catch {
      return error as? ClipError
    }
  }

  @Test("each limit names the file, what was found, the limit, and the option that raises it")
  func messages() throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=4 -c:v libx264 -preset ultrafast", to: "x.mp4")
    let table: [(DecodeLimits, [String])] = [
      (tightLimits(side: 100), ["128 by 96", "100 a side", "--max-side 158"]),
      (tightLimits(frames: 30), ["100 frames", "30", "--max-frames"]),
      (tightLimits(duration: 2), ["4 s or more", "at most 2 s", "--max-duration"]),
      (tightLimits(rate: 20), ["25", "at most 20", "--max-frame-rate"]),
    ]
    for (limits, words) in table {
      let error = refusal(clip, limits)
      #expect(error?.kind == .unsupported)
      for word in ["x.mp4: "] + words { #expect(error?.description.contains(word) == true, "\(word): \(error as Any)") }
    }
    #expect(refusal(clip, tightLimits(side: 158, frames: 100, duration: 4, rate: 25)) == nil)
  }

  @Test("pixels go with the square of the side, and the side that is named lets the picture through")
  func pixels() {
    #expect(DecodeLimits.standard.maxPixels == 7680 * 4320)
    #expect(tightLimits(side: 4096).maxPixels == 3840 * 2160)
    #expect(!DecodeLimits.standard.allows(width: 8192, height: 8192))
    #expect(!DecodeLimits.standard.allows(width: .max, height: .max))
    for (width, height) in [(8192, 8192), (16_000, 16_000), (16_000, 100), (9000, 4000), (65_536, 3900), (1, 1)] {
      guard let side = DecodeLimits.side(for: width, by: height) else {
        Issue.record("\(width) by \(height)")
        continue
      }
      #expect(DecodeLimits.sides.contains(side))
      #expect(tightLimits(side: side).allows(width: width, height: height))
    }
  }

  @Test(
    "no side is advised that the option refuses, or whose picture libav does not read",
    arguments: [(65_537, 100), (16_300, 16_300), (65_535, 65_535), (Int.max, Int.max)])
  func noAdvice(width: Int, height: Int) {
    let error = ClipError("x.gif", .pictureTooLarge(width: width, height: height, limits: .standard))
    #expect(DecodeLimits.side(for: width, by: height) == nil)
    #expect(error.description.hasSuffix("33177600 pixels in all are read. Export the clip at 1080p."))
  }

  @Test("a header that lies about the length is not believed", arguments: [36_000.0, 0])
  func lyingDuration(seconds: Double) throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=2 -pix_fmt yuv420p", to: "x.mp4")
    var bytes = try workshop.bytes("x.mp4")
    for box in ["mvhd", "mdhd"] {
      let body = try #require(bytes.firstRange(of: Array(box.utf8))).upperBound
      let scale = bytes[body + 12..<body + 16].reduce(0) { $0 << 8 | Int($1) }
      let length = UInt32(clamping: Int(seconds) * scale)
      withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(body + 16..<body + 20, with: $0) }
    }
    let decoded = try Decoded(try workshop.write(bytes, to: "liar.mp4"))
    #expect(decoded.frames.count == 50)
    #expect(abs(decoded.facts.duration - 2) < 0.05)
    #expect(decoded.health.complete)
  }

  @Test("ten real hours, a million frames a second and 300 000 tiny frames are refused before anything is decoded")
  func bombs() throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=16x16:rate=100:duration=10 -c:v mpeg4", to: "tiny.mp4")
    let many = try workshop.ffmpeg("-stream_loop 299 -i \(workshop.path("tiny.mp4")) -c copy", to: "many.mp4")
    let long = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=16x16:rate=2:duration=36000 -c:v mpeg4 -r 2", to: "long.mp4")
    let fast = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=16x16:rate=1000000 -frames:v 2000 -c:v libx264 -preset ultrafast "
        + "-enc_time_base 1/1000000 -video_track_timescale 1000000", to: "fast.mp4")
    let start = ContinuousClock.now
    #expect(refusal(many)?.cause == .tooManyFrames(atLeast: 300_000, limit: 216_000))
    guard case .tooLong(let seconds, 3600) = refusal(long)?.cause else {
      Issue.record("\(refusal(long) as Any)")
      return
    }
    #expect(abs(seconds - 36_000) < 2)
    guard case .tooManyFramesASecond(let rate, 1000) = refusal(fast)?.cause else {
      Issue.record("\(refusal(fast) as Any)")
      return
    }
    #expect(rate > 900_000)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test("a file that is written to, or cut, while it is read is told from a damaged one", arguments: [true, false])
  func changed(grows: Bool) throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=320x240:rate=25:duration=4 -c:v mpeg4 -q:v 2 -movflags faststart", to: "x.mp4")
    let size = try workshop.bytes("x.mp4").count
    let file = try ClipFile(path: clip)
    var reader = try ClipReader(file)
    _ = try reader.nextFrame()
    #expect(!file.hasChanged)
    let handle = try FileHandle(forWritingTo: URL(filePath: clip))
    if grows {
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(count: 1000))
    } else {
      try handle.truncate(atOffset: UInt64(size / 3))
    }
    try handle.close()
    #expect(file.hasChanged)
    let error = #expect(throws: ClipError.self) { while try reader.nextFrame() != nil {} }
    #expect(error?.cause == .changed)
    #expect(error?.kind == .temporary)
    // What was added later is not read.
    #expect(try file.bytes(at: size - 4, count: 100).count == (grows ? 4 : 0))
  }

  // MARK: the counting by itself

  private func fault(_ times: [Double?], _ limits: DecodeLimits) -> ClipError.Cause? {
    var extent = ClipExtent(limits)
    for time in times { if let fault = extent.advance(to: time) { return fault } }
    return extent.fault
  }

  @Test("a pause counts as one second, and a time that goes back as nothing")
  func pauses() {
    var extent = ClipExtent(.standard)
    for time in [0, 0.5, 36_000, 36_000.5, 3, 3.5] { #expect(extent.advance(to: time) == nil) }
    #expect(extent.duration == 2.5)
    #expect(extent.frames == 6)
  }

  @Test("frames without times count, too")
  func timeless() {
    #expect(fault(Array(repeating: nil, count: 10), tightLimits(frames: 10)) == nil)
    #expect(fault(Array(repeating: nil, count: 11), tightLimits(frames: 10)) != nil)
  }

  @Test("rates up to the limit pass, in any second; rounding is no excess")
  func rates() {
    func times(_ rate: Double, _ count: Int) -> [Double?] {
      (0..<count).map { (Double($0) / rate * 1e6).rounded() / 1e6 }
    }
    #expect(fault(times(1000, 5000), .standard) == nil)
    #expect(fault(times(1100, 5000), .standard) != nil)
    #expect(fault(times(1_000_000, 3), .standard) != nil)
    #expect(fault(times(60, 2), .standard) == nil)
    #expect(fault([0], .standard) == nil)
    // Fast for half a second, slow before and after: no second has too many.
    let burst = (0..<10).map { Double($0) } + (0..<400).map { 10 + Double($0) / 1000 } + [11, 12]
    #expect(fault(burst, .standard) == nil)
  }

  @Test("times that start anew, as where clips were joined, are no excess")
  func startingAnew() {
    func times(_ rate: Double, _ count: Int) -> [Double?] { (0..<count).map { Double($0) / rate } }
    #expect(fault(times(30, 1200) + times(30, 100), .standard) == nil)
    #expect(fault(times(30, 900) + times(30, 15), .standard) == nil)
    // Back by less than a frame at the very end.
    #expect(fault(times(30, 900) + [29.9666, 29.967], .standard) == nil)
    #expect(fault(times(30, 1200) + times(2000, 4000), .standard) != nil)
    #expect(fault(times(2000, 500) + times(2000, 500), .standard) != nil)
  }

  @Test("a limit with a fraction lets through what it names", arguments: [29.97, 23.976, 59.94, 12.5, 1.5])
  func fractions(rate: Double) {
    func times(_ rate: Double) -> [Double?] { (0..<300).map { (Double($0) / rate * 1e3).rounded() / 1e3 } }
    #expect(fault(times(rate), tightLimits(rate: rate)) == nil)
    #expect(fault(times(rate * 1.1), tightLimits(rate: rate)) != nil)
  }
}
