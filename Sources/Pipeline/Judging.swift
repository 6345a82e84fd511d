internal import FormRules
internal import Foundation
internal import Kinematics
public import Movement

extension ClipAnalyzer {
  /// The rules that judge.
  public static let rules = Set(RuleBook.rules.map(\.id))

  /// Judges a track: a pure function, so a saved track gives the same analysis as the clip did.
  ///
  /// - Throws: ``AnalysisError`` when the options carry a profile of the user's own that cannot be read.
  public static func judge(_ track: PoseTrack, options: AnalysisOptions) throws(AnalysisError) -> (
    analysis: Analysis, signals: Signals
  ) {
    let sheet: ProfileSheet
    do {
      sheet = try ProfileSheet(for: options)
    } catch {
      throw AnalysisError(.badProfile, error.description)
    }
    let reading = SetReading(track, options: options)
    let assessment = FormAssessor.assess(reading, track, options: options, sheet: sheet)
    let analysis = Analysis(
      tool: ToolFacts(version: formcheckVersion, models: track.models, profileSha256: digest(of: sheet)),
      options: options, clip: track.clip, outcome: assessment.outcome, reason: assessment.reason,
      athlete: track.athlete, capture: assessment.capture, reps: assessment.reps,
      setFindings: assessment.setFindings, cues: assessment.cues, summary: assessment.summary)
    return (analysis, reading.motion?.signals.table ?? Signals(times: [], columns: []))
  }

  private static func digest(of sheet: ProfileSheet) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(sheet) else { preconditionFailure("a limit cannot be encoded") }
    return Digest.of(text)
  }
}
