import Foundation
public import Movement

/// A body of rods at one moment, seen from the side with the head at -x.
///
/// Angles in degrees. Hips bend toward the belly and knees with the heel toward the seat, so that the same hip angle hangs
/// the legs of somebody prone and lifts those of somebody on the back.
public struct Stance: Sendable {
  /// What both sides of the body do.
  public struct Pair: Sendable {
    public var near: Double
    public var far: Double

    public init(_ near: Double, _ far: Double) { (self.near, self.far) = (near, far) }
    public init(both: Double) { self.init(both, both) }
  }

  /// The joint that rests on something; it lies at ``place``.
  public enum Support: Sendable { case shoulder, hip, knee, ankle }

  /// Elevation of the line from shoulder to hip: 0 level, -90 upright, + with the head down.
  public var trunk: Double
  public var hips: Pair
  public var knees: Pair
  /// From along the trunk (0) over straight ahead (90) to beyond the head (180).
  public var arms = Pair(both: 90)
  public var isSupine = false
  public var support: Support
  /// In torso lengths, y up.
  public var place = Point(x: 0, y: 0)

  public init(trunk: Double, hips: Pair, knees: Pair, support: Support) {
    self.trunk = trunk
    self.hips = hips
    self.knees = knees
    self.support = support
  }
}

/// How long the parts of a body are, in torso lengths.
public struct Build: Sendable {
  public var thigh = 0.8
  public var shank = 0.75
  public var arm = 1.05

  public init() {}

  public static func any(_ random: inout SeededNoise) -> Build {
    var build = Build()
    build.thigh = random.uniform(0.7...0.95)
    build.shank = random.uniform(0.65...0.9)
    build.arm = random.uniform(0.9...1.2)
    return build
  }

  /// Where the joints are, in torso lengths, y up, the supporting joint at its place.
  fileprivate func joints(_ stance: Stance) -> [BodyJoint: Point] {
    let belly = stance.isSupine ? 1.0 : -1.0
    let tau = stance.trunk
    let shoulder = Point(x: 0, y: 0)
    let hip = shoulder.going(tau, 1)
    var joints: [BodyJoint: Point] = [.shoulder: shoulder, .hip: hip]
    let ear = shoulder.going(tau + 180, 0.25)
    joints[.ear] = ear
    joints[.nose] = ear.going(tau + 180 - belly * 50, 0.14)
    for isFar in [false, true] {
      let phi = tau + belly * (isFar ? stance.hips.far : stance.hips.near)
      let shank = phi - belly * (isFar ? stance.knees.far : stance.knees.near)
      let reach = tau + belly * (isFar ? stance.arms.far : stance.arms.near)
      let knee = hip.going(phi, thigh)
      let ankle = knee.going(shank, self.shank)
      joints[isFar ? .farKnee : .knee] = knee
      joints[isFar ? .farAnkle : .ankle] = ankle
      joints[isFar ? .farToe : .toe] = ankle.going(shank + belly * 60, 0.25)
      joints[isFar ? .farElbow : .elbow] = shoulder.going(reach, arm / 2)
      joints[isFar ? .farWrist : .wrist] = shoulder.going(reach, arm)
    }
    let support: BodyJoint =
      switch stance.support {
      case .shoulder: .shoulder
      case .hip: .hip
      case .knee: .knee
      case .ankle: .ankle
      }
    let shift = stance.place - (joints[support] ?? shoulder)
    return joints.mapValues { $0 + shift }
  }
}

private enum BodyJoint {
  case shoulder, hip, ear, nose, knee, ankle, toe, elbow, wrist, farKnee, farAnkle, farToe, farElbow, farWrist

  init(_ joint: Joint) {
    switch joint {
    case .leftEar, .rightEar: self = .ear
    case .leftShoulder, .rightShoulder: self = .shoulder
    case .leftHip, .rightHip: self = .hip
    case .leftElbow: self = .elbow
    case .rightElbow: self = .farElbow
    case .leftWrist, .leftPinky, .leftIndex, .leftThumb: self = .wrist
    case .rightWrist, .rightPinky, .rightIndex, .rightThumb: self = .farWrist
    case .leftKnee: self = .knee
    case .rightKnee: self = .farKnee
    case .leftAnkle, .leftHeel: self = .ankle
    case .rightAnkle, .rightHeel: self = .farAnkle
    case .leftFootIndex: self = .toe
    case .rightFootIndex: self = .farToe
    default: self = .nose
    }
  }

  var isLeg: Bool {
    switch self {
    case .knee, .ankle, .toe, .farKnee, .farAnkle, .farToe: true
    default: false
    }
  }

  /// The same joint of the near limb; `nil` for a near joint, and for those of the trunk.
  var nearPartner: BodyJoint? {
    switch self {
    case .farKnee: .knee
    case .farAnkle: .ankle
    case .farToe: .toe
    case .farElbow: .elbow
    case .farWrist: .wrist
    default: nil
    }
  }
}

/// How a moving body is filmed and tracked.
public struct Filming: Sendable {
  public var frameRate = 30.0
  public var facing = Facing.left
  /// Pixels.
  public var torso = 130.0
  /// Standard deviation of every coordinate, in torso lengths.
  public var noise = 0.01
  /// Visibility of a far joint behind the near one, and of one that stands apart from it.
  public var hiddenVisibility = 0.3
  public var apartVisibility = 0.85
  /// Share of the frames in which the tracker throws a leg somewhere else.
  public var leaps = 0.0
  public var seed: UInt64 = 1

  public init() {}

  public static func any(_ random: inout SeededNoise) -> Filming {
    var filming = Filming()
    filming.frameRate = [24.0, 25, 30, 60][Int.random(in: 0...3, using: &random)]
    filming.facing = Bool.random(using: &random) ? .left : .right
    filming.torso = random.uniform(70...230)
    filming.noise = random.uniform(0.002...0.025)
    filming.hiddenVisibility = random.uniform(0.1...0.5)
    filming.apartVisibility = random.uniform(0.6...0.95)
    filming.leaps = random.uniform(0...0.03)
    filming.seed = random.next()
    return filming
  }

  /// The track of `seconds` of somebody who stands as `stance` says at each moment.
  public func track(_ build: Build, seconds: Double, stance: (Double) -> Stance) -> PoseTrack {
    var random = SeededNoise(seed: seed)
    let frames = (0..<Int(seconds * frameRate)).map { index in
      let time = Double(index) / frameRate
      let joints = build.joints(stance(time))
      let isLeap = random.uniform(0...1) < leaps
      let leap = Point(x: random.normal(0.4), y: random.normal(0.4))
      let landmarks = Joint.allCases.map { joint -> Landmark in
        let part = BodyJoint(joint)
        var place = joints[part] ?? Point(x: 0, y: 0)
        if isLeap, part.isLeg { place = place + leap }
        // The far side lies a little higher in the picture: the camera looks slightly down.
        let isFar = "\(joint)".lowercased().hasPrefix("right")
        let x = (place.x + random.normal(noise) + (isFar ? 0.02 : 0)) * torso
        let y = (place.y + random.normal(noise) + (isFar ? 0.02 : 0)) * torso
        return Landmark(
          position: Point(x: 700 + (facing == .left ? x : -x), y: 450 - y), depth: isFar ? 80 : -80,
          visibility: isFar ? farVisibility(of: part, joints) : 0.96)
      }
      let pose = Pose(landmarks: landmarks, presence: 1)
      return TrackedFrame(
        time: time, pose: facing == .left ? pose : pose.withSidesExchanged, damaged: false,
        scene: SceneGlance(brightness: 0.5, shift: nil, isCut: false))
    }
    return .of(frames, frameRate: frameRate)
  }
}

extension Filming {
  private func farVisibility(of part: BodyJoint, _ joints: [BodyJoint: Point]) -> Double {
    guard let near = part.nearPartner, let place = joints[part], let nearPlace = joints[near] else {
      return hiddenVisibility
    }
    return place.distance(to: nearPlace) > 0.3 ? apartVisibility : hiddenVisibility
  }
}

extension Point {
  /// A step in a direction over the horizontal, degrees, y up.
  fileprivate func going(_ elevation: Double, _ length: Double) -> Point {
    Point(x: x + length * cos(elevation * .pi / 180), y: y + length * sin(elevation * .pi / 180))
  }
}
