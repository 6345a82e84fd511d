/// The name of a rule, as users read it: `partial-top`. Each rule file declares its own.
public struct RuleID: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { rawValue = name }

  public var description: String { rawValue }
  public static func < (a: RuleID, b: RuleID) -> Bool { a.rawValue < b.rawValue }
}

/// What a rule says of a rep, from best to worst.
public enum Verdict: String, Sendable, Codable, CaseIterable {
  /// Inside the band.
  case ok
  /// It could not be judged; the finding says why.
  case notAssessed
  /// Between ok and flag, or beyond the limit by less than the uncertainty. No fault.
  case borderline
  /// Beyond the flag limit by more than the uncertainty.
  case flag
}

public enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
  case info, mild, strong

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
  private var rank: Int { self == .info ? 0 : self == .mild ? 1 : 2 }
}

/// What one rule found in one rep, with its evidence.
public struct Finding: Sendable, Codable, Equatable {
  public var rule: RuleID
  public var verdict: Verdict
  public var severity: Severity
  /// The measured number that decided, in `unit`; `nil` when nothing could be measured.
  @OrNull public var value: Double?
  @OrNull public var unit: Unit?
  /// Half the width of the 90 % interval of `value`, in `unit`.
  @OrNull public var uncertainty: Double?
  /// The flag limit that `value` was held against, in `unit`, strictness applied.
  @OrNull public var limit: Double?
  /// When it was seen, seconds from the start of the clip.
  public var from: Double
  public var to: Double
  /// One sentence: what was seen.
  public var message: String
  /// Why it was not assessed; `nil` unless the verdict is `notAssessed`.
  @OrNull public var reason: String?

  public init(
    rule: RuleID, verdict: Verdict, severity: Severity = .info, value: Double? = nil, unit: Unit? = nil,
    uncertainty: Double? = nil, limit: Double? = nil, span: TimeSpan, message: String, reason: String? = nil
  ) {
    self.rule = rule
    self.verdict = verdict
    self.severity = severity
    self.value = value?.rounded(toDecimals: 3)
    self.unit = unit
    self.uncertainty = uncertainty?.rounded(toDecimals: 3)
    self.limit = limit?.rounded(toDecimals: 3)
    from = span.from.rounded(toDecimals: 3)
    to = span.to.rounded(toDecimals: 3)
    self.message = message
    self.reason = reason
  }
}

/// What one rule found over the whole set.
public struct SetFinding: Sendable, Codable, Equatable {
  public var finding: Finding
  /// Numbers of the reps concerned.
  public var reps: [Int]

  public init(finding: Finding, reps: [Int]) {
    self.finding = finding
    self.reps = reps
  }

  private enum CodingKeys: String, CodingKey { case reps }

  /// One flat object: the finding's keys and `reps`.
  public func encode(to encoder: any Encoder) throws {
    try finding.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reps, forKey: .reps)
  }

  public init(from decoder: any Decoder) throws {
    finding = try Finding(from: decoder)
    reps = try decoder.container(keyedBy: CodingKeys.self).decode([Int].self, forKey: .reps)
  }
}

/// One thing to work on, said to the lifter.
public struct Cue: Sendable, Codable, Equatable {
  public var rule: RuleID
  public var text: String
  public var reps: [Int]
  /// The moment that shows it best, seconds.
  public var at: Double

  public init(rule: RuleID, text: String, reps: [Int], at: Double) {
    self.rule = rule
    self.text = text
    self.reps = reps
    self.at = at.rounded(toDecimals: 3)
  }
}
