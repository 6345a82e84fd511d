import Foundation
import Movement
import Testing

/// What must not change a verdict. The long form over all clips is `Scripts/metamorphic`.
@Suite("A verdict stays or becomes notAssessed", .serialized)
struct MetamorphicTests {
  static let filters = [
    ("mirrored", "hflip"), ("a second later", "tpad=start_duration=1:start_mode=clone"),
    ("24 frames a second", "fps=24"),
    ("half as large", "scale=trunc(iw/4)*2:-2"),
  ]

  @Test("when the clip is", arguments: filters)
  func transformed(what: String, filter: String) async throws {
    let name = "bench-partial-top"
    let report = try await SampleReports.shared.report(name)
    let scratch = try TemporaryFolder()
    let clip = scratch.url.appendingPathComponent("clip.mp4")
    let made = try Program.tool(
      "ffmpeg", "-v", "error", "-i", SampleReports.clip(name).path, "-vf", filter, "-crf", "20", clip.path)
    try #require(made.status == 0, "\(made.errors)")
    let run = try Program.formcheck([
      clip.path, "--profile", report.truth.profile.rawValue, "--format", "json", "--out", scratch.url.path,
    ])
    let changed = try JSONDecoder().decode(Analysis.self, from: Data(run.output.utf8))
    try #require(changed.reps.count == report.analysis.reps.count, "\(what)")

    var compared = 0
    var lost = 0
    for (before, after) in zip(report.analysis.reps, changed.reps) {
      for (old, new) in zip(before.findings, after.findings) where old.verdict != .notAssessed {
        #expect(old.rule == new.rule)
        compared += 1
        if new.verdict == .notAssessed { lost += 1 }
        // Borderline is the strip of doubt between ok and flag: a verdict may step into it, never across it.
        let opposite = [old.verdict, new.verdict].sorted { $0.rawValue < $1.rawValue } == [.flag, .ok]
        #expect(!opposite, "\(what): rep \(before.number) \(old.rule) went from \(old.verdict) to \(new.verdict)")
      }
    }
    #expect(compared > 0)
    #expect(Double(lost) <= 0.2 * Double(compared))
  }
}
