import Foundation
import Movement
import Testing

/// Real pixels filmed by a camera that moves: a window that wanders over a sample clip.
@Suite("A camera that moves, in real pixels", .serialized)
struct CameraMotionTests {
  private func analyze(_ name: String, _ filter: String) async throws -> (before: Analysis, after: Analysis) {
    let report = try await SampleReports.shared.report(name)
    let scratch = try TemporaryFolder()
    let clip = scratch.url.appendingPathComponent("clip.mp4")
    let made = try Program.tool(
      "ffmpeg", "-v", "error", "-i", SampleReports.clip(name).path, "-vf", filter, "-crf", "20", clip.path)
    try #require(made.status == 0, "\(made.errors)")
    let run = try Program.formcheck([
      clip.path, "--profile", report.truth.profile.rawValue, "--format", "json", "--out", scratch.url.path,
    ])
    return (report.analysis, try JSONDecoder().decode(Analysis.self, from: Data(run.output.utf8)))
  }

  private func tops(_ analysis: Analysis) -> [Double] {
    analysis.reps.compactMap { ($0.measurements[.topDeviation] ?? nil)?.value }
  }

  @Test("a hand-held shake is taken out: the levels at the top stay")
  func shake() async throws {
    let (before, after) = try await analyze(
      "bench-clean",
      "crop=780:438:37+10*sin(5.65*t)+5*sin(14.5*t+1):21+8*sin(4.4*t+2)+4*sin(19.5*t)")
    #expect(after.outcome == .assessed)
    #expect(after.capture.warnings.map(\.code).contains("camera-moved"))
    #expect(!after.capture.warnings.map(\.code).contains("pan"))
    try #require(after.reps.count == before.reps.count)
    for (a, b) in zip(tops(before), tops(after)) { #expect(abs(a - b) < 1.5) }
    #expect(after.summary.flaggedReps.isEmpty)
  }

  @Test("a pan through two reps leaves them unjudged, and the others as they were")
  func pan() async throws {
    let (before, after) = try await analyze("bench-clean", "crop=500:480:'min(354,max(0,(t-2)*60))':0")
    #expect(after.outcome == .assessed)
    #expect(after.capture.warnings.map(\.code).contains("pan"))
    try #require(after.reps.count >= 4 && before.reps.count == 5)
    let silent = after.reps.filter { rep in
      rep.findings.contains { $0.rule.rawValue == "partial-top" && $0.verdict == .notAssessed }
    }
    #expect(!silent.isEmpty && silent.count < after.reps.count)
    #expect(after.summary.flaggedReps.isEmpty)
  }
}
