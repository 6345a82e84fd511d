import Foundation
import Testing

@Suite("A worker that does not come to its end", .serialized)
struct StoppedWorkerTests {
  private let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.clip("good.mp4", 1)
    try bench.clip("slow.mp4", 2)
  }

  @Test("and stands still has its time, is tried once more, and is left alone until somebody asks; the others go on")
  func standsStill() throws {
    // The good clip has to be through in this time on a busy machine, too.
    let timeout = 20
    let batch = try bench.start(bench.batch("--timeout", "\(timeout)"))
    let first = try batch.worker(on: "slow.mp4")
    kill(first, SIGSTOP)
    let start = ContinuousClock.now
    kill(try batch.worker(on: "slow.mp4", besides: first), SIGSTOP)
    #expect(ContinuousClock.now - start > .seconds(timeout / 2))
    let ended = try batch.end()
    #expect(ended.status == 3 && ended.errors.contains("longer than \(timeout) s"), "\(ended.errors)")
    #expect(try bench.sets().map { $0.uploads[0].path } == ["good.mp4"])
    let failure = try #require(try bench.failures().first)
    #expect(failure.kind == .timedOut && failure.attempts == 2 && failure.quarantined)
    try bench.expectSound()

    let again = try bench.run(bench.batch())
    #expect(again.status == 3 && again.errors.contains("--retry-failed"), "\(again.errors)")
    #expect(try bench.failures() == [failure])
    #expect(try bench.run(bench.batch("--retry-failed")).status == 0)
    #expect(try bench.failures().isEmpty && bench.sets().count == 2)
    try bench.expectSound()
  }

  @Test("because somebody kills it, or it crashes, is tried once more: nothing shows", arguments: [SIGSEGV, SIGKILL])
  func dies(by signal: Int32) throws {
    let batch = try bench.start(bench.batch())
    let first = try batch.stoppedWorker(on: "slow.mp4")
    kill(first, signal)
    kill(first, SIGCONT)
    _ = try batch.worker(on: "slow.mp4", besides: first)
    let ended = try batch.end()
    #expect(ended.status == 0, "\(ended.errors)")
    // A folder of its own at the same depth: the reports link to their clips.
    #expect(try bench.run(bench.batch(into: "calm")).status == 0)
    #expect(try difference(bench.files(), bench.files(of: "calm")) == [])
  }

  @Test("because it wants more memory than it may have, says so")
  func memory() throws {
    let ended = try bench.run(bench.batch("--max-memory", "150"))
    #expect(ended.status == 3 && ended.errors.contains("memory"), "\(ended.errors)")
    let failures = try bench.failures()
    #expect(failures.count == 2)
    for failure in failures {
      #expect(failure.kind == .outOfMemory && failure.attempts == 2 && failure.quarantined, "\(failure)")
    }
    #expect(try bench.run(bench.batch("--retry-failed")).status == 0)
    #expect(try bench.failures().isEmpty && bench.sets().count == 2)
  }
}
