import Kinematics

/// How sure the full times of the moves are.
enum Durations {
  /// Of the tracked lifts 90 % are within 9 % of the truth, two of .7 s within 6 %: the hip drifts as the legs set off.
  static func ascentUncertainty(_ rep: RepMotion, _ set: SetContext) -> Double {
    Uncertainty.sum(0.02, 0.09 * rep.ascent.fullDuration, crossings(rep.ascent, set))
  }

  /// Of the tracked ways down 90 % are within 11 %: the legs arrive at the bottom softly, where the hip drifts most.
  static func descentUncertainty(_ descent: RepMotion.Move, _ set: SetContext) -> Double {
    Uncertainty.sum(0.02, 0.11 * descent.fullDuration, crossings(descent, set))
  }

  /// The time between two levels wanders by the noise of the angle over the speed there, twice, and is then stretched
  /// to the whole move.
  private static func crossings(_ move: RepMotion.Move, _ set: SetContext) -> Double {
    // A minimum-jerk move passes a tenth of its range at about .7 of its mean speed.
    let speed = 0.7 * move.range / max(move.fullDuration, 0.1)
    let crossing = Uncertainty.ninetyPercent * set.motion.noise / max(speed, 1)
    return 2.0.squareRoot() * crossing / MinimumJerk.share10to90
  }
}
