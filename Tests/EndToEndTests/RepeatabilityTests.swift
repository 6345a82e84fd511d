import Foundation
import Movement
import Testing

@Suite("The same again gives the same bytes", .serialized)
struct RepeatabilityTests {
  private func analysis(in folder: URL) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent("analysis.json"))
  }

  @Test("with one thread as with all of them")
  func threads() throws {
    let scratch = try TemporaryFolder()
    for (out, threads) in [("one", ["--threads", "1"]), ("all", [])] {
      let run = try Program.formcheck(
        [
          SampleReports.clip("bench-pause").path, "--profile", "bench", "--end", "6", "--no-video", "--quiet",
          "--out", scratch.url.appendingPathComponent(out).path,
        ] + threads)
      try #require(run.status == 0)
    }
    for file in ["analysis.json", "pose.json.gz", "signals.csv", "reps.csv"] {
      let bytes = try ["one", "all"].map { try Data(contentsOf: scratch.url.appendingPathComponent("\($0)/\(file)")) }
      #expect(bytes[0] == bytes[1], "\(file)")
    }
  }

  @Test("when judged again from the saved track", arguments: SampleReports.names)
  func judge(name: String) async throws {
    let report = try await SampleReports.shared.report(name)
    let before = try analysis(in: report.folder)
    let copy = try TemporaryFolder()
    for file in ["analysis.json", "pose.json.gz"] {
      _ = try copy.file(file, Data(contentsOf: report.folder.appendingPathComponent(file)))
    }
    let run = try Program.formcheck(["judge", copy.url.path, "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try analysis(in: copy.url) == before)
    #expect(run.output == report.line)
  }

  @Test("and judging with another strictness changes the options and the limits, not the measurements")
  func strictness() async throws {
    let report = try await SampleReports.shared.report("bench-clean")
    let copy = try TemporaryFolder()
    for file in ["analysis.json", "pose.json.gz"] {
      _ = try copy.file(file, Data(contentsOf: report.folder.appendingPathComponent(file)))
    }
    let run = try Program.formcheck(["judge", copy.url.path, "--strictness", "lenient", "--format", "json"])
    let lenient = try JSONDecoder().decode(Analysis.self, from: Data(run.output.utf8))
    #expect(lenient.options.strictness == .lenient)
    #expect(lenient.reps.map(\.measurements) == report.analysis.reps.map(\.measurements))
    #expect(lenient.reps.map(\.findings) != report.analysis.reps.map(\.findings))
  }
}
