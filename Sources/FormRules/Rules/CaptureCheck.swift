import Kinematics
import Movement

/// Was the set filmed so that it can be judged? Never a fault of the lifter.
struct CaptureCheck: FormRule {
  let id = RuleID("capture")
  let title = "Filming"
  let words: [Quotation] = []
  let measured = """
    Frame rate, size of the body, share of the frames in which the athlete was followed, noise of the hip angle, \
    camera motion and tilt, damage, other people, and whether torso and range fit the profile named.
    """
  let cue = ""

  /// The numbers below which a warning is given: pixels, frames a second, shares.
  private static let smallTorso = 90.0
  private static let slowCamera = 23.0
  private static let darkPicture = 0.12
  private static let tracked = 0.9
  /// Degrees of camera tilt above which filming again is the better answer, though the tilt is taken into account.
  private static let tilted = 5.0

  let criteria: [Criterion] = []
  let isAlwaysOn = true

  /// Everything that makes the verdicts less sure, with what to do about it, in the order of weight.
  func warnings(_ set: SetContext, _ track: PoseTrack) -> [CaptureWarning] {
    let motion = set.motion
    return [
      grade(motion),
      warning(
        motion.coverage < CaptureCheck.tracked, "athlete-lost",
        "the athlete was followed in only \(Words.number(motion.coverage * 100)) % of the set: "
          + "keep the whole body in the picture"),
      warning(
        motion.frameRate < CaptureCheck.slowCamera, "low-frame-rate",
        "\(Words.number(motion.frameRate)) frames a second: film with 30 or more to have jerks judged"),
      warning(
        motion.torsoLength < CaptureCheck.smallTorso, "small-body",
        "the torso is only \(Words.number(motion.torsoLength)) pixels long: go nearer, or film in a higher resolution"),
      warning(
        motion.isCameraMoving, "camera-moved",
        "the camera moved during the set: put it on something firm"),
      tilt(motion),
      warning(
        legsOutOfFrame(motion, track), "out-of-frame",
        "the legs leave the picture: step back until the feet stay inside"),
      warning(
        brightness(track) < CaptureCheck.darkPicture, "dark",
        "the picture is dark: switch on more light"),
      warning(
        track.frames.contains(where: \.damaged) || !track.clip.decodeHealth.complete, "damaged-video",
        "parts of the video are damaged or missing: copy the file again"),
      warning(
        track.clip.variableFrameRate, "variable-frame-rate",
        "the frame rate varies; times are taken from the frames' own time stamps"),
      warning(
        motion.hasCutMovement, "cut-rep",
        "the clip begins or ends in the middle of a movement, which is not counted: start before the first rep"),
      warning(
        (track.athlete?.candidates ?? 1) > 1, "other-people",
        "other people are in the picture: check that the right one was followed, or use --person"),
      profileMismatch(set),
      severalSets(motion),
      warning(
        set.options.profileAssumed, "assumed-profile",
        "no profile was named, so a flat bench is assumed: name yours with --profile"),
    ].compactMap { $0 }
  }

  func confidence(_ motion: SetMotion) -> Confidence {
    if motion.noiseGrade >= .poor || motion.coverage < 0.75 || motion.torsoLength < 60 || motion.frameRate < 14 {
      return .low
    }
    let isFair =
      motion.noiseGrade == .fair || motion.coverage < CaptureCheck.tracked || motion.isCameraMoving
      || motion.torsoLength < CaptureCheck.smallTorso || motion.frameRate < CaptureCheck.slowCamera
    return isFair ? .fair : .high
  }

  private func warning(_ isGiven: Bool, _ code: String, _ message: String) -> CaptureWarning? {
    isGiven ? CaptureWarning(code: code, message: message) : nil
  }

  private func tilt(_ motion: SetMotion) -> CaptureWarning? {
    guard let roll = motion.roll, abs(roll) > CaptureCheck.tilted else { return nil }
    return CaptureWarning(
      code: "camera-tilted",
      message: "the camera was tilted \(Words.number(abs(roll)))° \(roll > 0 ? "clockwise" : "counter-clockwise"): "
        + "turn it until door frames stand upright in the picture")
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

  /// The near knee or ankle lies outside the picture in more than a tenth of the frames.
  private func legsOutOfFrame(_ motion: SetMotion, _ track: PoseTrack) -> Bool {
    let (width, height) = (Double(track.clip.width), Double(track.clip.height))
    guard width > 0, height > 0 else { return false }
    // Where the joints lay in the picture: the body's path has the camera's motion taken out.
    let poses = track.frames
      .filter { (motion.span.from...motion.span.to).contains($0.time) }
      .compactMap(\.pose)
    return [Joint.knee(motion.body.near), .ankle(motion.body.near)].contains { joint in
      let outside = poses.count { pose in
        let place = pose[joint].position
        return !(0...width).contains(place.x) || !(0...height).contains(place.y)
      }
      return outside * 10 > poses.count
    }
  }

  private func brightness(_ track: PoseTrack) -> Double {
    track.frames.map(\.scene.brightness).median() ?? 1
  }

  private func severalSets(_ motion: SetMotion) -> CaptureWarning? {
    guard let first = motion.otherSets.first else { return nil }
    let times = motion.otherSets.map { "\(Words.moment($0.from)) to \(Words.moment($0.to))" }
    let (from, to) = (Words.number(first.from.rounded(.down)), Words.number(first.to.rounded(.up)))
    return CaptureWarning(
      code: "several-sets",
      message: "the longest set is judged; there is another one from \(times.joined(separator: ", from ")): "
        + "have it judged with --start \(from) --end \(to)")
  }

  /// How the torso of each profile usually lies, degrees; a machine may slope a little.
  private func usualTorso(_ profile: Profile) -> ClosedRange<Double> {
    switch profile {
    case .bench, .ballOnBench: -25...20
    case .ball, .machine: -35...30
    case .incline45: 15...65
    }
  }

  private func profileMismatch(_ set: SetContext) -> CaptureWarning? {
    let torso = set.motion.trunkElevation
    guard !usualTorso(set.profile).contains(torso) else { return nil }
    let way = torso < 0 ? "down" : "up"
    let use = set.profile == .incline45 ? "; the legs are compared with the torso instead of the floor" : ""
    return CaptureWarning(
      code: "profile-mismatch",
      message: "the torso slopes \(Words.number(abs(torso)))° \(way) toward the hips, unlike on "
        + "\(set.profile.rawValue): check --profile\(use)")
  }
}
