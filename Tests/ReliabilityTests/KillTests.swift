import Foundation
import Testing

@Suite("A batch that is cut off", .serialized)
struct KillTests {
  private let bench: Bench
  private let wanted: Bench.Files
  /// Of an undisturbed run.
  private let duration: Duration

  init() throws {
    bench = try Bench()
    for number in 0..<4 { try bench.clip("\(number).mp4", UInt8(number)) }
    try bench.clip("again.mov", 0)
    try bench.text("text.mp4")
    let start = ContinuousClock.now
    try #require(try bench.run(bench.batch(into: "calm")).status == 3)
    duration = ContinuousClock.now - start
    wanted = try bench.files(of: "calm")
    try bench.expectSound("calm")
  }

  /// The same command, without an interruption.
  private func expectWhole() throws {
    #expect(try bench.run(bench.batch()).status == 3)
    #expect(try difference(bench.files(), wanted) == [])
    #expect(try bench.rows() == bench.rows(of: "calm"))
    try bench.expectSound()
  }

  /// Scripts/reliability does it two hundred times.
  @Test("by SIGKILL, again and again, goes on with the same command and ends with the same bytes")
  func killed() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("kills: seed \(seed)")
    var chance = SplitMix(state: seed)
    var kills = 0
    for _ in 0..<8 {
      let batch = try bench.start(bench.batch())
      let moment = Double.random(in: 0...1, using: &chance)
      usleep(UInt32(duration / .microseconds(1) * moment))
      batch.signal(SIGKILL)
      kills += try batch.end().signal == SIGKILL ? 1 : 0
      try expectSoon("without workers after \(moment) of \(duration)", within: 5) { batch.workers().isEmpty }
    }
    #expect(kills > 0)
    try expectWhole()
  }

  @Test("by Ctrl-C or SIGTERM ends within two seconds, says how to go on, and goes on", arguments: [SIGINT, SIGTERM])
  func signalled(by number: Int32) throws {
    let batch = try bench.start(bench.batch())
    _ = try batch.worker(on: "1.mp4")
    let start = ContinuousClock.now
    batch.signal(number)
    let ended = try batch.end()
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(ended.status == 128 + number && ended.signal == nil)
    #expect(ended.errors.contains("the same command goes on from there"), "\(ended.errors)")
    #expect(batch.workers().isEmpty)
    try expectWhole()
  }

  @Test("keeps others out while it lives and nobody afterwards")
  func lock() throws {
    let batch = try bench.start(bench.batch())
    let worker = try batch.worker(on: "0.mp4")
    kill(worker, SIGSTOP)
    let start = ContinuousClock.now
    let second = try bench.run(bench.batch())
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(second.status == 75 && second.errors.contains("another batch"), "\(second.errors)")
    batch.signal(SIGKILL)
    _ = try batch.end()
    // Also a worker that stands still dies with its parent.
    try expectSoon("without workers", within: 5) { batch.workers().isEmpty }
    try expectWhole()
  }
}

/// The same numbers for the same seed: SplitMix64, Steele, Lea and Flood 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
