import Accuracy
import Foundation
import Movement
import Testing

@Suite("A score")
struct ClipScoreTests {
  private static let zero = Quantity(0, .degrees, uncertainty: 2)

  private func rep(_ start: Double, flags: [RuleID] = [], top: Double = 0) -> Rep {
    Rep(
      number: 1, kind: .rep, start: start, top: start + 1, end: start + 2,
      hold: Hold(start: start, end: start + 1, duration: 1, uncertainty: 0.1),
      tempo: Tempo(ascent: 1, top: 1, descent: 1, bottom: nil),
      measurements: [.topDeviation: Quantity(top, .degrees, uncertainty: 2)],
      findings: flags.map {
        Finding(rule: $0, verdict: .flag, span: TimeSpan(from: start, to: start + 1), message: "seen")
      })
  }

  private func score(found: [Rep], truth: String, outcome: Outcome = .assessed) throws -> ClipScore {
    let health = DecodeHealth(framesDecoded: 2, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true)
    let clip = ClipFacts(
      file: "clip.mp4", sha256: "", duration: 1, frames: 2, frameRate: 30, variableFrameRate: false, width: 4,
      height: 3, rotation: 0, decodeHealth: health)
    let analysis = Analysis(
      tool: ToolFacts(version: "0.0.0", models: [], profileSha256: ""), options: AnalysisOptions(), clip: clip,
      outcome: outcome, reason: nil, athlete: nil,
      capture: Capture(facing: nil, noise: nil, bodySize: nil, warnings: [], confidence: .high), reps: found,
      setFindings: [], cues: [], summary: Summary(reps: found.count, attempts: 0, flaggedReps: [], tempo: nil))
    return ClipScore(
      name: "clip", analysis: analysis, track: PoseTrack(clip: clip, models: [], athlete: nil, frames: []),
      truth: try JSONDecoder().decode(Truth.self, from: Data(truth.utf8)), rules: ["pause", "partial-top"])
  }

  private func truth(mustFlag: String = "[]", mayFlag: String = "[]") -> String {
    """
    {"profile": "bench", "reps": [{"number": 1, "start": 1, "top": 2, "end": 3, "topDeviation": 1, "bottomDeviation": -70,
     "hold": 1, "ascentDuration": 1, "descentDuration": 1, "mustFlag": \(mustFlag), "mayFlag": \(mayFlag)}]}
    """
  }

  @Test("matches a rep that holds the true top, and counts ghosts and misses")
  func matching() throws {
    let exact = try score(found: [rep(1.2)], truth: truth())
    #expect((exact.ghosts, exact.missed) == (0, 0))
    let wrong = try score(found: [rep(5)], truth: truth())
    #expect((wrong.ghosts, wrong.missed) == (1, 1))
  }

  @Test("says errors as found minus true, and whether truth lay within the uncertainty")
  func errors() throws {
    let near = try score(found: [rep(1, top: 2.5)], truth: truth())
    #expect(near.topErrors == [1.5])
    #expect((near.covered, near.coverable) == (1, 1))
    #expect(try score(found: [rep(1, top: 4)], truth: truth()).covered == 0)
  }

  @Test("asks for one flag of each list of alternatives, of rules that exist")
  func missed() throws {
    let demand = truth(mustFlag: #"[["pause"], ["swing"], ["partial-top", "swing"]]"#)
    #expect(try score(found: [rep(1, flags: ["pause"])], truth: demand).missedFlags == ["rep 1 partial-top"])
    #expect(try score(found: [rep(1, flags: ["pause", "partial-top"])], truth: demand).missedFlags == [])
  }

  @Test("takes any other flag for a mistake")
  func wrong() throws {
    let allowed = truth(mustFlag: #"[["pause"]]"#, mayFlag: #"["partial-top"]"#)
    let flags: [RuleID] = ["pause", "partial-top", "head-jerk"]
    #expect(try score(found: [rep(1, flags: flags)], truth: allowed).wrongFlags == ["rep 1 head-jerk"])
  }

  @Test(
    "of a clip without a set is right with one of the outcomes that are allowed",
    arguments: [
      (Outcome.noReps, true), (.notThisExercise, true), (.assessed, false), (.noAthlete, false),
    ])
  func outcomes(outcome: Outcome, isRight: Bool) throws {
    let negative = #"{"profile": "bench", "outcome": ["noReps", "notThisExercise"], "reps": []}"#
    #expect(try score(found: [], truth: negative, outcome: outcome).isOutcomeRight == isRight)
  }
}

extension RuleID: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) { self.init(name) }
}
