import Archive
import ArchiveTesting
import Foundation
import Movement
import Synchronization
import Testing

@testable import Batch
@testable import ReviewServer

@Suite("The queue of uploads", .timeLimit(.minutes(1)))
struct UploadQueueTests {
  private let bench: QueueBench

  init() throws { bench = try QueueBench() }

  private static let busy = BatchError(.busy, "results: another batch is at work there.")
  private static let full = BatchError(.notWritable, "results: the disk is full.")

  private func soon(_ condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test("works one after the other in the order in which they came, and lets go of the results when there is nothing")
  func order() async throws {
    let analyst = PlayedAnalyst()
    let queue = try bench.queue(analyst)
    #expect(queue.list == UploadList())
    for number in 1...5 { queue.add(try await bench.send(number)) }
    #expect(queue.list.states == Array(repeating: .waiting, count: 5))
    try await bench.working(queue) {
      let list = try await queue.list(when: \.isIdle)
      #expect(list.entries.map(\.upload.name) == (1...5).map { "\($0).mp4" })
      #expect(list.states == Array(repeating: .ended(PlayedAnalyst.done), count: 5))
      try await soon { analyst.log.closings == 1 }
      #expect(analyst.log.begun == (1...5).map { "\($0).mp4" } && analyst.log.openings == 1)
      // Whoever comes later is taken up, too.
      queue.add(try await bench.send(6))
      try await soon { analyst.log.closings == 2 }
      #expect(analyst.log.begun.last == "6.mp4")
    }
    #expect(!analyst.log.isOpen)
  }

  @Test("says how far it is")
  func progress() async throws {
    let gate = Latch()
    let analyst = PlayedAnalyst { _, _, progress in
      for share in [0.25, 0.251, 0.5] { progress(share) }
      try await gate.wait()
      return PlayedAnalyst.done
    }
    let queue = try bench.queue(analyst)
    queue.add(try await bench.send(1))
    queue.add(try await bench.send(2))
    try await bench.working(queue) {
      let list = try await queue.list { $0.states.first == .working(0.5) }
      #expect(list.states == [.working(0.5), .waiting])
      gate.open()
      try await queue.list(when: \.isIdle)
    }
  }

  @Test("a failure has its reason, one of the disk too, and the others go on")
  func failures() async throws {
    let analyst = PlayedAnalyst { upload, _, _ in
      switch upload.name {
      case "1.mp4": return .failed(reason: "1.mp4: no video in it.", mayTryAgain: false)
      case "2.mp4": throw Self.full
      case "3.mp4": throw POSIXError(.EIO)
      default: return PlayedAnalyst.done
      }
    }
    let queue = try bench.queue(analyst)
    for number in 1...4 { queue.add(try await bench.send(number)) }
    try await bench.working(queue) {
      let states = try await queue.list(when: \.isIdle).states
      #expect(states[0] == .ended(.failed(reason: "1.mp4: no video in it.", mayTryAgain: false)))
      #expect(states[1] == .ended(.failed(reason: Self.full.description, mayTryAgain: true)))
      if case .ended(.failed(_, mayTryAgain: true)) = states[2] {} else { Issue.record("\(states[2])") }
      #expect(states[3] == .ended(PlayedAnalyst.done))
    }
  }

  @Test("waits while a batch has the results, says so, and begins by itself")
  func heldUp() async throws {
    let analyst = PlayedAnalyst(refusals: [Self.busy, Self.busy, Self.busy])
    let queue = try bench.queue(analyst)
    queue.add(try await bench.send(1))
    try await bench.working(queue) {
      let held = try await queue.list { $0.notice != nil }
      #expect(held.notice == UploadList.heldUp && held.states == [.waiting])
      let list = try await queue.list(when: \.isIdle)
      #expect(list.notice == nil && analyst.log.openings == 1)
    }
  }

  @Test("results that cannot be opened are a failure of whoever is next")
  func unopened() async throws {
    let analyst = PlayedAnalyst(refusals: [Self.full])
    let queue = try bench.queue(analyst)
    for number in 1...2 { queue.add(try await bench.send(number)) }
    try await bench.working(queue) {
      let states = try await queue.list(when: \.isIdle).states
      let failed = UploadState.ended(.failed(reason: Self.full.description, mayTryAgain: true))
      #expect(states == [failed, .ended(PlayedAnalyst.done)])
    }
  }

  @Test("cancelled in the midst of a clip it ends at once, and the next queue begins that clip anew")
  func cancelled() async throws {
    let gate = Latch()
    let first = PlayedAnalyst { upload, _, progress in
      progress(0.5)
      if upload.name == "2.mp4" { try await gate.wait() }
      return PlayedAnalyst.done
    }
    let queue = try bench.queue(first)
    let stored = try await bench.send(1)
    queue.add(stored)
    queue.add(try await bench.send(2))
    queue.add(try await bench.send(3))
    let changes = queue.changes()
    let work = Task { await queue.run() }
    try await queue.list { $0.entries[1].state == .working(0.5) }
    work.cancel()
    await work.value
    #expect(queue.list.states == [.ended(PlayedAnalyst.done), .waiting, .waiting])
    #expect(first.log.begun == ["1.mp4", "2.mp4"] && !first.log.isOpen)
    // The listener hears the last, and the end.
    var last: UploadList?
    for await list in changes { last = list }
    #expect(last == queue.list)

    try bench.record(stored, key: 1)
    let second = PlayedAnalyst()
    let next = try bench.queue(second)
    #expect(next.list.states.map { $0 == .waiting } == [false, true, true])
    try await bench.working(next) {
      try await next.list(when: \.isIdle)
      #expect(second.log.begun == ["2.mp4", "3.mp4"])
    }
  }

  // MARK: - A start

  @Test("finds what is unfinished, done and failed, by the facts of each")
  func restart() async throws {
    let done = try await bench.send(1)
    let waiting = try await bench.send(2)
    let failed = try await bench.send(3)
    let final = try await bench.send(4)
    // Of the same clip for another athlete: its facts are still to be added.
    let twin = try await bench.send(1, athlete: "Bea")
    try bench.record(done, key: 1)
    try bench.archive.record(bench.failure(failed, key: 3, .timedOut))
    try bench.archive.record(bench.failure(final, key: 4, .unusable))
    let list = try bench.queue(PlayedAnalyst()).list
    #expect(list.entries.map(\.id) == [done, waiting, failed, final, twin].map(\.id))
    #expect(
      list.states == [
        .ended(.done(Sample.key(1), reps: 8, flagged: 8, notAssessed: nil)), .waiting,
        .ended(.failed(reason: "timedOut", mayTryAgain: true)),
        .ended(.failed(reason: "unusable", mayTryAgain: false)), .waiting,
      ])
    // By another profile it is to be judged again.
    let corrected = try await bench.send(1, profile: .ball)
    #expect(corrected.id == done.id)
    #expect(try bench.queue(PlayedAnalyst()).list.states[0] == .waiting)
  }

  @Test("lists all that is unfinished, and the newest of what ended")
  func bounded() async throws {
    for number in 0..<70 {
      let stored = try await bench.send(number)
      if number >= 5 { try bench.record(stored, key: number) }
    }
    let list = try bench.queue(PlayedAnalyst()).list
    #expect(list.entries.count == 55 && list.waiting == 5)
    #expect(list.entries.last?.upload.name == "69.mp4" && list.entries[5].upload.name == "20.mp4")
  }

  // MARK: - Again

  @Test("what failed is tried again where that may help, and told to the batch as such")
  func again() async throws {
    let tries = Mutex(0)
    let analyst = PlayedAnalyst { upload, again, _ in
      if upload.name == "2.mp4" { return .failed(reason: "no video", mayTryAgain: false) }
      return tries.withLock { tries in
        tries += 1
        return tries == 1 ? .failed(reason: "killed", mayTryAgain: true) : PlayedAnalyst.done
      }
    }
    let queue = try bench.queue(analyst)
    let (first, second) = (try await bench.send(1), try await bench.send(2))
    queue.add(first)
    queue.add(second)
    try await bench.working(queue) {
      try await queue.list(when: \.isIdle)
      #expect(try !queue.tryAgain(second.id.clip))
      #expect(try !queue.tryAgain(Sample.clip(9)))
      #expect(try queue.tryAgain(first.id.clip))
      let list = try await queue.list { $0.states.first == .ended(PlayedAnalyst.done) }
      #expect(list.entries.count == 2)
      #expect(analyst.log.again == [false, false, true])
      // Sent again: nothing is done twice, nor again what would fail again.
      queue.add(first)
      queue.add(second)
      #expect(queue.list.isIdle && analyst.log.begun.count == 3)
    }
  }

  @Test("a clip that comes by another profile is judged again, also when it is in work")
  func otherProfile() async throws {
    let gate = Latch()
    let analyst = PlayedAnalyst { upload, _, _ in
      if upload.profile == nil { try await gate.wait() }
      return .done(Sample.key(upload.profile == nil ? 1 : 2), reps: 1, flagged: 0, notAssessed: nil)
    }
    let queue = try bench.queue(analyst)
    queue.add(try await bench.send(1))
    try await bench.working(queue) {
      try await queue.list { $0.states == [.working(0)] }
      queue.add(try await bench.send(1, profile: .ball))
      gate.open()
      let list = try await queue.list(when: \.isIdle)
      #expect(list.states == [.ended(.done(Sample.key(2), reps: 1, flagged: 0, notAssessed: nil))])
      queue.add(try await bench.send(1, profile: .machine))
      try await queue.list { $0.isIdle && $0.entries[0].upload.profile == .machine }
      #expect(analyst.log.profiles == [nil, .ball, .machine])
    }
  }

  @Test("facts that another program has changed are those on the disk")
  func changedElsewhere() async throws {
    let analyst = PlayedAnalyst()
    let queue = try bench.queue(analyst)
    queue.add(try await bench.send(1))
    try await bench.send(1, profile: .ball)
    try await bench.working(queue) {
      let list = try await queue.list(when: \.isIdle)
      #expect(list.entries[0].upload.profile == .ball && analyst.log.profiles == [.ball])
    }
  }

  @Test("so many may wait, and no more")
  func limit() async throws {
    let queue = try bench.queue(PlayedAnalyst(), limit: 2)
    try queue.makeSureOfRoom()
    let first = try await bench.send(1)
    queue.add(first)
    queue.add(try await bench.send(2))
    let error = #expect(throws: UploadError.self) { try queue.makeSureOfRoom() }
    #expect(error?.kind == .tooMany)
    #expect(throws: UploadError.self) { try queue.tryAgain(first.id.clip) }
  }

  // MARK: - Several at a time

  @Test("several are in work at a time, but never two of one clip")
  func parallel() async throws {
    let busy = Mutex<(clips: Set<ClipHash>, most: Int)>(([], 0))
    let analyst = PlayedAnalyst { upload, _, _ in
      busy.withLock { busy in
        #expect(busy.clips.insert(upload.id.clip).inserted, "one clip in two hands")
        busy.most = max(busy.most, busy.clips.count)
      }
      try await Task.sleep(for: .milliseconds(10))
      _ = busy.withLock { $0.clips.remove(upload.id.clip) }
      return PlayedAnalyst.done
    }
    let queue = try bench.queue(analyst, jobs: 3)
    for number in 0..<12 { queue.add(try await bench.send(number % 4, "\(number).mp4")) }
    try await bench.working(queue) { try await queue.list(when: \.isIdle) }
    #expect(busy.withLock { $0.most } == 3)
    #expect(Set(analyst.log.begun).count == 12)
  }

  // MARK: - Forgetting

  @Test("who is forgotten while they wait is not analysed, and goes off the list")
  func forgotten() async throws {
    let gate = Latch()
    let analyst = PlayedAnalyst { _, _, _ in
      try await gate.wait()
      return PlayedAnalyst.done
    }
    let queue = try bench.queue(analyst)
    queue.add(try await bench.send(1, athlete: "Bea"))
    queue.add(try await bench.send(2, athlete: "Ann"))
    try await bench.working(queue) {
      try await queue.list { $0.states == [.working(0), .waiting] }
      try forget("Ann", in: bench)
      gate.open()
      try await queue.list(when: \.isIdle)
    }
    #expect(queue.list.entries.map(\.upload.athlete) == ["Bea"])
    #expect(analyst.log.begun == ["1.mp4"])
    try forget("Bea", in: bench)
    queue.refresh()
    #expect(queue.list.entries.isEmpty)
  }

  /// As another program would, which has the results for itself meanwhile.
  private func forget(_ athlete: String, in bench: QueueBench) throws {
    _ = try ResultsFolder(bench.home.url).forget(.athlete(athlete))
  }
}
