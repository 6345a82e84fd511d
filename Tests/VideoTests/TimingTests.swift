import Testing

@testable import Video

@Suite("Times")
struct TimingTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let coding = "-c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p"

  @Test("a start that is not zero changes nothing", arguments: ["x.mp4", "x.mkv", "x.avi"])
  func startOffset(name: String) throws {
    let source = "-f lavfi -i testsrc2=size=64x64:rate=30:duration=1"
    let plain = try Decoded(try workshop.ffmpeg("\(source) \(Self.coding)", to: name))
    let late = try Decoded(try workshop.ffmpeg("\(source) \(Self.coding) -output_ts_offset 3.7", to: "late-" + name))
    #expect(late.frames.count == 30)
    for (a, b) in zip(plain.times, late.times) { #expect(abs(a - b) < 0.0021) }
  }

  @Test("what an edit list cuts away is not shown, and the first frame shown is at 0")
  func editList() throws {
    let long = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=4 -g 50 \(Self.coding)", to: "x.mp4")
    let cut = try Decoded(try workshop.ffmpeg("-ss 1.2 -i \(long) -c copy", to: "cut.mp4"))
    let whole = try Decoded(long)
    #expect(abs(cut.frames.count - 70) <= 1)
    #expect(cut.times.first == 0)
    #expect(cut.times.isStrictlyRising)
    #expect(cut.frames.last?.fingerprint == whole.frames.last?.fingerprint)
    #expect(cut.health.packetErrors == 0)
    #expect(cut.health.complete)
  }

  @Test("a variable frame rate keeps its times", arguments: ["x.mp4", "x.mkv"])
  func variable(name: String) throws {
    // Intervals of 20, 40, 60, 20, … milliseconds.
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=64x64:rate=25:duration=2 -vf settb=1/1000,setpts=N*40-20*eq(mod(N\\,3)\\,1) "
        + "-fps_mode passthrough -enc_time_base 1/1000 \(Self.coding)", to: name)
    let decoded = try Decoded(clip)
    #expect(decoded.frames.count == 50)
    #expect(decoded.facts.variableFrameRate)
    for (index, time) in decoded.times.enumerated() {
      let expected = Double(index * 40 - (index % 3 == 1 ? 20 : 0)) / 1000
      #expect(abs(time - expected) < 0.0011)
    }
  }

  @Test(
    "rounded time stamps are not a variable frame rate",
    arguments: ["24000/1001", "30000/1001", "60000/1001", "120"], ["x.mkv", "x.mp4"])
  func rounding(rate: String, name: String) throws {
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=\(rate) -frames:v 60 \(Self.coding)", to: name)
    let facts = try Decoded(clip).facts
    let parts = rate.split(separator: "/").compactMap { Double($0) }
    let expected = parts[0] / (parts.count > 1 ? parts[1] : 1)
    #expect(!facts.variableFrameRate)
    #expect(abs(facts.frameRate - expected) < 0.005 * expected)
  }

  @Test("a ten-hour pause stays one gap", .timeLimit(.minutes(1)))
  func longPause() throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=64x64:rate=25:duration=2 -vf setpts=PTS+36000/TB*gte(N\\,20) -fps_mode passthrough "
        + Self.coding, to: "x.mkv")
    let decoded = try Decoded(clip)
    #expect(decoded.frames.count == 50)
    #expect(decoded.health.gaps.count == 1)
    #expect(abs((decoded.health.gaps.first?.duration ?? 0) - 36000.04) < 0.01)
    #expect(!decoded.facts.variableFrameRate)
  }

  // MARK: the clock by itself

  private func clock() -> FrameClock { FrameClock(nominalInterval: 0.04, tick: 0.001) }

  @Test("shifting all stamps changes nothing, and zero is a stamp like any other")
  func shift() {
    for start in [-1.0, 0, 5] {
      var clock = clock()
      let times = [0, 0.04, 0.08].map { clock.time(stamp: start + $0, duration: nil) }
      for (time, expected) in zip(times, [0, 0.04, 0.08]) { #expect(abs((time ?? -1) - expected) < 1e-9) }
    }
  }

  @Test("frames without stamps go on by the usual interval")
  func missingStamps() {
    var clock = clock()
    let times = [0, nil, nil, 0.12].map { clock.time(stamp: $0, duration: 0.04) ?? -1 }
    for (time, expected) in zip(times, [0, 0.04, 0.08, 0.12]) { #expect(abs(time - expected) < 1e-9) }
  }

  @Test("a frame whose stamp repeats or goes back is left out")
  func stray() {
    var clock = clock()
    let times = [0, 0.04, 0.04, 0.02, 0.08].map { clock.time(stamp: $0, duration: nil) }
    #expect(times == [0, 0.04, nil, nil, 0.08])
  }

  @Test("stamps that start anew go on from the frame before")
  func restart() {
    var clock = clock()
    let times = [10, 10.04, 0, 0.04].map { clock.time(stamp: $0, duration: 0.04) ?? -1 }
    for (time, expected) in zip(times, [0, 0.04, 0.08, 0.12]) { #expect(abs(time - expected) < 1e-9) }
  }

  @Test("stamps that stand still are taken for missing after three frames")
  func standstill() {
    var clock = clock()
    let times = (0..<8).map { _ in clock.time(stamp: 1, duration: nil) }
    #expect(times.compactMap { $0 }.count == 5)
    #expect(times.compactMap { $0 }.isStrictlyRising)
  }

  @Test("few frames lost are gaps or nothing, never a variable frame rate")
  func lostFrames() {
    let times = (0..<100).filter { $0 != 30 && !(50..<60).contains($0) }.map { Double($0) * 0.04 }
    let timing = ClipTiming(times: times, lastDuration: 0.04, tick: 0)
    #expect(!timing.isVariable)
    #expect(timing.gaps.count == 1)
    #expect(abs(timing.frameRate - 25) < 1e-6)
    #expect(abs(timing.duration - 4) < 1e-9)
  }

  @Test("one frame has a duration and no rate; none has neither")
  func fewFrames() {
    #expect(ClipTiming(times: [0], lastDuration: 0.04, tick: 0).duration == 0.04)
    #expect(ClipTiming(times: [0], lastDuration: 0.04, tick: 0).frameRate == 0)
    #expect(ClipTiming(times: [], lastDuration: 0.04, tick: 0).duration == 0)
  }
}
