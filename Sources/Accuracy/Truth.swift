public import Foundation
public import Movement

/// What is known of a sample clip: the content of `NAME.truth.json`, schema `formcheck.truth/1`.
///
/// Keys that came later are optional: a clip made before them says nothing about them.
public struct Truth: Sendable, Decodable {
  public var profile: Profile
  /// `report` clips judge the program and tune nothing.
  public var split: String?
  /// The acceptable outcomes; `nil`: it is to be assessed.
  public var outcome: [Outcome]?
  public var facing: Facing?
  /// Turn of the camera out of the side view, degrees.
  public var yaw: Double?
  /// How far the camera looks down, degrees.
  public var pitch: Double?
  public var reps: [TrueRep]
  /// As in a rep, for rules that judge the set as a whole.
  public var mustFlagSet: [[RuleID]]?
  public var mayFlagSet: [RuleID]?
  public var perFrame: PerFrame?

  private var options: NamedOptions?

  public init(contentsOf url: URL) throws {
    self = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: url))
  }

  /// What the clip is to be analysed with.
  public var analysisOptions: AnalysisOptions {
    AnalysisOptions(
      profile: profile, strictness: options?.strictness ?? .normal, tempo: options?.tempo,
      neutralOffset: options?.neutralOffset, floorY: options?.floorY, topReference: options?.topReference,
      start: options?.start, end: options?.end, person: options?.person)
  }

  /// What may be flagged, by ``TrueRep/title``, and for the set as a whole by `set`.
  public var allowedFlags: [String: Set<RuleID>] {
    let ofReps = reps.map { ($0.title, Set($0.mustFlag.joined()).union($0.mayFlag)) }
    let ofSet = Set((mustFlagSet ?? []).joined()).union(mayFlagSet ?? [])
    return Dictionary(ofReps, uniquingKeysWith: { $0.union($1) }).merging(["set": ofSet]) { $1 }
  }

  /// There is no set in the clip that may be assessed.
  public var isNegative: Bool { outcome.map { !$0.contains(.assessed) } ?? false }
}

/// The options of an analysis that a truth file names, under the names of the analysis; those left out have their usual
/// value.
private struct NamedOptions: Sendable, Decodable {
  var strictness: Strictness?
  var tempo: TempoTarget?
  var neutralOffset: Double?
  var floorY: Double?
  var topReference: TopReference?
  var start: Double?
  var end: Double?
  var person: Int?
}

/// A rep as it was made, in the terms of the analysis: seconds and degrees.
public struct TrueRep: Sendable, Decodable {
  public var number: Int
  /// `nil`: a rep.
  public var kind: Rep.Kind?
  public var start: Double
  public var top: Double
  public var end: Double
  public var topDeviation: Double
  public var bottomDeviation: Double
  public var hold: Double
  public var ascentDuration: Double
  public var descentDuration: Double
  /// Other numbers by the name that the analysis gives them, in its unit; `null`: there is none.
  public var measures: [String: Double?]?
  /// Of every inner list at least one rule has to flag.
  public var mustFlag: [[RuleID]]
  /// Rules that may flag; any other flag is a mistake.
  public var mayFlag: [RuleID]

  /// Everything that was made, by name.
  public var quantities: [Measure: Double] {
    let named = (measures ?? [:]).compactMap { name, value in value.map { (Measure(name), $0) } }
    return [
      .topDeviation: topDeviation, .bottomDeviation: bottomDeviation, .hold: hold,
      .ascentDuration: ascentDuration, .descentDuration: descentDuration,
    ].merging(named) { own, _ in own }
  }

  /// As findings name it: `rep 3`, `attempt 1`.
  public var title: String { "\((kind ?? .rep).rawValue) \(number)" }
}

/// Truth of every frame: lists of equal length.
public struct PerFrame: Sendable, Decodable {
  /// Seconds.
  public var t: [Double]
  /// The athlete's true box in the picture, pixels; not every truth file has it.
  public var box: [[Double]]?
}
