import Foundation
import Testing

@Suite("Drawing that fails", .serialized)
struct DrawingFailureTests {
  /// Runs formcheck where no file may grow beyond some kilobytes.
  private func cramped(
    _ kilobytes: Int, _ words: [String], in folder: URL, signal: String
  ) throws -> Program.Result {
    try Program.run(
      URL(fileURLWithPath: "/bin/bash"),
      [
        "-c", "ulimit -c 0 -f \(kilobytes); exec env --\(signal)-signal=XFSZ \"$@\"", "bash", Program.formcheck.path,
      ] + words, in: folder)
  }

  @Test("for want of its fonts does so at once, in one line, and leaves nothing")
  func fonts() throws {
    let scratch = try TemporaryFolder()
    let empty = scratch.url.appendingPathComponent("fonts")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: false)
    let run = try Program.formcheck(
      [SampleReports.clip("bench-clean").path, "--out", "new/report"], in: scratch.url,
      environment: ["FORMCHECK_FONTS": empty.path])
    #expect(run.status == 69 && run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains(empty.path), "\(run.errors)")
    #expect(try scratch.contents == ["fonts"])
  }

  /// The videos do not fit, or, where there are none, the page.
  @Test(
    "for want of space says so with 74 and what to do, and leaves what was there",
    arguments: [("ignore", "report", []), ("default", "new/deeper", []), ("ignore", "report", ["--no-video"])]
      as [(String, String, [String])])
  func space(signal: String, out: String, options: [String]) async throws {
    let set = try await DrawnSet.shared.copy()
    let old = try files(in: set.report)
    let run = try cramped(16, ["set.mp4", "--quiet", "--out", out] + options, in: set.scratch.url, signal: signal)
    #expect(run.status == 74 && run.output.isEmpty, "\(run.status)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    for word in [out, "file too large", "--out", "Free some space"] {
      #expect(run.errors.contains(word), "\(word): \(run.errors)")
    }
    #expect(run.errors.contains("--no-video") == options.isEmpty, "\(run.errors)")
    #expect(try files(in: set.report) == old)
    #expect(try set.scratch.contents == ["report", "set.mp4"])
  }

  @Test(
    "on a signal leaves what was there",
    arguments: [(SIGINT, 130, "new/deeper"), (SIGTERM, 143, "report")] as [(Int32, Int32, String)])
  func signals(signal: Int32, code: Int32, out: String) async throws {
    let set = try await DrawnSet.shared.copy()
    let old = try files(in: set.report)
    let process = Process()
    process.executableURL = Program.formcheck
    process.arguments = ["set.mp4", "--out", out]
    process.currentDirectoryURL = set.scratch.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let video = set.scratch.url.appendingPathComponent("\(out)/.partial-\(process.processIdentifier)/annotated.mp4")
    while process.isRunning, !FileManager.default.fileExists(atPath: video.path) { usleep(2_000) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == code)
    #expect(try files(in: set.report) == old)
    #expect(try set.scratch.contents == ["report", "set.mp4"])
  }
}
