internal import Kinematics
internal import Movement

/// Which joints are drawn, and the bones between them.
enum Skeleton {
  /// Chains of joints on the side toward the camera, with the head.
  static let near: [[BodyPart]] = [
    [.nose, .ear, .shoulder, .elbow, .wrist], [.shoulder, .hip, .knee, .ankle, .heel, .toe, .ankle],
  ]
  static let far: [[BodyPart]] = [
    [.farShoulder, .farElbow, .farWrist], [.farHip, .farKnee, .farAnkle, .farHeel, .farToe, .farAnkle],
  ]

  /// Below this visibility a joint is the model's guess, and drawn as one.
  static let seen = 0.3

  /// Neighbours in a chain.
  static func bones(_ chains: [[BodyPart]]) -> [(BodyPart, BodyPart)] {
    chains.flatMap { Array(zip($0, $0.dropFirst())) }
  }
}

/// The joints of one frame where they lie on a layer, in its pixels. Joints that are nowhere near it are left out.
struct BodyFigure: Sendable {
  private var places: [BodyPart: Point] = [:]
  private var guessed: Set<BodyPart> = []

  /// - Parameters:
  ///   - frame: index of the frame that the pose was found in.
  ///   - size: of the layer's picture, pixels.
  init(_ pose: Pose, frame: Int, sides: BodySides, mapping: PictureMapping, size: (width: Int, height: Int)) {
    // A joint just outside still gives the direction of its bone.
    let reach = Double(max(size.width, size.height)) / 2
    for part in BodyPart.allCases {
      let landmark = sides.landmark(part, in: pose, frame: frame)
      let place = mapping(landmark.position)
      guard (-reach...Double(size.width) + reach).contains(place.x),
        (-reach...Double(size.height) + reach).contains(place.y)
      else { continue }
      places[part] = place
      if !(landmark.visibility >= Skeleton.seen) { guessed.insert(part) }
    }
  }

  subscript(part: BodyPart) -> Point? { places[part] }

  func isGuessed(_ part: BodyPart) -> Bool { guessed.contains(part) }

  /// The bones of which both ends are known.
  ///
  /// - Parameter guessed: only those with an end that is a guess, or only those without; `nil`: all.
  func bones(_ chains: [[BodyPart]], guessed: Bool? = nil) -> [(Point, Point)] {
    Skeleton.bones(chains).compactMap { a, b in
      guard let start = places[a], let end = places[b], guessed == nil || (isGuessed(a) || isGuessed(b)) == guessed
      else { return nil }
      return (start, end)
    }
  }

  /// Where the ankle would be with the legs in line with the trunk; `nil`: the trunk is not known.
  var bodyLineEnd: Point? {
    guard let shoulder = places[.shoulder], let hip = places[.hip] else { return nil }
    return hip + (hip - shoulder) * BodyFigure.legLength
  }

  /// Hip to ankle in trunk lengths, shoulder to hip: grown people's proportions.
  static let legLength = 1.6
}
