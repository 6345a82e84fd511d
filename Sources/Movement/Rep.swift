/// One repetition, or an attempt that stopped far below the others.
public struct Rep: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    case rep, attempt
  }

  /// 1 for the first rep of the set; attempts are numbered on their own.
  public var number: Int
  public var kind: Kind
  /// Onset of the ascent, seconds from the start of the clip.
  public var start: Double
  /// Middle of the plateau at the top, seconds.
  public var top: Double
  /// Arrival in the bottom band, seconds.
  public var end: Double
  public var hold: Hold
  public var tempo: Tempo
  public var measurements: [Measure: Quantity?]
  public var findings: [Finding]

  public init(
    number: Int, kind: Kind, start: Double, top: Double, end: Double, hold: Hold, tempo: Tempo,
    measurements: [Measure: Quantity?], findings: [Finding]
  ) {
    self.number = number
    self.kind = kind
    self.start = start.rounded(toDecimals: 3)
    self.top = top.rounded(toDecimals: 3)
    self.end = end.rounded(toDecimals: 3)
    self.hold = hold
    self.tempo = tempo
    self.measurements = measurements
    self.findings = findings
  }
}

/// The stop at the top: within 5° of the top level and slower than 20°/s.
public struct Hold: Sendable, Codable, Equatable {
  public var start: Double
  public var end: Double
  /// Seconds.
  public var duration: Double
  /// Half the width of the 90 % interval, seconds.
  public var uncertainty: Double

  public init(start: Double, end: Double, duration: Double, uncertainty: Double) {
    self.start = start.rounded(toDecimals: 3)
    self.end = end.rounded(toDecimals: 3)
    self.duration = duration.rounded(toDecimals: 3)
    self.uncertainty = uncertainty.rounded(toDecimals: 3)
  }
}

/// Seconds for each part of the rep, as a coach counts them. `nil`: the clip ends before that part does.
public struct Tempo: Sendable, Codable, Equatable {
  @OrNull public var ascent: Double?
  @OrNull public var top: Double?
  @OrNull public var descent: Double?
  @OrNull public var bottom: Double?

  public init(ascent: Double?, top: Double?, descent: Double?, bottom: Double?) {
    self.ascent = ascent?.rounded(toDecimals: 2)
    self.top = top?.rounded(toDecimals: 2)
    self.descent = descent?.rounded(toDecimals: 2)
    self.bottom = bottom?.rounded(toDecimals: 2)
  }
}
