/// One landmark of the body model, found in one frame.
public struct Landmark: Sendable, Hashable {
  /// Where it is in the displayed picture; it may lie outside the picture.
  public var position: Point
  /// Depth in pixels relative to the hips, smaller is nearer to the camera. Rough: good for "which side is near".
  public var depth: Double
  /// How likely the joint is to be seen and not hidden, 0 to 1.
  public var visibility: Double

  public init(position: Point, depth: Double, visibility: Double) {
    self.position = position
    self.depth = depth
    self.visibility = visibility
  }
}

/// The athlete's body in one frame: 33 landmarks, indexed by ``Joint``.
///
/// Positions are kept to a hundredth of a pixel and visibility to a thousandth, from the beginning: what is saved is
/// exactly what was judged, so judging a saved track again gives the same bytes.
public struct Pose: Sendable, Hashable {
  public let landmarks: [Landmark]
  /// How sure the model is that a person is there, 0 to 1.
  public let presence: Double

  /// - Precondition: one landmark for each ``Joint``, all numbers finite.
  public init(landmarks: [Landmark], presence: Double) {
    precondition(landmarks.count == Joint.allCases.count, "\(landmarks.count) landmarks, expected 33")
    self.landmarks = landmarks.map {
      Landmark(
        position: Point(x: $0.position.x.rounded(toDecimals: 2), y: $0.position.y.rounded(toDecimals: 2)),
        depth: $0.depth.rounded(toDecimals: 0),
        visibility: $0.visibility.rounded(toDecimals: 3))
    }
    self.presence = presence.rounded(toDecimals: 3)
  }

  public subscript(joint: Joint) -> Landmark { landmarks[joint.rawValue] }

  /// The box around the body: around all landmarks, and a fifth of the torso wider on each side, since joints lie inside
  /// the body.
  public var bodyBox: Box {
    let joints = Box(around: landmarks.lazy.map(\.position))!
    let torso = self[.leftShoulder].position.distance(to: self[.leftHip].position)
    return joints.widened(by: torso / 5)
  }
}

extension Pose: Codable {
  /// Written as one flat list, `[presence, x, y, depth, visibility, x, y, …]`: a track of five minutes stays small.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try list.encode(presence)
    for landmark in landmarks {
      try list.encode(landmark.position.x)
      try list.encode(landmark.position.y)
      try list.encode(landmark.depth)
      try list.encode(landmark.visibility)
    }
  }

  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    let presence = try list.decode(Double.self)
    var landmarks: [Landmark] = []
    while !list.isAtEnd {
      let x = try list.decode(Double.self)
      let y = try list.decode(Double.self)
      let depth = try list.decode(Double.self)
      let visibility = try list.decode(Double.self)
      landmarks.append(Landmark(position: Point(x: x, y: y), depth: depth, visibility: visibility))
    }
    guard landmarks.count == Joint.allCases.count else {
      throw DecodingError.dataCorruptedError(
        in: list, debugDescription: "a pose has \(Joint.allCases.count) landmarks, found \(landmarks.count)")
    }
    self.init(landmarks: landmarks, presence: presence)
  }
}
