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
    return quantities
  }

  /// The ends of a band wander by noise over speed; on tracked clips 90 % of durations lie within .13 s.
  private static func duration(_ move: RepMotion.Move, _ set: SetContext) -> Quantity {
    let speed = move.range / max(move.fullDuration, 0.1)
    return Quantity(
      move.duration, .seconds,
      uncertainty: Uncertainty.sum(0.13, Uncertainty.ninetyPercent * 2 * set.motion.noise / max(speed, 1)))
  }
}
