internal import Kinematics
internal import Movement

/// A number of the analysis against the true one.
public struct MeasuredError: Sendable, Equatable {
  /// Found minus true, in the unit of the measure.
  public var value: Double
  /// The true number lay within the stated uncertainty; `nil`: none was stated.
  public var isCovered: Bool?

  public init(_ value: Double, isCovered: Bool?) {
    self.value = value
    self.isCovered = isCovered
  }
}

/// Errors of one measure, summed up.
public struct ErrorSummary: Sendable, Equatable {
  public var count: Int
  public var bias: Double
  public var meanSize: Double
  /// Nine in ten errors are at most so large.
  public var p90: Double
  /// Share with the truth within the stated uncertainty; `nil`: no uncertainty was stated.
  public var coverage: Double?

  /// `nil` without errors.
  public init?(_ errors: [MeasuredError]) {
    let sizes = errors.map { abs($0.value) }
    guard let p90 = sizes.percentile(90) else { return nil }
    count = errors.count
    bias = mean(errors.map(\.value))
    meanSize = mean(sizes)
    self.p90 = p90
    let covered = errors.compactMap(\.isCovered)
    coverage = covered.isEmpty ? nil : Double(covered.count { $0 }) / Double(covered.count)
  }
}

/// How one rule did.
public struct RuleTally: Sendable, Equatable {
  /// Demands whose first rule this is, and how many of them some flag met.
  public var demands = 0
  public var met = 0
  /// Demands that went unmet while this rule said `notAssessed`.
  public var silentMisses = 0
  /// Flags given, and how many of them the truth allows.
  public var flags = 0
  public var allowed = 0
  /// Findings, and how many of them were `notAssessed` and `borderline`.
  public var findings = 0
  public var notAssessed = 0
  public var borderline = 0

  public init() {}

  public static func += (sum: inout RuleTally, more: RuleTally) {
    sum.demands += more.demands
    sum.met += more.met
    sum.silentMisses += more.silentMisses
    sum.flags += more.flags
    sum.allowed += more.allowed
    sum.findings += more.findings
    sum.notAssessed += more.notAssessed
    sum.borderline += more.borderline
  }
}

extension Measure {
  /// Numbers of the clip that a truth file knows: see ``Capture``.
  static let yaw = Measure("yaw")
  static let pitch = Measure("pitch")
}

/// Not a number for none.
public func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
