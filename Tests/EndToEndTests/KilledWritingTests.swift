import Foundation
import Testing

/// The program is killed in the middle of putting a report in place, at a chosen call of the system.
@Suite("A report whose writing was killed", .serialized)
struct KilledWritingTests {
  /// A library to preload: it kills the process right before the renaming or removing that its environment names.
  private static let killer = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <unistd.h>

    static void count(const char *variable, int *calls) {
      const char *last = getenv(variable);
      if (last && ++*calls == atoi(last)) kill(getpid(), SIGKILL);
    }

    int rename(const char *from, const char *to) {
      static int calls;
      count("KILL_AT_RENAME", &calls);
      return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))(from, to);
    }

    int unlink(const char *path) {
      static int calls;
      count("KILL_AT_UNLINK", &calls);
      return ((int (*)(const char *))dlsym(RTLD_NEXT, "unlink"))(path);
    }
    """

  private let tools: TemporaryFolder
  private var library: URL { tools.url.appendingPathComponent("killer.so") }

  init() throws {
    tools = try TemporaryFolder()
    let source = try tools.file("killer.c", Data(Self.killer.utf8))
    let built = try Program.tool("clang", "-shared", "-fPIC", "-o", library.path, source.path)
    try #require(built.status == 0, "\(built.errors)")
  }

  /// - Returns: whether it was killed before it was done.
  private func run(_ words: [String], in folder: URL, killAt call: String, number: Int) throws -> Bool {
    let run = try Program.run(
      Program.formcheck, words, in: folder, environment: ["LD_PRELOAD": library.path, call: "\(number)"])
    try #require(run.status == 0 || run.status == SIGKILL, "\(run.status): \(run.errors)")
    return run.status == SIGKILL
  }

  /// What counts of a folder: all but what a killed process had in work.
  private func settled(_ folder: URL) throws -> [String: Data] {
    try files(in: folder).filter { !$0.key.hasPrefix(".partial-") }
  }

  @Test("is whole, the old one or the new one, or has no analysis", arguments: ["KILL_AT_RENAME", "KILL_AT_UNLINK"])
  func whole(call: String) async throws {
    let other = ["judge", "report", "--strictness", "strict", "--quiet"]
    let set = try await DrawnSet.shared.copy()
    let old = try files(in: set.report)
    _ = try Program.formcheck(other, in: set.scratch.url)
    let new = try files(in: set.report)
    var kills = 0
    while true {
      let set = try await DrawnSet.shared.copy()
      guard try run(other, in: set.scratch.url, killAt: call, number: kills + 1) else { break }
      kills += 1
      let left = try settled(set.report)
      let isWhole = left == old || left == new
      #expect(isWhole || left["analysis.json"] == nil, "\(call) \(kills): \(left.keys.sorted())")
    }
    #expect(kills >= (call == "KILL_AT_RENAME" ? 9 : 3), "\(kills)")
  }

  @Test("becomes what it would have been when the clip is analysed again, without a remainder")
  func again() throws {
    let scratch = try TemporaryFolder()
    try Footage.room(to: scratch.url.appendingPathComponent("clip.mp4"))
    let plain = ["clip.mp4", "--out", "report", "--no-video"]
    let report = scratch.url.appendingPathComponent("report")
    #expect(try Program.formcheck(plain, in: scratch.url).status == 0)
    let old = try files(in: report)
    // The list of what is drawn is in place, and the video: the next run knows of it.
    #expect(try run(["clip.mp4", "--out", "report"], in: scratch.url, killAt: "KILL_AT_RENAME", number: 3))
    let left = try settled(report)
    #expect(left["analysis.json"] == nil && left["annotated.mp4"] != nil)
    #expect(try Program.formcheck(plain, in: scratch.url).status == 0)
    #expect(try files(in: report) == old)
  }

  @Test("is the old one when it was killed while the new one was drawn")
  func drawing() async throws {
    let set = try await DrawnSet.shared.copy()
    let old = try files(in: set.report)
    let process = Process()
    process.executableURL = Program.formcheck
    process.arguments = ["set.mp4", "--out", "report"]
    process.currentDirectoryURL = set.scratch.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let video = set.report.appendingPathComponent(".partial-\(process.processIdentifier)/annotated.mp4").path
    while process.isRunning, !FileManager.default.fileExists(atPath: video) { usleep(2_000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try settled(set.report) == old)
    #expect(try Program.formcheck(["judge", "report", "--quiet"], in: set.scratch.url).status == 0)
    #expect(try files(in: set.report).keys.sorted() == old.keys.sorted(), "what was left is swept")
  }
}
