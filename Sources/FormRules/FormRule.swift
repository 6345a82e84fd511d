public import Kinematics
public import Movement

/// One thing to look at in a rep: data that says what and why, and one pure function that judges.
///
/// A new rule is one new file in `Rules/`, its line in ``RuleBook``, its limits in `Profiles/*.yaml` and its page in
/// `Docs/Rules/`.
public protocol FormRule: Sendable {
  var id: RuleID { get }
  /// What it looks at, a few words.
  var title: String { get }
  /// The guides' words that it stands for.
  var words: [Quotation] { get }
  /// How it is measured, and how sure that is: a sentence or two.
  var measured: String { get }
  /// When it keeps silent, besides a rep that was not seen whole.
  var notAssessedWhen: [String] { get }
  /// What the lifter is told to work on.
  var cue: String { get }
  /// ``words`` and ``cue``, where a profile has its own.
  func words(for profile: Profile) -> [Quotation]
  func cue(for profile: Profile) -> String
  /// Said before other cues of the same weight, because it matters more.
  var goesFirst: Bool { get }
  /// What it holds against limits, which each profile sets; none: it only informs.
  var criteria: [Criterion] { get }
  /// No profile can switch it off, since it is no matter of form.
  var isAlwaysOn: Bool { get }
  /// The numbers this rule contributes to a rep, whether it judges them or not. `nil`: could not be measured.
  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity]
  /// What it says of a rep; `nil`: it does not apply to this set.
  func judge(_ rep: RepMotion, in set: SetContext) -> Finding?
  /// What it says of the set as a whole.
  func judge(_ set: SetContext) -> [SetFinding]
}

extension FormRule {
  public var goesFirst: Bool { false }
  public var isAlwaysOn: Bool { false }
  public var notAssessedWhen: [String] { [] }
  public func words(for profile: Profile) -> [Quotation] { words }
  public func cue(for profile: Profile) -> String { cue }
  public func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] { [:] }
  public func judge(_ rep: RepMotion, in set: SetContext) -> Finding? { nil }
  public func judge(_ set: SetContext) -> [SetFinding] { [] }
}

/// Words of one of the two exercise guides.
public struct Quotation: Sendable, Codable, Equatable {
  /// `S0` or `S1`, as RULES.md names the guides.
  public var source: String
  public var words: String

  public init(_ source: String, _ words: String) {
    self.source = source
    self.words = words
  }
}
