import Accuracy
import FormRules
import Foundation
import Movement
import Testing

/// What the program promises on video whose truth is known, through real decoding and the real model.
@Suite("On the sample clips", .serialized)
struct AccuracyTests {
  private static let rules = Set(RuleBook.rules.map(\.id))

  private func scores() async throws -> [ClipScore] {
    var scores: [ClipScore] = []
    for name in SampleReports.names {
      let report = try await SampleReports.shared.report(name)
      scores.append(
        ClipScore(
          name: name, analysis: report.analysis, track: report.track, truth: report.truth, rules: Self.rules))
    }
    return scores
  }

  @Test("nothing is worse than Docs/accuracy.json says")
  func ratchet() async throws {
    let kept = try AccuracyRecord(contentsOf: Program.repository.appendingPathComponent("Docs/accuracy.json"))
    let scores = try await scores()
    // A clip that is not in there is held against nothing: Scripts/accuracy writes it.
    #expect(Set(kept.clips.keys) == Set(SampleReports.names))
    #expect(Ratchet.setbacks(from: kept, to: AccuracyRecord(scores, rules: Self.rules)) == [])
  }

  @Test("what is no set of this exercise is never assessed")
  func negatives() async throws {
    let negatives = try await scores().filter(\.isNegative)
    #expect(negatives.count >= 4)
    for score in negatives { #expect(score.outcome != .assessed, "\(score.name)") }
  }

  @Test("the athlete is the one who is tracked")
  func athlete() async throws {
    // Clips without an athlete have no true box.
    for score in try await scores() {
      if let share = score.overlapShare { #expect(share >= 0.95, "\(score.name)") }
    }
  }

  @Test(
    "errors on clips that nothing was tuned on stay within the promised bounds",
    arguments: [(.topDeviation, 4), (.hold, 0.12), (.ascentDuration, 0.12), (.descentDuration, 0.12)]
      as [(Measure, Double)])
  func errors(measure: Measure, bound: Double) async throws {
    let held = try await scores().filter(\.isReportOnly).flatMap { $0.errors[measure] ?? [] }
    #expect(held.count >= 25)
    #expect(mean(held.map { abs($0.value) }) <= bound)
  }

  @Test("at most one finding in twenty is not assessed")
  func silence() async throws {
    let tallies = try await scores().flatMap(\.rules.values)
    let findings = tallies.reduce(0) { $0 + $1.findings }
    #expect(findings > 0)
    #expect(tallies.reduce(0) { $0 + $1.notAssessed } * 20 <= findings)
  }
}
