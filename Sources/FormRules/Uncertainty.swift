import Kinematics

/// How sure a measured number is: half the width of its 90 % interval.
///
/// Parts that have nothing to do with one another are added as squares.
enum Uncertainty {
  static func sum(_ parts: Double...) -> Double {
    parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// From a standard deviation to half a 90 % interval.
  static let ninetyPercent = 1.645

  /// What the turn of the camera out of the side view adds to an angle, degrees. An unknown turn counts like 10-20°,
  /// and so does a larger one: the hip angle as projected is off by as much at 21-36° (Docs/capture.md).
  static func view(yaw: Double?) -> Double {
    guard let yaw else { return 3 }
    return abs(yaw) < 10 ? 1 : 3
  }

  /// Bias of the hip angle at the top: 90 % of tracked clips lie within 5° of the truth. It hardly changes within a
  /// clip, so a neutral offset for this lifter and camera leaves 2°.
  static func topBias(isNeutralKnown: Bool) -> Double { isNeutralKnown ? 2 : 5 }

  /// The same at the bottom, where the hip is bent and the tracked joint drifts more.
  static func bottomBias(isNeutralKnown: Bool) -> Double { isNeutralKnown ? 2 : 6 }

  /// The noise of a median over a stretch of time: jitter below 4 Hz gives about four independent samples a second.
  static func median(noise: Double, over seconds: Double) -> Double {
    let independent = Swift.max(1, 4 * seconds)
    return ninetyPercent * 1.25 * noise / independent.squareRoot()
  }
}
