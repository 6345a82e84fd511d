import Kinematics
import Movement

/// The level of the legs at the top of a rep: shared by the rules that look at it from below and from above.
enum TopLevel {
  static func deviation(_ rep: RepMotion, in set: SetContext) -> Quantity {
    Quantity(
      rep.topLevel - set.neutral, .degrees,
      uncertainty: uncertainty(rep, in: set, isNeutralKnown: set.options.neutralOffset != nil))
  }

  /// Over the horizontal, corrected for the tilt of the camera where it is known.
  ///
  /// The neutral offset is one of the hip angle: it neither corrects the thigh's elevation nor makes it surer.
  static func elevation(_ rep: RepMotion, in set: SetContext) -> Quantity? {
    guard let phi = set.signals.phi[rep.plateau].median() else { return nil }
    return Quantity(
      phi + set.tilt, .degrees,
      uncertainty: Uncertainty.sum(
        uncertainty(rep, in: set, isNeutralKnown: false), set.motion.roll == nil ? 3 : 1))
  }

  private static func uncertainty(_ rep: RepMotion, in set: SetContext, isNeutralKnown: Bool) -> Double {
    let seconds = Double(rep.plateau.count) * set.timeline.step
    return Uncertainty.sum(
      Uncertainty.topBias(isNeutralKnown: isNeutralKnown),
      Uncertainty.view(yaw: set.motion.yaw),
      Uncertainty.median(noise: set.motion.noise, over: seconds))
  }

  static func span(_ rep: RepMotion, in set: SetContext) -> TimeSpan {
    TimeSpan(from: set.timeline.time(rep.plateau.lowerBound), to: set.timeline.time(rep.plateau.upperBound))
  }

  static func silence(_ rep: RepMotion, _ set: SetContext, mostYaw: Double) -> String? {
    Silence.noisy(set, allowed: .poor)
      ?? Silence.turnedAway(set, most: mostYaw)
      ?? Silence.hidden([.shoulder, .hip, .knee], in: span(rep, in: set), set)
  }
}
