import Accuracy
import Foundation
import Movement
import Pipeline
import Testing

/// What must not change a verdict, on one clip. The long form is `Scripts/metamorphic`.
@Suite("What must not change a verdict", .serialized)
struct MetamorphicTests {
  private static let name = "bench-partial-top"
  private static let chosen = [
    "mirrored", "stored turned by 90°", "scaled by 0.5", "cropped to the athlete", "sample aspect 4:3", "darker",
    "crf 36", "24 frames a second", "one frame in four lost at random", "one second later",
  ]

  private func changed(_ report: SampleReports.Report, by transformation: Transformation) throws
    -> ClipAnalyzer.Result
  {
    let scratch = try TemporaryFolder()
    let subject = Transformation.Subject(report.track)
    let clip = SampleReports.clip(Self.name).path
    for arguments in transformation.calls(clip, subject, scratch: scratch.url.path) {
      let run = try Program.run(URL(fileURLWithPath: "/usr/bin/env"), ["ffmpeg"] + arguments)
      try #require(run.status == 0, "\(run.errors)")
    }
    let analyzer = try ClipAnalyzer(models: Program.repository.appendingPathComponent("Models"))
    return try analyzer.analyze(
      try ClipSource(path: scratch.url.appendingPathComponent("changed.mp4").path),
      options: transformation.options(report.truth.analysisOptions, subject))
  }

  @Test("does not", arguments: chosen)
  func transformed(name: String) async throws {
    let transformation = try #require(Transformation.named(name))
    let report = try await SampleReports.shared.report(Self.name)
    let after = try changed(report, by: transformation)
    let comparison = VerdictComparison(
      from: report.analysis, to: after.analysis, by: transformation, allowed: report.truth.allowedFlags)
    #expect(comparison.failures == [])
    #expect(comparison.verdicts > 0)
    #expect(Double(comparison.lost) <= MetamorphicTable.lostShare * Double(comparison.verdicts))
  }

  @Test("at half speed angles stay, times double and speeds halve")
  func halfSpeed() async throws {
    let report = try await SampleReports.shared.report(Self.name)
    let before = try ClipAnalyzer.judge(report.track, options: report.truth.analysisOptions)
    let after = try changed(report, by: .halfSpeed)
    let comparison = HalfSpeed(
      from: HalfSpeed.Reading(before.analysis, before.signals),
      to: HalfSpeed.Reading(after.analysis, after.signals))
    #expect(comparison.failures == [])
  }
}
