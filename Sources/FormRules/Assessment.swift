public import Movement

/// Everything the rules say of one clip: what `Analysis` needs besides the facts of tool, clip and athlete.
public struct Assessment: Sendable, Equatable {
  public var outcome: Outcome
  /// Why the set was not assessed; `nil` when it was.
  public var reason: String?
  public var capture: Capture
  /// In order of time, attempts among them.
  public var reps: [Rep]
  public var setFindings: [SetFinding]
  /// At most three, the most important first.
  public var cues: [Cue]
  public var summary: Summary
  /// What no rep could be judged for, and why; and what a side view never shows.
  public var notJudged: [NotJudged]

  public struct NotJudged: Sendable, Equatable {
    /// `nil`: not a rule, a thing that no side view shows.
    public var rule: RuleID?
    public var title: String
    public var reason: String
  }
}
