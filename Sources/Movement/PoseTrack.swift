/// What the pixels gave: the athlete's pose in every frame, and what else judging needs from the picture.
///
/// This is the whole input of judging. It is saved as `pose.json.gz`, so that a set can be judged again without video.
public struct PoseTrack: Sendable, Codable, Equatable {
  public var clip: ClipFacts
  public var models: [ModelFacts]
  /// Who was followed; `nil`: no person was found at all.
  public var athlete: AthleteChoice?
  /// One for each decoded frame, times strictly rising.
  public var frames: [TrackedFrame]
  /// How far the camera was tilted about its own axis, degrees, + clockwise as seen from behind it, so that the world
  /// shows turned counter-clockwise; `nil`: unknown, which is not level.
  public var roll: Double?
  /// How far the camera looked down, degrees, - up; `nil`: unknown.
  public var pitch: Double?

  public init(
    clip: ClipFacts, models: [ModelFacts], athlete: AthleteChoice?, frames: [TrackedFrame], roll: Double? = nil,
    pitch: Double? = nil
  ) {
    self.clip = clip
    self.models = models
    self.athlete = athlete
    self.frames = frames
    self.roll = roll
    self.pitch = pitch
  }
}

/// One decoded frame.
public struct TrackedFrame: Sendable, Codable, Equatable {
  /// Presentation time in seconds from the start of the clip.
  public var time: Double
  /// The athlete; `nil`: not found in this frame.
  public var pose: Pose?
  /// The decoder had to guess parts of this frame.
  public var damaged: Bool
  public var scene: SceneGlance

  public init(time: Double, pose: Pose?, damaged: Bool, scene: SceneGlance) {
    self.time = time
    self.pose = pose
    self.damaged = damaged
    self.scene = scene
  }
}

/// What the whole picture of one frame says about filming, whoever is in it. Numbers are kept short from the beginning,
/// as in ``Pose``.
public struct SceneGlance: Sendable, Codable, Equatable {
  /// Mean luma, 0 black to 1 white.
  public var brightness: Double
  /// How far the background moved since the frame before, in displayed pixels; `nil`: first frame, or not measurable.
  public var shift: Point?
  /// The picture has nothing in common with the one before: a cut.
  public var isCut: Bool

  public init(brightness: Double, shift: Point?, isCut: Bool) {
    self.brightness = brightness.rounded(toDecimals: 4)
    self.shift = shift.map { Point(x: $0.x.rounded(toDecimals: 3), y: $0.y.rounded(toDecimals: 3)) }
    self.isCut = isCut
  }
}

/// How the athlete was told from other people, and how well the track held.
public struct AthleteChoice: Sendable, Codable, Equatable {
  public enum Choice: String, Sendable, Codable {
    /// Nobody else was in the picture.
    case only
    /// The one who lies prone.
    case prone
    /// Of several prone bodies, the one whose legs swing.
    case moving
    /// Named with `--person`.
    case user
  }

  public var choice: Choice
  /// How many people were seen.
  public var candidates: Int
  /// Share of the frames in which the athlete was found, 0 to 1.
  public var trackedFraction: Double
  /// How often the athlete was lost and found again.
  public var redetections: Int

  public init(choice: Choice, candidates: Int, trackedFraction: Double, redetections: Int) {
    self.choice = choice
    self.candidates = candidates
    self.trackedFraction = trackedFraction.rounded(toDecimals: 4)
    self.redetections = redetections
  }
}

/// One model file that took part.
public struct ModelFacts: Sendable, Codable, Equatable {
  public var name: String
  public var sha256: String

  public init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}
