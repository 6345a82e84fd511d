public enum Unit: String, Sendable, Codable, CaseIterable {
  case degrees = "deg"
  case seconds = "s"
  case degreesPerSecond = "deg/s"
  case pixels = "px"
  case torsoLengths = "Lt"
  case legLengths = "Ll"
  case framesPerSecond = "fps"
  case ratio = "1"
  case count
}

/// A measured number with its unit and its uncertainty: half the width of the 90 % interval, in the same unit.
public struct Quantity: Sendable, Codable, Equatable {
  public var value: Double
  public var unit: Unit
  public var uncertainty: Double

  public init(_ value: Double, _ unit: Unit, uncertainty: Double) {
    self.value = value.rounded(toDecimals: 3)
    self.unit = unit
    self.uncertainty = uncertainty.rounded(toDecimals: 3)
  }
}

/// The name of something measured in a rep. A rule that measures something new declares its name beside itself.
public struct Measure: RawRepresentable, Sendable, Hashable, Codable, CodingKeyRepresentable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { rawValue = name }

  public var codingKey: any CodingKey { Key(stringValue: rawValue) }
  public init?(codingKey: some CodingKey) { rawValue = codingKey.stringValue }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension Measure {
  /// Hip angle at the top minus 180°: 0 in line, + above, - below.
  public static let topDeviation = Measure("topDeviation")
  /// Elevation of the thigh over the horizontal at the top.
  public static let topElevation = Measure("topElevation")
  /// Hip angle minus 180° at the bottom that the rep ends in.
  public static let bottomDeviation = Measure("bottomDeviation")
  /// From the bottom before to the top level.
  public static let rangeOfMotion = Measure("rangeOfMotion")
  public static let hold = Measure("hold")
  public static let ascentDuration = Measure("ascentDuration")
  public static let descentDuration = Measure("descentDuration")
  public static let lateSpeedRatio = Measure("lateSpeedRatio")
  public static let overshoot = Measure("overshoot")
  public static let speedPeaks = Measure("speedPeaks")
  public static let speedDip = Measure("speedDip")
  public static let sparc = Measure("sparc")
  public static let headExcursion = Measure("headExcursion")
  public static let headRange = Measure("headRange")
  public static let kneeFlexion = Measure("kneeFlexion")
  public static let kneeChange = Measure("kneeChange")
  public static let torsoRange = Measure("torsoRange")
  public static let feetHeight = Measure("feetHeight")
  public static let toeClearance = Measure("toeClearance")
  public static let legSpread = Measure("legSpread")
  public static let ankleAngle = Measure("ankleAngle")

  /// The names every rep carries in the analysis, `null` where there is no number.
  public static let contract: [Measure] = [
    .topDeviation, .topElevation, .bottomDeviation, .rangeOfMotion, .hold, .ascentDuration, .descentDuration,
    .lateSpeedRatio, .overshoot, .speedPeaks, .speedDip, .sparc, .headExcursion, .headRange, .kneeFlexion, .kneeChange,
    .torsoRange, .feetHeight, .toeClearance, .legSpread, .ankleAngle,
  ]
}
