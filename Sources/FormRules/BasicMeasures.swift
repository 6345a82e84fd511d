import Kinematics
import Movement

/// Numbers of a rep that several rules and readers share and that no single rule owns.
enum BasicMeasures {
  /// The tracked hip drifts as the legs hang, and the bottom reads too low: by 1.6° on the clips that were tuned on.
  /// Taking that off lowered the mean error on the others from 2.35 to 1.8°, on photographs from 2.24 to 2.16°. The same at
  /// the top, and by profile, helped nowhere.
  private static let bottomShortfall = 1.6

  static func of(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    var quantities: [Measure: Quantity] = [:]
    let isNeutralKnown = set.options.neutralOffset != nil
    let bottomUncertainty = Uncertainty.sum(
      Uncertainty.bottomBias(isNeutralKnown: isNeutralKnown), Uncertainty.view(yaw: set.motion.yaw),
      Uncertainty.median(noise: set.motion.noise, over: 0.2))
    if rep.descent != nil {
      quantities[.bottomDeviation] = Quantity(
        rep.bottomLevelAfter + bottomShortfall - set.neutral, .degrees, uncertainty: bottomUncertainty)
    }
    // The offset of lifter and camera drops out of a difference; what changes between top and bottom stays.
    quantities[.rangeOfMotion] = Quantity(
      rep.range - bottomShortfall, .degrees,
      uncertainty: isNeutralKnown ? bottomUncertainty : Uncertainty.sum(bottomUncertainty, 2))
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
