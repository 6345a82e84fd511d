import Accuracy
import FormRules
import Foundation
import Kinematics
import Movement
import Testing

/// What the program promises on video whose truth is known, through real decoding and the real model.
@Suite("On the sample clips", .serialized)
struct AccuracyTests {
  private func score(_ name: String) async throws -> ClipScore {
    let report = try await SampleReports.shared.report(name)
    return ClipScore(
      name: name, analysis: report.analysis, track: report.track, truth: report.truth,
      rules: Set(RuleBook.rules.map(\.id)))
  }

  @Test("there are clips to judge by")
  func clips() {
    #expect(SampleReports.names.count >= 10)
  }

  @Test("outcome, rep count and flags are as the truth says", arguments: SampleReports.names)
  func verdicts(name: String) async throws {
    let score = try await score(name)
    #expect(score.isOutcomeRight, "\(name): \(score.outcome)")
    #expect(score.foundReps == score.trueReps)
    #expect(score.ghosts == 0)
    #expect(score.missed == 0)
    #expect(score.missedFlags == [])
    #expect(score.wrongFlags == [])
  }

  @Test("the athlete is the one who is tracked", arguments: SampleReports.names)
  func athlete(name: String) async throws {
    // Clips without an athlete have no true box.
    guard let share = try await score(name).overlapShare else { return }
    #expect(share >= 0.95)
  }

  @Test("tops, holds and the share not assessed stay within the promised bounds")
  func errors() async throws {
    var scores: [ClipScore] = []
    for name in SampleReports.names { scores.append(try await score(name)) }
    print(AccuracyTable(scores).text)
    let tops = scores.flatMap(\.topErrors).map(abs)
    let holds = scores.flatMap(\.holdErrors).map(abs)
    #expect(mean(tops) <= 4)
    #expect((tops.percentile(90) ?? .nan) <= 8)
    #expect(mean(holds) <= 0.15)
    #expect((holds.percentile(90) ?? .nan) <= 0.3)
    let judgements = scores.reduce(0) { $0 + $1.judgements }
    #expect(Double(scores.reduce(0) { $0 + $1.notAssessed }) <= 0.05 * Double(judgements))
  }
}
