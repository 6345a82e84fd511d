import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("Decisions under kills and in parallel", .serialized)
struct DecisionSafetyTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    try archive.record(Sample.set(1), Sample.analysis(clip: 1, [.init(1, 4, [.init("pause", .flag, .mild)])]))
  }

  @Test("a killed program leaves every decision that it acknowledged, whole", arguments: 0..<10)
  func killed(round: Int) async throws {
    let path = folder.database.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, round = round as Int] in
      let log = open(path + ".acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
      let archive = try ResultsArchive(at: URL(fileURLWithPath: path))
      Thread.detachNewThread {
        usleep(UInt32(2_000 + round * 7_919))
        kill(getpid(), SIGKILL)
      }
      for number in 0..<1_000_000 {
        let text = String(repeating: "word \(number) ", count: 1 + number % 200)
        try archive.decide(Sample.decision(number, of: 1, rep: (1, 4), .note(text, at: 2)))
        write(log, "+", 1)
      }
    }
    let archive = try ResultsArchive(at: folder.database)
    #expect(try archive.bringDecisionsInLine().count <= 1)
    let acknowledged = (try? Data(contentsOf: URL(fileURLWithPath: path + ".acknowledged")).count) ?? 0
    let kept = try archive.decisions().map(\.decision)
    #expect((acknowledged...acknowledged + 1).contains(kept.count))
    #expect(kept.map(\.id) == (0..<kept.count).map { Sample.decisionID($0) })
    for (number, decision) in kept.enumerated() {
      #expect(decision.what == .note(String(repeating: "word \(number) ", count: 1 + number % 200), at: 2))
    }
    #expect(try archive.check() == [])
    let rows = try archive.dump()
    try archive.decide(Sample.decision(1_000_000, of: 1, rep: (1, 4), rule: "pause", .agree))
    #expect(try archive.decisions().count == kept.count + 1 && Set(archive.dump()).count > rows.count)
  }

  @Test("threads and programs that decide on one rep at once are all kept and all shown")
  func together() async throws {
    let path = folder.database.path
    let archive = try ResultsArchive(at: folder.database)
    async let mine: Void = withThrowingTaskGroup(of: Void.self) { group in
      for coach in 0..<4 {
        group.addTask {
          for number in 0..<20 {
            let id = coach * 100 + number
            try archive.decide(
              Sample.decision(id, of: 1, rep: (1, 4), rule: "pause", by: "coach \(coach)", .agree))
          }
        }
      }
      try await group.waitForAll()
    }
    await #expect(processExitsWith: .success) { [path = path as String] in
      let archive = try ResultsArchive(at: URL(fileURLWithPath: path))
      for number in 0..<20 {
        try archive.decide(
          Sample.decision(
            1_000 + number, of: 1, rep: (1, 4), rule: "pause", by: "another", .disagree(.tooSmall)))
      }
    }
    try await mine
    let kept = try archive.decisions().map(\.decision)
    #expect(Set(kept.map(\.id)).count == 100)
    #expect(try archive.bringDecisionsInLine() == [])
    #expect(try archive.decisions().map(\.decision) == kept)
    let standing = try #require(try archive.entry(at: RepAddress(Sample.key(1), 1))).findings[0].standing
    #expect(standing.joint == .split)
    #expect(standing.coaches.map(\.coach) == ["another"] + (0..<4).map { "coach \($0)" })
  }

  @Test("a file that cannot grow keeps what it had, and no row says more")
  func fullDisk() async throws {
    let path = folder.database.path
    // A limit on the length of files, as a full disk: the line fails, the log of the database is shorter.
    await #expect(processExitsWith: .success) { [path = path as String] in
      let archive = try ResultsArchive(at: URL(fileURLWithPath: path))
      signal(SIGXFSZ, SIG_IGN)
      let long = String(repeating: "x", count: 4_000)
      for number in 0..<60 { try archive.decide(Sample.decision(number, of: 1, rep: nil, .note(long, at: 1))) }
      let before = try archive.decisions().count
      let file = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("decisions.jsonl")
      let bytes = try Data(contentsOf: file)
      // Half a line has room.
      let most = rlim_t(bytes.count + 2_000)
      _ = try archive.emptyLog()
      var limit = rlimit(rlim_cur: most, rlim_max: rlim_t.max)
      guard setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(2) }
      do {
        try archive.decide(Sample.decision(100, of: 1, rep: nil, .note(long, at: 1)))
        exit(3)
      } catch {
        guard try Data(contentsOf: file) == bytes, try archive.decisions().count == before else { exit(4) }
      }
      limit.rlim_cur = rlim_t.max
      guard setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(5) }
      try archive.decide(Sample.decision(100, of: 1, rep: nil, .note(long, at: 1)))
      guard try archive.decisions().count == before + 1 else { exit(6) }
    }
  }
}
