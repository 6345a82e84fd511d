import Accuracy
import Foundation
import Movement

/// Builds small analyses and truths for the tests.
enum ScoreBench {
  static let rules: Set<RuleID> = ["pause", "partial-top", "sliding"]

  static func rep(
    _ start: Double, kind: Rep.Kind = .rep, flags: [RuleID] = [], silent: [RuleID] = [],
    measurements: [Measure: Quantity?] = [.topDeviation: Quantity(0, .degrees, uncertainty: 2)]
  ) -> Rep {
    func finding(_ rule: RuleID, _ verdict: Verdict) -> Finding {
      Finding(rule: rule, verdict: verdict, span: TimeSpan(from: start, to: start + 1), message: "seen")
    }
    return Rep(
      number: 1, kind: kind, start: start, top: start + 1, end: start + 2,
      hold: Hold(start: start, end: start + 1, duration: 1, uncertainty: 0.1),
      tempo: Tempo(ascent: 1, top: 1, descent: 1, bottom: nil), measurements: measurements,
      findings: flags.map { finding($0, .flag) } + silent.map { finding($0, .notAssessed) })
  }

  static func setFlag(_ rule: RuleID) -> SetFinding {
    SetFinding(
      finding: Finding(rule: rule, verdict: .flag, span: TimeSpan(from: 0, to: 1), message: "seen"), reps: [1])
  }

  static func analysis(
    _ reps: [Rep], set: [SetFinding] = [], outcome: Outcome = .assessed, yaw: Double? = nil
  ) -> Analysis {
    Analysis(
      tool: ToolFacts(version: "0.0.0", models: [], profileSha256: ""), options: AnalysisOptions(), clip: clip,
      outcome: outcome, reason: nil, athlete: nil,
      capture: Capture(facing: nil, noise: nil, yaw: yaw, bodySize: nil, warnings: [], confidence: .high), reps: reps,
      setFindings: set, cues: [], summary: Summary(reps: reps.count, attempts: 0, flaggedReps: [], tempo: nil))
  }

  private static let clip = ClipFacts(
    file: "clip.mp4", sha256: "", duration: 1, frames: 2, frameRate: 30, variableFrameRate: false, width: 4, height: 3,
    rotation: 0,
    decodeHealth: DecodeHealth(framesDecoded: 2, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true))

  /// One rep whose top is at 2 s.
  static func truth(rep: String = #""mustFlag": [], "mayFlag": []"#, clip: String = "") throws -> Truth {
    try truth(
      """
      {"profile": "bench"\(clip), "reps": [{"number": 1, "start": 1, "top": 2, "end": 3, "topDeviation": 1,
       "bottomDeviation": -70, "hold": 1, "ascentDuration": 1, "descentDuration": 1, \(rep)}]}
      """)
  }

  static func truth(_ json: String) throws -> Truth { try JSONDecoder().decode(Truth.self, from: Data(json.utf8)) }

  static func score(_ analysis: Analysis, _ truth: Truth) -> ClipScore {
    ClipScore(
      name: "clip", analysis: analysis,
      track: PoseTrack(clip: analysis.clip, models: [], athlete: nil, frames: []), truth: truth, rules: rules)
  }
}

extension RuleID: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) { self.init(name) }
}
