/// Everything formcheck says of one clip: the content of `analysis.json`.
///
/// It holds no clock, no host and no path: the same clip, options and models give the same bytes.
public struct Analysis: Sendable, Codable, Equatable {
  public static let schemaName = "formcheck.analysis/1"

  public var schema = Analysis.schemaName
  public var tool: ToolFacts
  public var options: AnalysisOptions
  public var clip: ClipFacts
  public var outcome: Outcome
  /// Why the set was not assessed; `nil` when it was.
  @OrNull public var reason: String?
  @OrNull public var athlete: AthleteChoice?
  public var capture: Capture
  public var reps: [Rep]
  public var setFindings: [SetFinding]
  public var cues: [Cue]
  public var summary: Summary

  public init(
    tool: ToolFacts, options: AnalysisOptions, clip: ClipFacts, outcome: Outcome, reason: String?,
    athlete: AthleteChoice?, capture: Capture, reps: [Rep], setFindings: [SetFinding], cues: [Cue], summary: Summary
  ) {
    self.tool = tool
    self.options = options
    self.clip = clip
    self.outcome = outcome
    self.reason = reason
    self.athlete = athlete
    self.capture = capture
    self.reps = reps
    self.setFindings = setFindings
    self.cues = cues
    self.summary = summary
  }
}

public enum Outcome: String, Sendable, Codable, CaseIterable {
  case assessed, noAthlete, noReps, notThisExercise, notAssessable
}

/// Which formcheck said it, with which models and limits.
public struct ToolFacts: Sendable, Codable, Equatable {
  public var version: String
  public var models: [ModelFacts]
  /// SHA-256 of the limits of the profile that was used.
  public var profileSha256: String

  public init(version: String, models: [ModelFacts], profileSha256: String) {
    self.version = version
    self.models = models
    self.profileSha256 = profileSha256
  }
}

public struct Summary: Sendable, Codable, Equatable {
  public var reps: Int
  public var attempts: Int
  /// Numbers of the reps with at least one flag.
  public var flaggedReps: [Int]
  /// Median seconds for ascent, top, descent and bottom, `1.2-1.0-2.1-0.4`; `nil` without reps.
  @OrNull public var tempo: String?

  public init(reps: Int, attempts: Int, flaggedReps: [Int], tempo: String?) {
    self.reps = reps
    self.attempts = attempts
    self.flaggedReps = flaggedReps
    self.tempo = tempo
  }
}
