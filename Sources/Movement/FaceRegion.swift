/// A disc over the head of somebody whose face is not to be known: in pixels of the displayed clip.
public struct FaceRegion: Sendable, Equatable {
  public var centre: Point
  public var radius: Double

  public init(centre: Point, radius: Double) {
    self.centre = centre
    self.radius = radius
  }

  /// Large enough for the whole head, from the landmarks of eyes, ears, nose and mouth and from the torso.
  ///
  /// The face is hidden from the side, and its landmarks lie close together then: a disc of their spread alone would leave
  /// the chin or the forehead out. A head with its hair is half a torso (shoulder to hip) high.
  ///
  /// `nil`: no pose, or one without a finite face.
  public init?(_ pose: Pose?) {
    guard let pose else { return nil }
    let face = Joint.face.map { pose[$0].position }.filter { $0.x.isFinite && $0.y.isFinite }
    guard let box = Box(around: face) else { return nil }
    let centre = Point(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
    let spread = face.reduce(0) { max($0, $1.distance(to: centre)) }
    let torso =
      Side.allCases.map { pose[.shoulder($0)].position.distance(to: pose[.hip($0)].position) }
      .filter(\.isFinite).max() ?? 0
    let radius = max(spread * FaceRegion.beyondLandmarks, torso * FaceRegion.ofTorso)
    guard radius > 0 else { return nil }
    self.centre = centre
    self.radius = radius
  }

  /// Chin, crown and hair lie beyond the outermost landmark by about its own distance from the middle.
  private static let beyondLandmarks = 1.9
  /// Half of the head's height and a margin for landmarks that are a little off.
  private static let ofTorso = 0.36
}

extension Joint {
  /// Nose, eyes, ears and mouth.
  static let face: [Joint] = [
    .nose, .leftEyeInner, .leftEye, .leftEyeOuter, .rightEyeInner, .rightEye, .rightEyeOuter, .leftEar, .rightEar,
    .mouthLeft, .mouthRight,
  ]
}
