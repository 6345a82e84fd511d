import Kinematics
import Movement

/// Does a set look like the profile it was given? Said only where torso, legs and knees differ by far more than sets of one
/// profile do among themselves: a bench and a machine do not (thighs hang to -71...-81° and -74...-84°, knees are bent by
/// 11-19° and 7-16°, on tracked sets), so neither is ever taken for the other.
enum ProfileLikeness {
  /// How the torso of each profile usually lies, degrees; a machine may slope a little. On tracked sets: bench -8...1°,
  /// machine -19...1°, ball on a bench 8...12°, ball 12...15°, 45° bench 34...48°.
  private static func usualTorso(_ profile: Profile) -> ClosedRange<Double> {
    switch profile {
    case .bench, .ballOnBench: -25...20
    case .ball, .machine: -35...30
    case .incline45: 15...65
    }
  }

  /// A ball that lies on the floor stops the legs: thighs get down to -38...-42°, everywhere else to -52° and below.
  private static let lowestOverBall = -55.0
  private static let ballLike = (thighs: -47.0, torso: 6.0...25.0, knees: 9.0)

  static func mismatch(_ set: SetContext) -> CaptureWarning? {
    let torso = set.motion.trunkElevation
    let name = set.profile.rawValue
    // Where the thighs are at the bottoms, over the horizontal; without reps there is no bottom.
    let lows = set.motion.countedReps.map(\.bottomLevelBefore).median().map { $0 + torso }
    let knees = set.signals.kappa.median() ?? 0
    let seen: String
    let like: String
    if !usualTorso(set.profile).contains(torso) {
      seen = "the torso slopes \(Words.number(abs(torso)))° \(torso < 0 ? "down" : "up") toward the hips"
      like = torso > 30 ? ", like on \(Profile.incline45.rawValue)" : ""
    } else if set.profile == .ball, let lows, lows < lowestOverBall {
      seen =
        "the thighs hang to \(Words.number(abs(lows)))° below the horizontal, where a ball on the floor leaves no room"
      like =
        ", like on \(torso > 5 ? Profile.ballOnBench.rawValue : "\(Profile.bench.rawValue) or \(Profile.machine.rawValue)")"
    } else if set.profile != .ball, set.profile != .incline45, let lows, lows > ballLike.thighs, knees < ballLike.knees,
      ballLike.torso.contains(torso)
    {
      seen = "the torso slopes \(Words.number(torso))° and straight legs hang only to \(Words.number(abs(lows)))°"
      like = ", like on \(Profile.ball.rawValue)"
    } else {
      return nil
    }
    let use =
      set.profile == .incline45 && set.options.topReference == .floor && !set.isTorsoInclined
      ? "; the legs are compared with the torso instead of the floor" : ""
    return CaptureWarning(
      code: "profile-mismatch", message: "\(seen), unlike on \(name)\(like): check --profile\(use)")
  }
}
