import Kinematics
import Movement

/// Numbers of a rep that several rules and readers share and that no single rule owns.
enum BasicMeasures {
  static func of(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    var quantities: [Measure: Quantity] = [:]
    let isNeutralKnown = set.options.neutralOffset != nil
    let bottomUncertainty = Uncertainty.sum(
      Uncertainty.bottomBias(isNeutralKnown: isNeutralKnown), Uncertainty.view(yaw: set.motion.yaw),
      Uncertainty.median(noise: set.motion.noise, over: 0.2))
    if rep.descent != nil {
      quantities[.bottomDeviation] = Quantity(
        rep.bottomLevelAfter - set.neutral, .degrees, uncertainty: bottomUncertainty)
    }
    // The offset of lifter and camera drops out of a difference; what changes between top and bottom stays.
    quantities[.rangeOfMotion] = Quantity(
      rep.range, .degrees, uncertainty: isNeutralKnown ? bottomUncertainty : Uncertainty.sum(bottomUncertainty, 2))
    quantities[.ascentDuration] = duration(rep.ascent, set)
    quantities[.descentDuration] = rep.descent.map { duration($0, set) }
    add(knee: &quantities, rep, set)
    return quantities
  }

  /// The ends of a band wander by noise over speed; on tracked clips 90 % of durations lie within .13 s.
  private static func duration(_ move: RepMotion.Move, _ set: SetContext) -> Quantity {
    let speed = move.range / max(move.fullDuration, 0.1)
    return Quantity(
      move.duration, .seconds,
      uncertainty: Uncertainty.sum(0.13, Uncertainty.ninetyPercent * 2 * set.motion.noise / max(speed, 1)))
  }

  /// A knee bent the wrong way by more than this is a tracking error.
  private static let impossibleKnee = -15.0

  private static func add(knee quantities: inout [Measure: Quantity], _ rep: RepMotion, _ set: SetContext) {
    let working = TimeSpan(from: rep.ascent.tenth, to: max(rep.ascent.tenth, rep.hold.span.to))
    guard Silence.hidden([.hip, .knee, .ankle], in: rep.span, set) == nil else { return }
    func flexion(_ span: TimeSpan) -> [Double] {
      set.values(set.signals.kappa, in: span).filter { $0 >= impossibleKnee }
    }
    if let flexion = flexion(working).median() {
      quantities[.kneeFlexion] = Quantity(flexion, .degrees, uncertainty: 6)
    }
    if let change = flexion(rep.span).robustRange() {
      quantities[.kneeChange] = Quantity(change, .degrees, uncertainty: 6)
    }
  }
}
