public import Movement

/// How somebody who lies prone stands in the picture: what a handful of poses, moments apart, is enough to tell.
public struct BodyView: Sendable {
  /// The side toward the camera.
  public let near: Side
  /// Lt: median length from shoulder to hip, pixels.
  public let torsoLength: Double
  /// Median elevation of the trunk, shoulder to hip, degrees.
  public let trunkElevation: Double
  /// Median distance between the shoulders in the picture / Lt: small from the side, near 1 from the front.
  public let shoulderSpread: Double
  /// The poses in which the trunk lies.
  private let poses: [Pose]

  /// `nil`: nobody lies in these poses. Those in which the trunk is upright (getting on, walking by) take no part.
  ///
  /// - Parameter near: the side toward the camera where it is known better than from these poses.
  public init?(_ poses: [Pose], near: Side? = nil) {
    let lying = poses.filter(BodyView.isLying)
    guard let torso = lying.map(\.torsoLength).median(), torso > 0,
      let elevation = lying.map(\.trunkElevation).median()
    else { return nil }
    self.poses = lying
    torsoLength = torso
    trunkElevation = elevation
    let spread = lying.map { $0[.leftShoulder].position.distance(to: $0[.rightShoulder].position) }.median()
    shoulderSpread = (spread ?? 0) / torso
    self.near = near ?? BodyView.nearSide(lying)
  }

  /// From the front the shoulders are as far apart as the foreshortened torso is long.
  public var isFromFrontOrBack: Bool { shoulderSpread > BodyView.frontSpread }

  /// From the side the shoulders lie behind one another: up to .2 Lt on tracked clips. From the front they are
  /// wider apart than the foreshortened torso is long.
  static let frontSpread = 0.7

  /// Share of the poses in which one of these parts of the near side lies outside a picture of that size, 0 to 1.
  public func outside(_ parts: [BodyPart], width: Int, height: Int) -> Double {
    let outside = poses.count { pose in
      parts.contains { part in
        let place = pose[part.joint(near: near)].position
        return !(0...Double(width)).contains(place.x) || !(0...Double(height)).contains(place.y)
      }
    }
    return Double(outside) / Double(poses.count)
  }

  private static func isLying(_ pose: Pose) -> Bool {
    ProneStretches.setLimits.contains(pose.trunkElevation)
  }

  /// Without neighbours in time labels cannot be put right, so the better seen side of most poses counts.
  private static func nearSide(_ poses: [Pose]) -> Side {
    let parts: [BodyPart] = [.shoulder, .elbow, .hip, .knee, .ankle]
    let lead = poses.map { pose in
      parts.reduce(0) { $0 + pose[$1.joint(near: .left)].visibility - pose[$1.joint(near: .right)].visibility }
    }
    return (lead.median() ?? 0) >= 0 ? .left : .right
  }
}

extension Pose {
  /// Middle of the shoulders to middle of the hips, pixels.
  fileprivate var torsoLength: Double { shoulders.distance(to: hips) }

  /// Elevation of the trunk over the horizontal, from the shoulders to the hips, whichever way the athlete faces.
  fileprivate var trunkElevation: Double { degrees(dy: shoulders.y - hips.y, dx: abs(hips.x - shoulders.x)) }

  private var shoulders: Point { (self[.leftShoulder].position + self[.rightShoulder].position) * 0.5 }
  private var hips: Point { (self[.leftHip].position + self[.rightHip].position) * 0.5 }
}
