import ArchiveTesting
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite("Many writers, kills and full disks", .serialized)
struct SafetyTests {
  @Test("when another program keeps writing, the wait ends with a clear error")
  func busy() throws {
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database, steps: SchemaStep.all, patience: 0.2)
    try archive.record(Sample.set(1), Sample.analysis(clip: 1))
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.database.path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let error = #expect(throws: ArchiveError.self) { try archive.record(Sample.set(2), Sample.analysis(clip: 2)) }
    #expect(error?.kind == .busy)
    #expect(error?.description.contains("another program") == true)
    // Whoever reads need not wait.
    #expect(try archive.sets().count == 1)
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    try archive.record(Sample.set(2), Sample.analysis(clip: 2))
    #expect(try archive.sets().count == 2)
  }

  @Test("a full disk changes nothing, and when there is room again all goes on")
  func full() throws {
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    try archive.record(Sample.set(1), Sample.analysis(clip: 1))
    let rows = try archive.dump()
    _ = try archive.write { try Int.fetchOne($0, sql: "PRAGMA max_page_count = 60") }
    let error = #expect(throws: ArchiveError.self) {
      for number in 2...50 { try archive.record(Sample.set(number), Sample.analysis(clip: number)) }
    }
    #expect(error?.kind == .diskFull)
    #expect(error?.description.contains("Free some space") == true)
    #expect(try archive.check() == [])
    _ = try archive.write { try Int.fetchOne($0, sql: "PRAGMA max_page_count = 1000000") }
    #expect(try Set(archive.dump()).isSuperset(of: rows))
    try archive.record(Sample.set(60), Sample.analysis(clip: 60))
  }

  /// The folder of a file system with a few megabytes: `mount -t tmpfs -o size=1m none FOLDER`.
  static let smallDisk = ProcessInfo.processInfo.environment["FORMCHECK_SMALL_DISK"]

  @Test("a disk that really fills up keeps what was acknowledged", .enabled(if: smallDisk != nil))
  func fullDisk() throws {
    let folder = URL(fileURLWithPath: try #require(Self.smallDisk)).appendingPathComponent("\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appendingPathComponent(ResultsArchive.fileName)
    var acknowledged = 0
    let error = #expect(throws: ArchiveError.self) {
      let archive = try ResultsArchive(at: database)
      while acknowledged < 10_000 {
        try archive.record(Sample.set(acknowledged), Sample.analysis(clip: acknowledged))
        acknowledged += 1
      }
    }
    #expect(error?.kind == .diskFull)
    print("full after \(acknowledged) sets: \(error?.description ?? "")")
    let ballast = folder.appendingPathComponent("ballast")
    #expect(throws: (any Error).self) { try Data(count: 64 << 20).write(to: ballast) }
    let archive = try ResultsArchive(at: database)
    #expect(try archive.sets().count == acknowledged)
    #expect(try archive.check() == [])
  }

  @Test("two programs write at once and every row of both is there")
  func together() async throws {
    let folder = try TemporaryFolder()
    let path = folder.database.path
    let archive = try ResultsArchive(at: folder.database)
    async let mine: Void = Task.detached {
      for number in 0..<100 { try archive.record(Sample.set(number), Sample.analysis(clip: number)) }
    }.value
    await #expect(processExitsWith: .success) { [path = path as String] in
      let archive = try ResultsArchive(at: URL(fileURLWithPath: path))
      for number in 100..<200 { try archive.record(Sample.set(number), Sample.analysis(clip: number)) }
    }
    try await mine
    #expect(try archive.sets().count == 200)
    #expect(try archive.check() == [])
  }

  @Test("programs that start at once make one archive")
  func startTogether() async throws {
    let folder = try TemporaryFolder()
    let database = folder.database
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          try ResultsArchive(at: database).record(Sample.set(number), Sample.analysis(clip: number))
        }
      }
      try await group.waitForAll()
    }
    #expect(try ResultsArchive(at: database).sets().count == 8)
  }

  @Test("somebody who makes or migrates the archive is not waited for without end")
  func locked() throws {
    let folder = try TemporaryFolder()
    let lock = open(folder.url.appendingPathComponent(".formcheck.sqlite.lock").path, O_RDWR | O_CREAT, 0o600)
    #expect(flock(lock, LOCK_EX) == 0)
    let error = #expect(throws: ArchiveError.self) {
      try ResultsArchive(at: folder.database, steps: SchemaStep.all, patience: 0.1)
    }
    #expect(error?.kind == .busy)
    close(lock)
    #expect(try ResultsArchive(at: folder.database).check() == [])
  }

  @Test("a rebuild that is killed leaves the rows as they were, or all new ones", arguments: [40, 120, 250])
  func killedRebuild(milliseconds: UInt32) async throws {
    let folder = try TemporaryFolder()
    let path = folder.database.path
    for number in 0..<400 {
      try ResultsFolder(url: folder.url).add(Sample.set(number), Sample.analysis(clip: number, reps: 2))
    }
    try ResultsArchive(at: folder.database).record(Sample.set(999), Sample.analysis(clip: 999))
    let rows = try ResultsArchive(at: folder.database).dump()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, milliseconds = milliseconds as UInt32] in
      let archive = try ResultsArchive(at: URL(fileURLWithPath: path))
      Thread.detachNewThread {
        usleep(milliseconds * 1000)
        kill(getpid(), SIGKILL)
      }
      while true { _ = try archive.rebuild(from: URL(fileURLWithPath: path).deletingLastPathComponent()) }
    }
    // Before the first one was done, or after.
    let archive = try ResultsArchive(at: folder.database)
    let isBefore = try archive.dump() == rows
    let isAfter = try archive.sets().count == 400
    #expect(isBefore || isAfter)
    #expect(try archive.check() == [])
  }

  @Test("a killed writer leaves a sound archive with every set that was acknowledged", arguments: 0..<12)
  func killed(round: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.database.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, round = round as Int] in
      // From before the file is made to the midst of many writes.
      Thread.detachNewThread {
        usleep(UInt32(round * round * 2_500 + 300))
        kill(getpid(), SIGKILL)
      }
      let archive = try ResultsArchive(at: URL(fileURLWithPath: path))
      let log = open(path + ".acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
      for number in 0..<1_000_000 {
        try archive.record(Sample.set(number % 300), Sample.analysis(clip: number % 300, reps: 3 + number % 5))
        write(log, "+", 1)
      }
    }
    let archive = try ResultsArchive(at: folder.database)
    #expect(try archive.check() == [])
    let acknowledged = (try? Data(contentsOf: URL(fileURLWithPath: path + ".acknowledged")).count) ?? 0
    let rows = try archive.sets()
    #expect(rows.count >= min(acknowledged, 300))
    let reps = try archive.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reps WHERE kind = 'rep'") }
    #expect(reps == rows.map(\.reps).reduce(0, +))
    try archive.record(Sample.set(500), Sample.analysis(clip: 500))
  }
}
