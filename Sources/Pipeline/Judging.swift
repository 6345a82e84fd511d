internal import FormRules
internal import Foundation
internal import Kinematics
public import Movement

extension ClipAnalyzer {
  /// The rules that judge.
  public static let rules = Set(RuleBook.rules.map(\.id))

  /// Judges a track: a pure function, so a saved track gives the same analysis as the clip did.
  public static func judge(_ track: PoseTrack, options: AnalysisOptions) -> (analysis: Analysis, signals: Signals) {
    let reading = SetReading(track, options: options)
    let assessment = FormAssessor.assess(reading, track, options: options)
    let analysis = Analysis(
      tool: ToolFacts(version: formcheckVersion, models: track.models, profileSha256: digest(of: options.profile)),
      options: options, clip: track.clip, outcome: assessment.outcome, reason: assessment.reason,
      athlete: track.athlete, capture: assessment.capture, reps: assessment.reps,
      setFindings: assessment.setFindings, cues: assessment.cues, summary: assessment.summary)
    return (analysis, reading.motion?.signals.table ?? Signals(times: [], columns: []))
  }

  private static func digest(of profile: Profile) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let sheet = try? encoder.encode(RuleBook.sheet(for: profile)) else {
      preconditionFailure("the limits of \(profile) cannot be encoded")
    }
    return Digest.of(sheet)
  }
}
