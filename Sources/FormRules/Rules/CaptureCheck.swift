internal import Kinematics
public import Movement

/// Was the set filmed so that it can be judged? Never a fault of the lifter.
public struct CaptureCheck: FormRule {
  public let id = RuleID("capture")
  public let title = "Filming"
  public let words: [Quotation] = []
  public let measured = """
    Frame rate, size of the body, share of the frames in which the athlete was followed and inside the picture, noise \
    of the hip angle, from where the camera looked, its motion and tilt, cuts, light, damage, other people, and whether \
    torso, legs and knees fit the profile named.
    """
  public let cue = ""

  init() {}

  public let criteria: [Criterion] = []
  public let isAlwaysOn = true

  /// Everything that makes the verdicts less sure, with what to do about it, in the order of weight.
  func warnings(_ set: SetContext, _ track: PoseTrack) -> [CaptureWarning] {
    let motion = set.motion
    let poses = track.frames.filter { (motion.span.from...motion.span.to).contains($0.time) }.compactMap(\.pose)
    let advice = [
      grade(motion),
      FilmingAdvice.lost(motion.coverage, of: "the set"),
      FilmingAdvice.lowFrameRate(motion.frameRate),
      FilmingAdvice.smallBody(motion.torsoLength),
      FilmingAdvice.turn(motion.yaw),
      FilmingAdvice.height(motion.pitch),
      FilmingAdvice.motion(motion.isCameraMoving, swung: motion.repsWithSwungCamera.map(\.number)),
      FilmingAdvice.tilt(motion.roll),
      FilmingAdvice.cuts(track.frames.filter(\.scene.isCut).map(\.time)),
      FilmingAdvice.dark(track.frames.map(\.scene.brightness).median()),
      FilmingAdvice.damage(track.frames.contains(where: \.damaged) || !track.clip.decodeHealth.complete),
      FilmingAdvice.variableFrameRate(track.clip.variableFrameRate),
      FilmingAdvice.warning(
        motion.hasCutMovement, "cut-rep",
        "the clip begins or ends in the middle of a movement, which is not counted: start before the first rep"),
      FilmingAdvice.otherPeople(track.athlete),
      ProfileLikeness.mismatch(set),
      severalSets(motion),
      FilmingAdvice.warning(
        set.options.profileAssumed, "assumed-profile",
        "no profile was named, so a flat bench is assumed: name yours with --profile"),
    ].compactMap { $0 }
    // Where the joints lay in the picture: the body's path has the camera's motion taken out.
    return advice + (BodyView(poses, near: motion.body.near).map { FilmingAdvice.outOfFrame($0, in: track.clip) } ?? [])
  }

  func confidence(_ motion: SetMotion) -> Confidence {
    if motion.noiseGrade >= .poor || motion.coverage < 0.75 || motion.torsoLength < 60 || motion.frameRate < 14 {
      return .low
    }
    let isFair =
      motion.noiseGrade == .fair || motion.coverage < FilmingAdvice.tracked || motion.isCameraMoving
      || motion.torsoLength < FilmingAdvice.smallTorso || motion.frameRate < FilmingAdvice.slowCamera
    return isFair ? .fair : .high
  }

  private func grade(_ motion: SetMotion) -> CaptureWarning? {
    let noise = Words.number(motion.noise, 1)
    switch motion.noiseGrade {
    case .good, .fair: return nil
    case .poor:
      return CaptureWarning(
        code: "noisy", message: "the track trembles by \(noise)°, so jerks are not judged: more light, a steady camera")
    case .bad:
      return CaptureWarning(
        code: "noisy",
        message: "the track trembles by \(noise)°, so only the reps are counted: film from the side, nearer, with light"
      )
    }
  }

  private func severalSets(_ motion: SetMotion) -> CaptureWarning? {
    guard let first = motion.otherSets.first else { return nil }
    let times = motion.otherSets.map { "\(Words.moment($0.from)) to \(Words.moment($0.to))" }
    let (from, to) = (Words.number(first.from.rounded(.down)), Words.number(first.to.rounded(.up)))
    return CaptureWarning(
      code: "several-sets",
      message: "the longest set is judged; another one was seen from \(times.joined(separator: ", and one from ")): "
        + "have it judged with --start \(from) --end \(to)")
  }
}
