internal import FormRules
internal import Foundation
internal import Kinematics
public import Movement
internal import PoseTracking

extension ClipAnalyzer {
  /// The rules that judge.
  public static let rules = Set(RuleBook.rules.map(\.id))

  /// What judges by these options: the same for every clip, and part of its analysis.
  ///
  /// - Throws: ``AnalysisError`` when the options carry a profile of the user's own that cannot be read.
  public static func tool(for options: AnalysisOptions) throws(AnalysisError) -> ToolFacts {
    ToolFacts(version: formcheckVersion, models: PoseModels.files, profileSha256: digest(of: try sheet(for: options)))
  }

  /// Judges a track: a pure function, so a saved track gives the same analysis as the clip did.
  ///
  /// - Throws: ``AnalysisError`` when the options carry a profile of the user's own that cannot be read.
  public static func judge(_ track: PoseTrack, options: AnalysisOptions) throws(AnalysisError) -> (
    analysis: Analysis, signals: Signals
  ) {
    let sheet = try sheet(for: options)
    let reading = SetReading(track, options: options)
    let assessment = FormAssessor.assess(reading, track, options: options, sheet: sheet)
    let analysis = Analysis(
      tool: ToolFacts(version: formcheckVersion, models: track.models, profileSha256: digest(of: sheet)),
      options: options, clip: track.clip, outcome: assessment.outcome, reason: assessment.reason,
      athlete: track.athlete, capture: assessment.capture, reps: assessment.reps,
      setFindings: assessment.setFindings, cues: assessment.cues, summary: assessment.summary)
    return (analysis, reading.motion?.signals.table ?? Signals(times: [], columns: []))
  }

  private static func sheet(for options: AnalysisOptions) throws(AnalysisError) -> ProfileSheet {
    do { return try ProfileSheet(for: options) } catch {
      throw AnalysisError(.badProfile, error.description)
    }
  }

  private static func digest(of sheet: ProfileSheet) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(sheet) else { preconditionFailure("a limit cannot be encoded") }
    return Digest.of(text)
  }
}
