public import Movement

/// One column of `signals.csv`: a signal of the set, sampled on ``SetMotion/timeline``.
public struct NamedSignal: Sendable, Equatable {
  public let name: String
  public let unit: Unit
  /// NaN: missing.
  public let values: [Double]
}

extension SetMotion {
  /// The moments of the samples, seconds from the start of the clip.
  public var times: [Double] { (0..<timeline.count).map { timeline.time($0) } }

  /// The signals that a reader may want to plot, in the order of the columns.
  public var namedSignals: [NamedSignal] {
    [
      NamedSignal(name: "hipAngle", unit: .degrees, values: signals.delta6.map { 180 + $0 }),
      NamedSignal(name: "delta", unit: .degrees, values: signals.delta6),
      NamedSignal(name: "thighElevation", unit: .degrees, values: signals.phi),
      NamedSignal(name: "legElevation", unit: .degrees, values: signals.lambda),
      NamedSignal(name: "trunkElevation", unit: .degrees, values: signals.tau),
      NamedSignal(name: "kneeFlexion", unit: .degrees, values: signals.kappa),
      NamedSignal(name: "headAngle", unit: .degrees, values: signals.eta),
      NamedSignal(name: "speed", unit: .degreesPerSecond, values: signals.steadySpeed),
    ]
  }
}
