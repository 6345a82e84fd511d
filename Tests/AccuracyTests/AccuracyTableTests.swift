import Accuracy
import Foundation
import Movement
import Testing

@Suite("The accuracy table")
struct AccuracyTableTests {
  private func score(_ split: String, flags: [RuleID], top: Double) throws -> ClipScore {
    let rep = ScoreBench.rep(
      1, flags: flags, measurements: [.topDeviation: Quantity(top, .degrees, uncertainty: 2)])
    return ScoreBench.score(
      ScoreBench.analysis([rep]),
      try ScoreBench.truth(rep: #""mustFlag": [["pause"]], "mayFlag": []"#, clip: ", \"split\": \"\(split)\""))
  }

  @Test("sums up errors and rules over all clips, and again over those that nothing was tuned on")
  func parts() throws {
    let text = AccuracyTable([
      try score("tune", flags: ["partial-top"], top: 5), try score("report", flags: ["pause"], top: 2),
    ]).text
    let parts = text.components(separatedBy: "## ")
    try #require(parts.count == 3)
    #expect(parts[1].contains("| topDeviation | 2.5 | 2.5 | 3.7 | 50 % | 2 |"))
    #expect(parts[1].contains("| pause | 2 | 50 % | 0 | 1 | 100 % | 1 | 0 % | 0 % |"))
    #expect(parts[1].contains("| partial-top | 0 |  | 0 | 1 | 0 % | 1 | 0 % | 0 % |"))
    #expect(parts[2].contains("| topDeviation | 1.0 | 1.0 | 1.0 | 100 % | 1 |"))
    #expect(parts[2].contains("| **all** | 1 | 100 % | 0 | 1 | 100 % | 1 | 0 % | 0 % |"))
  }

  @Test("is one table where all clips are of one kind")
  func oneKind() throws {
    #expect(!AccuracyTable([try score("report", flags: [], top: 1)]).text.contains("Report-only"))
  }
}
