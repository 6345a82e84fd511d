public import Movement

/// How one set was moved: the body on a grid, its angles, the reps, and what the filming allows to say about them.
public struct SetMotion: Sendable {
  public let body: BodyPath
  public let signals: SetSignals
  public let legs: LegSignals
  /// The floor, where the athlete is seen standing on it before or after the set.
  public let standingFloor: FloorLine?
  /// In order of time, attempts among them.
  public internal(set) var reps: [RepMotion]
  /// The stretch of the clip in which the athlete lay in place, seconds.
  public let span: TimeSpan
  /// When other sets (two counted reps or more) were done in the clip, in order of time; they are not judged.
  public internal(set) var otherSets: [TimeSpan] = []
  /// 1 / median frame interval over the set.
  public let frameRate: Double
  /// Jitter of the hip angle, degrees; over still samples where there are any.
  public let noise: Double
  /// The noise was measured while the legs were still; otherwise it is estimated from the moving ones.
  public let isNoiseFromStills: Bool
  /// Turn of the camera out of the side view, degrees, + on the head's side; `nil`: could not be had.
  public let yaw: Double?
  /// Tilt of the camera, degrees; `nil`: unknown.
  public let roll: Double?
  /// How far the camera looked down, degrees, - up; `nil`: unknown.
  public let pitch: Double?
  /// How far the camera moved during the set, in torso lengths; taken out of ``body`` where it is more than a little.
  public let cameraExcursion: Double
  /// Median distance between the shoulders in the picture / Lt: small from the side, near 1 from the front.
  public let shoulderSpread: Double
  /// Share of the samples at which the hip angle is known.
  public let coverage: Double
  /// The clip begins or ends in the middle of a movement that is not counted.
  public let hasCutMovement: Bool
  /// Rises of the hip angle in which the torso moved instead of the legs.
  let torsoMoves: Int

  public var timeline: Timeline { signals.timeline }
  public var noiseGrade: StillNoise.Grade { StillNoise.Grade(noise) }
  public var torsoLength: Double { signals.torsoLength }
  public var legLength: Double { signals.legLength }
  /// Median trunk elevation, degrees.
  public var trunkElevation: Double { signals.tau.median() ?? 0 }
  /// The reps that count; attempts stand apart.
  public var countedReps: [RepMotion] { reps.filter { $0.kind == .rep } }
  /// Those of them that were seen from beginning to end: what numbers of the whole set are made of.
  public var wholeReps: [RepMotion] { countedReps.filter { $0.interruption == nil } }

  public var isCameraMoving: Bool { cameraExcursion > CameraPath.standsStill }
  /// Reps during which the camera was swung along, so that they are not judged.
  public var repsWithSwungCamera: [RepMotion] {
    countedReps.filter { if case .cameraSwung = $0.interruption { true } else { false } }
  }

  /// - Parameters:
  ///   - frames: a stretch with a prone athlete.
  ///   - beginsWithClip, endsWithClip: nothing more was filmed (or is to be looked at) before, after.
  init?(_ frames: ArraySlice<TrackedFrame>, of track: PoseTrack, beginsWithClip: Bool, endsWithClip: Bool) {
    let frames = Array(frames)
    let camera = CameraPath(frames)
    let lengths = frames.compactMap { frame in
      frame.pose.map { $0[.leftShoulder].position.distance(to: $0[.leftHip].position) }
    }
    let isMoving = camera.excursion > CameraPath.standsStill * (lengths.median() ?? .infinity)
    guard let body = BodyPath(frames: frames, cameraPath: isMoving ? camera.places : nil),
      body.timeline.count >= SetMotion.fewestSamples,
      let signals = SetSignals(body, window: 0...(body.timeline.count - 1)),
      signals.deltaRaw.contains(where: { !$0.isNaN })
    else { return nil }
    self.body = body
    self.signals = signals
    legs = LegSignals(body, frames: frames, clip: track.clip)
    span = TimeSpan(from: frames[0].time, to: frames[frames.count - 1].time)
    standingFloor = StandingFeet(
      track: track, set: span, torsoLength: signals.torsoLength, legLength: signals.legLength
    ).level.map { FloorLine(standing: $0) }
    frameRate = 1 / (zip(frames.dropFirst(), frames).map { $0.time - $1.time }.median() ?? body.timeline.step)
    let still = StillNoise.measure(
      raw: signals.deltaRaw, smooth: signals.delta4, speed: signals.steadySpeed, step: body.timeline.step)
    noise = still ?? StillNoise.estimateWhileMoving(signals.deltaRaw) ?? 0
    isNoiseFromStills = still != nil
    yaw = CameraYaw.measure(frames.compactMap(\.pose), near: body.near, roll: track.roll)
    roll = track.roll
    pitch = track.pitch
    cameraExcursion = camera.excursion / signals.torsoLength
    shoulderSpread =
      (body[.shoulder].distances(to: body[.farShoulder]).median() ?? 0) / signals.torsoLength
    coverage =
      Double(signals.deltaRaw.lazy.filter { !$0.isNaN }.count) / Double(signals.deltaRaw.count)

    let found = RepFinder(
      signals, noise: noise, window: 0...(body.timeline.count - 1), beginsWithClip: beginsWithClip,
      endsWithClip: endsWithClip
    ).find()
    torsoMoves = found.torsoMoves
    hasCutMovement = found.cutMovement
    reps = found.reps
    let harm = Harm(frames: frames, track: track, signals: signals, camera: camera)
    for index in reps.indices where reps[index].interruption == nil {
      reps[index].interruption = harm.interruption(of: reps[index])
    }
  }

  /// Fewer samples are no movement.
  private static let fewestSamples = 10
}
