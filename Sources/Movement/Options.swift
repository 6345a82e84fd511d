/// The equipment on which the exercise is done. Pose alone cannot tell them apart, so the user names one.
public enum Profile: String, Sendable, Codable, CaseIterable {
  case bench
  case ballOnBench = "ball-on-bench"
  case ball
  case machine
  case incline45
}

/// How far the distance from the ok limit to the flag limit is stretched.
public enum Strictness: String, Sendable, Codable, CaseIterable {
  case lenient, normal, strict

  public var factor: Double {
    switch self {
    case .lenient: 1.5
    case .normal: 1
    case .strict: 0.5
    }
  }
}

/// What the legs are to be in line with at the top.
public enum TopReference: String, Sendable, Codable, CaseIterable {
  case torso, floor
}

/// A profile file of the user's own, as it was read: kept with the options, so that a set can be judged again without it.
public struct OwnProfile: Sendable, Codable, Equatable {
  /// The file's name, for messages.
  public var name: String
  /// Its text, YAML.
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What the user asked for: everything that may change a verdict, and nothing else.
public struct AnalysisOptions: Sendable, Codable, Equatable {
  public var profile: Profile
  /// No profile was named, so the bench was assumed.
  public var profileAssumed: Bool
  /// The user's own limits; `profile` is then the equipment they are meant for.
  @OrNull public var ownProfile: OwnProfile?
  public var strictness: Strictness
  /// The tempo asked for, seconds: ascent, top, descent, bottom.
  @OrNull public var tempo: TempoTarget?
  /// Hip angle minus 180° that this lifter shows on this camera when in line, degrees.
  @OrNull public var neutralOffset: Double?
  /// Height of the floor in the picture, displayed pixels from its upper edge.
  @OrNull public var floorY: Double?
  public var topReference: TopReference
  /// Look only from here to there, seconds.
  @OrNull public var start: Double?
  @OrNull public var end: Double?
  /// Which person to follow, 1 is the leftmost.
  @OrNull public var person: Int?

  public init(
    profile: Profile? = nil, ownProfile: OwnProfile? = nil, strictness: Strictness = .normal, tempo: TempoTarget? = nil,
    neutralOffset: Double? = nil, floorY: Double? = nil, topReference: TopReference? = nil,
    start: Double? = nil, end: Double? = nil, person: Int? = nil
  ) {
    self.profile = profile ?? .bench
    self.profileAssumed = profile == nil
    self.ownProfile = ownProfile
    self.strictness = strictness
    self.tempo = tempo
    self.neutralOffset = neutralOffset
    self.floorY = floorY
    self.topReference = topReference ?? (profile == .incline45 ? .floor : .torso)
    self.start = start
    self.end = end
    self.person = person
  }
}

/// A tempo to aim at, seconds for each part, written `1-1-3-0`.
public struct TempoTarget: Sendable, Codable, Equatable {
  public var ascent: Double
  public var top: Double
  public var descent: Double
  public var bottom: Double

  public init(ascent: Double, top: Double, descent: Double, bottom: Double) {
    self.ascent = ascent
    self.top = top
    self.descent = descent
    self.bottom = bottom
  }

  /// Reads `1-1-3-0`; `nil` unless there are four numbers from 0 to 60.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 4 else { return nil }
    let values = parts.compactMap { $0 }.filter { (0...60).contains($0) }
    guard values.count == 4 else { return nil }
    self.init(ascent: values[0], top: values[1], descent: values[2], bottom: values[3])
  }
}
