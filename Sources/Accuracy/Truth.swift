public import Foundation
public import Movement

/// What is known of a sample clip: the content of `NAME.truth.json`, schema `formcheck.truth/1`.
public struct Truth: Sendable, Decodable {
  public var profile: Profile
  /// `report` clips judge the program and tune nothing.
  public var split: String?
  /// The acceptable outcomes; `nil`: it is to be assessed.
  public var outcome: [Outcome]?
  public var facing: Facing?
  public var reps: [TrueRep]
  public var perFrame: PerFrame?

  public init(contentsOf url: URL) throws {
    self = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: url))
  }
}

/// A rep as it was made, in the terms of the analysis: seconds and degrees.
public struct TrueRep: Sendable, Decodable {
  public var number: Int
  public var start: Double
  public var top: Double
  public var end: Double
  public var topDeviation: Double
  public var bottomDeviation: Double
  public var hold: Double
  public var ascentDuration: Double
  public var descentDuration: Double
  /// Of every inner list at least one rule has to flag.
  public var mustFlag: [[RuleID]]
  /// Rules that may flag; any other flag is a mistake.
  public var mayFlag: [RuleID]
}

/// Truth of every frame: lists of equal length.
public struct PerFrame: Sendable, Decodable {
  /// Seconds.
  public var t: [Double]
  /// The athlete's true box in the picture, pixels; not every truth file has it.
  public var box: [[Double]]?
}
