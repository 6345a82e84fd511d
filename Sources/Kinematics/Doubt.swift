import Movement

/// Why a prone body's movement is not judged as a set of this exercise.
struct Doubt {
  let outcome: Outcome
  let reason: String

  /// `nil`: it is a set.
  init?(_ motion: SetMotion) {
    if let reason = Doubt.badView(motion) {
      (outcome, self.reason) = (.notAssessable, reason)
    } else if motion.torsoMoves > motion.countedReps.count {
      outcome = .notThisExercise
      reason = "the torso goes up and down and the legs stay: in this exercise it is the other way round"
    } else if motion.countedReps.isEmpty, motion.signals.tau.robustRange() ?? 0 > Doubt.restlessTorso {
      outcome = .notThisExercise
      reason = "the torso moves and the legs do not: in this exercise it is the other way round"
    } else if motion.countedReps.isEmpty {
      outcome = .noReps
      reason = "somebody lies face down, but the legs do not go up and come down again"
    } else if let reason = Doubt.otherExercise(motion) {
      (outcome, self.reason) = (.notThisExercise, reason)
    } else {
      return nil
    }
  }

  /// From the side the shoulders lie behind one another: up to .2 Lt on tracked clips. From the front they are
  /// wider apart than the foreshortened torso is long.
  private static let frontSpread = 0.7
  /// Thigh and shank against the torso: 1.4-1.5 on tracked side views.
  private static let legShare = 0.8...3.5
  /// How much the tracked thigh changes its length (median deviation): .05 on tracked clips; a leaping track has more.
  private static let thighWander = 0.2
  private static let leastCoverage = 0.5
  /// A smaller torso than this is a few pixels of noise away from any angle.
  private static let leastTorso = 30.0
  /// A torso that rests on something moves by less, even on a ball.
  private static let restlessTorso = 30.0
  /// Legs that never hang this far below the line, and go beyond it by more than any hip does (norm 10-20°, and as
  /// much again for the back and the track), go to the front of the body.
  private static let unhung = -15.0
  private static let unreachable = 40.0

  private static func badView(_ motion: SetMotion) -> String? {
    let share = motion.legLength / motion.torsoLength
    let thighs = motion.body[.hip].distances(to: motion.body[.knee])
    let usual = thighs.median() ?? 0
    let wander = thighs.map { abs($0 - usual) }.median() ?? 0
    if motion.coverage < leastCoverage {
      return "the athlete was followed in only \(Int(motion.coverage * 100)) % of the set"
    }
    if motion.torsoLength < leastTorso {
      return "the athlete is too small in the picture: the torso is \(Int(motion.torsoLength)) pixels long"
    }
    if motion.shoulderSpread > frontSpread || !legShare.contains(share) {
      return "the set was not filmed from the side: put the camera beside the bench, at hip height"
    }
    if motion.repsWithSwungCamera.count * 2 > motion.countedReps.count {
      return "the camera was swung along during the set: leave it standing on one spot"
    }
    if wander > thighWander * usual {
      return "the legs could not be followed: the track leaps from place to place"
    }
    return nil
  }

  private static func otherExercise(_ motion: SetMotion) -> String? {
    let lows = motion.countedReps.map(\.bottomLevelBefore)
    let tops = motion.countedReps.map(\.topLevel)
    if let low = lows.median(), let top = tops.median(), low > unhung, top > unreachable {
      return "the legs go from the line of the torso to the front of the body, as when lying on the back"
    }
    if isSingleLeg(motion) { return "one leg works and the other one rests: this exercise is done with both" }
    return nil
  }

  /// The far leg is in plain sight and hardly moves while the near one does.
  private static func isSingleLeg(_ motion: SetMotion) -> Bool {
    let all = 0...(motion.timeline.count - 1)
    guard motion.body[.farKnee].hiddenShare(in: all, below: 0.6) < 0.3 else { return false }
    let far = motion.body[.farHip].elevation(to: motion.body[.farKnee]).unwrappedDegrees()
    let near = motion.signals.phi
    var shares: [Double] = []
    for rep in motion.countedReps {
      let span = rep.bottomBefore...rep.bottomAfter
      guard let farRange = far[span].robustRange(), let nearRange = near[span].robustRange(), nearRange > 0 else {
        continue
      }
      shares.append(farRange / nearRange)
    }
    return (shares.median() ?? 1) < 0.35
  }
}
