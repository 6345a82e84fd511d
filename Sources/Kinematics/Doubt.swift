import Movement

/// Why a level body's movement is not judged as a set of this exercise.
///
/// In this exercise a prone trunk rests on something and stays, and both legs go together from hanging below it up into
/// line. Each reason below is a part of that which was seen to be otherwise, by far more than any bad rep makes it.
struct Doubt {
  let outcome: Outcome
  let reason: String

  /// `nil`: it is a set.
  init?(_ motion: SetMotion) {
    let reps = motion.countedReps
    let whole = 0...(motion.timeline.count - 1)
    let parts = MovingParts(motion, in: reps.isEmpty ? [whole] : reps.map { $0.bottomBefore...$0.bottomAfter })
    if let reason = Doubt.badView(motion) {
      (outcome, self.reason) = (.notAssessable, reason)
    } else if let reason = Doubt.movingTrunk(motion, parts) ?? Doubt.otherLegWork(motion, parts) {
      (outcome, self.reason) = (.notThisExercise, reason)
    } else if reps.isEmpty {
      outcome = .noReps
      reason = "the torso lies level, but the legs do not go up and come down again"
    } else {
      return nil
    }
  }

  // MARK: - What can be seen at all

  /// Thigh and shank against the torso: 1.4-1.5 on tracked side views.
  private static let legShare = 0.8...3.5
  /// How much the tracked thigh changes its length (median deviation): .05 on tracked clips; a leaping track has more.
  private static let thighWander = 0.2
  private static let leastCoverage = 0.5
  /// A smaller torso than this is a few pixels of noise away from any angle.
  private static let leastTorso = 30.0

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
    if motion.shoulderSpread > BodyView.frontSpread || !legShare.contains(share) {
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

  // MARK: - A trunk that does not rest on anything

  /// Travel in Lt. On tracked sets the hips stay within .11; swung legs heave them by .25 at most.
  private static let restingHips = 0.5
  /// On tracked sets the shoulders stay within .06 and the feet go 1.4 or more; a torso that rocks by 20° takes the
  /// shoulders .4 along, a rep of 25° the feet .65.
  private static let restingShoulders = 0.35
  private static let shouldersShare = 0.5
  private static let swingingFeet = 0.3
  /// Degrees: a trunk that turns by more, and by more than this share of what the thighs do, is what works.
  private static let restlessTrunk = 25.0
  private static let trunkShare = 0.5

  private static func movingTrunk(_ motion: SetMotion, _ parts: MovingParts) -> String? {
    let isTrunkAtWork =
      motion.torsoMoves > motion.countedReps.count
      || (parts.trunk > restlessTrunk && parts.trunk > trunkShare * parts.thighs)
    if isTrunkAtWork {
      return "the torso itself goes up and down: in this exercise it rests and only the legs move"
    }
    if parts.hips > restingHips {
      return "the hips move through the picture: in this exercise they stay on the support and only the legs move"
    }
    let areFeetStill = parts.feet < swingingFeet
    if parts.shoulders > (areFeetStill ? restingShoulders / 2 : restingShoulders),
      parts.shoulders > shouldersShare * parts.feet
    {
      return "the shoulders go up and down: in this exercise the torso rests and only the legs move"
    }
    return nil
  }

  // MARK: - Legs that do something else

  /// Degrees below the line of the trunk. Legs that never hang lower were lifted off the floor, kicked about the line, or
  /// belong to somebody on the back; the shortest set of the book (a ball) begins at -40 or so.
  private static let leastHang = -22.0
  /// No hip opens so far beyond the line (norm 10-20°, and as much again for the back and the track).
  private static let unreachable = 55.0
  /// Legs that do not hang and go this far beyond the line go to the front of the body.
  private static let toTheFront = 30.0
  /// Correlation of two legs that move together: .98 or more on tracked sets.
  private static let inTurn = 0.2
  /// The far thigh's share of the near one's way: .85 or more on tracked sets, .1 where one leg rests.
  private static let restingShare = 0.4
  /// A far leg behind the near one is seen to .15-.5 and its place still fits; one that stays below is seen to .8 and
  /// more. Where less is seen, the place is a guess.
  private static let farVisibility = 0.4
  private static let workingThigh = 20.0
  /// A knee that turns by this much, and by so much more than the thigh, is what works.
  private static let workingKnee = 40.0
  private static let kneeShare = 1.5
  /// Knees that stay bent by this much all through kneel on something (all fours: 90°).
  private static let kneelingKnee = 72.0

  private static func otherLegWork(_ motion: SetMotion, _ parts: MovingParts) -> String? {
    if parts.knees > workingKnee, parts.knees > kneeShare * parts.thighs {
      return "the knees bend and straighten and the thighs stay: in this exercise the legs swing from the hips"
    }
    if parts.farVisibility >= farVisibility, let reason = legsApart(parts) { return reason }
    guard !motion.countedReps.isEmpty else { return nil }
    if parts.feet < swingingFeet {
      return "the feet stay where they are: in this exercise the legs swing up from the hips"
    }
    let knees = motion.countedReps.flatMap { motion.signals.kappa[$0.bottomBefore...$0.bottomAfter] }
    if knees.percentile(10) ?? 0 > kneelingKnee {
      return "the knees stay bent at a right angle, as on all fours: in this exercise the legs are long"
    }
    let lows = motion.countedReps.flatMap { [$0.bottomLevelBefore, $0.bottomLevelAfter] }
    let low = lows.percentile(20) ?? 0
    let top = motion.countedReps.map(\.topLevel).median() ?? 0
    if top > unreachable || (low > leastHang && top > toTheFront) {
      return "the legs go from the line of the torso to the front of the body, as when lying on the back"
    }
    if low > leastHang {
      return "the legs are never below the torso: in this exercise they hang from the hips before each lift"
    }
    return nil
  }

  private static func legsApart(_ parts: MovingParts) -> String? {
    let (more, less) = (max(parts.thighs, parts.farThighs), min(parts.thighs, parts.farThighs))
    guard more > workingThigh else { return nil }
    if less < restingShare * more {
      return "one leg works and the other one rests: this exercise is done with both"
    }
    if parts.together < inTurn {
      return "the legs go up in turn: in this exercise they go up together"
    }
    return nil
  }
}
