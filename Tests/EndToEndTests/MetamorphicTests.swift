import Accuracy
import Foundation
import Movement
import Pipeline
import Testing

/// The first three reps of a clip, as it is: one to the line, one just below, one that is flagged.
private actor ThreeReps {
  static let shared = ThreeReps()

  struct Analyzed {
    let clip: String
    let truth: Truth
    let result: ClipAnalyzer.Result
  }

  private var made: (scratch: TemporaryFolder, set: Analyzed)?

  func set() throws -> Analyzed {
    if let made { return made.set }
    let name = "bench-partial-top"
    let scratch = try TemporaryFolder()
    let clip = try Footage.cut(
      name, seconds: 15, height: nil, after: ["-c", "copy"], to: scratch.url.appendingPathComponent("set.mp4")
    ).path
    let truth = try Truth(contentsOf: Program.sampleClips.appendingPathComponent("\(name).truth.json"))
    let result = try MetamorphicTests.analyze(clip, truth.analysisOptions)
    try #require(result.analysis.reps.count == 3 && result.analysis.summary.flaggedReps == [3])
    let set = Analyzed(clip: clip, truth: truth, result: result)
    made = (scratch, set)
    return set
  }
}

/// What must not change a verdict, on one clip. The long form is `Scripts/metamorphic`.
@Suite("What must not change a verdict", .serialized)
struct MetamorphicTests {
  private static let chosen = [
    "mirrored", "stored turned by 90°", "scaled by 0.5", "cropped to the athlete", "sample aspect 4:3", "darker",
    "crf 36", "24 frames a second", "one frame in four lost", "one second later",
  ]

  fileprivate static func analyze(_ clip: String, _ options: AnalysisOptions) throws -> ClipAnalyzer.Result {
    try ClipAnalyzer(models: Program.repository.appendingPathComponent("Models"))
      .analyze(try ClipSource(path: clip), options: options)
  }

  private func changed(_ set: ThreeReps.Analyzed, by transformation: Transformation) throws -> ClipAnalyzer.Result {
    let scratch = try TemporaryFolder()
    let subject = Transformation.Subject(set.result.track)
    for arguments in transformation.calls(set.clip, subject, scratch: scratch.url.path) {
      try Footage.ffmpeg(arguments)
    }
    return try Self.analyze(
      scratch.url.appendingPathComponent("changed.mp4").path, transformation.options(set.truth.analysisOptions, subject)
    )
  }

  @Test("does not", arguments: chosen)
  func transformed(name: String) async throws {
    let transformation = try #require(Transformation.named(name))
    let before = try await ThreeReps.shared.set()
    let after = try changed(before, by: transformation)
    let comparison = VerdictComparison(
      from: before.result.analysis, to: after.analysis, by: transformation, allowed: before.truth.allowedFlags)
    #expect(comparison.failures == [])
    #expect(comparison.verdicts > 0)
    #expect(Double(comparison.lost) <= MetamorphicTable.lostShare * Double(comparison.verdicts))
  }

  @Test("at half speed angles stay, times double and speeds halve")
  func halfSpeed() async throws {
    let before = try await ThreeReps.shared.set()
    let after = try changed(before, by: .halfSpeed)
    let comparison = HalfSpeed(
      from: HalfSpeed.Reading(before.result.analysis, before.result.signals),
      to: HalfSpeed.Reading(after.analysis, after.signals))
    #expect(comparison.failures == [])
  }
}
