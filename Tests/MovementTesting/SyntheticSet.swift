import Foundation
public import Movement

/// A repetition as it is to be performed.
public struct SyntheticRep: Sendable {
  public enum Ascent: Sendable {
    case smooth
    /// Two halves with a stop between them.
    case stopAndGo
    /// 3 Hz, ±3°.
    case shake
    /// Slowly most of the way, then a jerk that shoots past the top.
    case jerkIntoTop
    /// A yank, then a crawl.
    case yank
    /// Up to a level below the top, a stop there, and on.
    case hesitant(at: Double)
  }

  public var top: Double
  public var ascent: Double
  public var hold: Double
  public var descent: Double
  public var rest: Double
  public var shape: Ascent
  /// Where the legs stop for .8 s on the way down; `nil`: nowhere.
  public var descentStop: Double?
  /// How far the head goes back during the ascent, degrees.
  public var headBack: Double
  /// How far the legs come down; `nil`: as far as the set's bottom.
  public var finish: Double?
  /// By how much the knees bend and straighten again from the onset to the end of the hold, degrees.
  public var kneeKick: Double

  public init(
    top: Double = 0, ascent: Double = 1.2, hold: Double = 1.2, descent: Double = 2, rest: Double = 0.6,
    shape: Ascent = .smooth, headBack: Double = 0
  ) {
    self.top = top
    self.ascent = ascent
    self.hold = hold
    self.descent = descent
    self.rest = rest
    self.shape = shape
    self.headBack = headBack
    descentStop = nil
    finish = nil
    kneeKick = 0
  }
}

/// A set with known truth, drawn as the landmarks that a perfect or a noisy tracker would report.
public struct SyntheticSet: Sendable {
  public var reps: [SyntheticRep]
  public var bottom = -75.0
  public var frameRate = 30.0
  public var facing = Facing.left
  /// Lt, pixels.
  public var torso = 140.0
  public var trunkElevation = 0.0
  /// Seconds of lying still before the first and after the last rep.
  public var lead = 1.5
  /// Standard deviation of every coordinate, pixels.
  public var noise = 0.0
  public var seed: UInt64 = 1
  /// What every time stamp is later by.
  public var delay = 0.0
  /// What all times are multiplied with: 2 is half the speed.
  public var stretch = 1.0
  /// Time stamps wander by this share of the frame interval.
  public var jitter = 0.0
  public var faceVisibility = 1.0
  public var kneeVisibility = 1.0
  public var ankleVisibility = 1.0
  public var toeVisibility = 1.0
  /// Knee flexion all through the set, degrees.
  public var kneeBend = 8.0
  /// Angle between knee, ankle and toe, degrees.
  public var footAngle = 142.0
  /// How far the far leg hangs below the near one, degrees, and how well it is seen.
  public var farLag = 0.0
  public var farVisibility = 0.3
  /// How high the feet hang over the floor at the bottom, leg lengths; `nil`: nobody knows where the floor is.
  public var floorClearance: Double?
  public var faceInArms = false
  /// Constant error of the thigh's angle, degrees: what a real tracker adds.
  public var bias = 0.0
  /// The torso moves and the legs stay.
  public var torsoMoves = false
  public var roll: Double?
  /// Where the far side of the body appears, seen from the near one, in torso lengths, x toward the feet, y down.
  public var farSide = Point(x: 0.03, y: 0.02)
  /// How many pixels of depth a point lies nearer for each pixel that it lies farther toward the head.
  public var depthNearing = 0.3

  public init(_ reps: [SyntheticRep]) { self.reps = reps }

  /// Five equal reps.
  public init(_ rep: SyntheticRep = SyntheticRep(), count: Int = 5) {
    reps = Array(repeating: rep, count: count)
  }

  public var course: Course {
    var course = Course(from: bottom)
    course.rest(lead)
    for rep in reps {
      add(rep, to: &course)
      course.rest(rep.hold)
      addDescent(rep, to: &course)
      course.rest(rep.rest)
    }
    course.rest(lead)
    return course
  }

  private func addDescent(_ rep: SyntheticRep, to course: inout Course) {
    if let stop = rep.descentStop {
      course.move(to: stop, in: 0.6)
      course.rest(0.8)
    }
    course.move(to: rep.finish ?? bottom, in: rep.descent)
  }

  private func add(_ rep: SyntheticRep, to course: inout Course) {
    let low = course.level
    let way = rep.top - low
    switch rep.shape {
    case .smooth: course.move(to: rep.top, in: rep.ascent)
    case .stopAndGo:
      course.move(to: low + way / 2, in: rep.ascent / 2)
      course.move(to: rep.top, in: rep.ascent / 2)
    case .shake: course.shake(to: rep.top, in: rep.ascent, hertz: 3, by: 3)
    case .jerkIntoTop:
      course.move(to: low + 0.65 * way, in: rep.ascent * 0.75)
      course.move(to: rep.top + 8, in: rep.ascent * 0.25)
      course.move(to: rep.top, in: 0.35)
    case .yank:
      course.move(to: low + 0.6 * way, in: rep.ascent * 0.12)
      course.add(to: rep.top, rep.ascent * 0.88) { $0 }
    case .hesitant(let level):
      course.move(to: level, in: rep.ascent * 2 / 3)
      course.rest(0.6)
      course.move(to: rep.top, in: rep.ascent / 3)
    }
  }

  /// When each rep's ascent begins, seconds of the undelayed clip.
  public var onsets: [Double] {
    var time = lead
    return reps.map { rep in
      defer {
        var course = Course(from: bottom)
        add(rep, to: &course)
        course.rest(rep.hold)
        addDescent(rep, to: &course)
        time += course.duration + rep.rest
      }
      return time
    }
  }

  /// H as RULES.md defines it, from the true angle: within 5° of the top and slower than 20°/s.
  public func trueHold(_ rep: Int) -> Double {
    let course = course
    var alone = Course(from: bottom)
    add(reps[rep], to: &alone)
    let middle = onsets[rep] + alone.duration + reps[rep].hold / 2
    let isHeld = { (time: Double) in
      abs(course.angle(at: time) - reps[rep].top) <= 5 && abs(course.speed(at: time)) < 20
    }
    var from = middle
    var to = middle
    while isHeld(from), middle - from < 20 { from -= 0.001 }
    while isHeld(to), to - middle < 20 { to += 0.001 }
    return to - from
  }

  public func render() -> PoseTrack {
    let course = course
    var random = SeededNoise(seed: seed)
    let count = Int(course.duration * stretch * frameRate) + 1
    let frames = (0..<count).map { index in
      let shift = index == 0 ? 0 : random.uniform(-1...1) * jitter
      let time = (Double(index) + shift) / frameRate
      let moment = time / stretch
      let pose = pose(
        delta: course.angle(at: moment), head: head(at: moment), bend: kneeBend + kneeKick(at: moment), &random)
      return TrackedFrame(
        time: time + delay, pose: pose, damaged: false,
        scene: SceneGlance(brightness: 0.5, shift: index == 0 ? nil : Point(x: 0, y: 0), isCut: false))
    }
    return PoseTrack.of(frames, frameRate: frameRate, roll: roll)
  }

  private func head(at time: Double) -> Double {
    for (onset, rep) in zip(onsets, reps) where rep.headBack != 0 {
      let from = time - onset
      if (0...(rep.ascent + rep.hold)).contains(from) { return rep.headBack * min(1, from / 0.3) }
    }
    return 0
  }

  private func kneeKick(at time: Double) -> Double {
    for (onset, rep) in zip(onsets, reps) where rep.kneeKick != 0 {
      let share = (time - onset) / (rep.ascent + rep.hold)
      if (0...1).contains(share) { return rep.kneeKick * sin(.pi * share) }
    }
    return 0
  }

  private func pose(delta: Double, head: Double, bend: Double, _ random: inout SeededNoise) -> Pose {
    let tau = torsoMoves ? trunkElevation - (delta - bottom) * 0.7 : trunkElevation
    let phi = (torsoMoves ? bottom : tau + delta) + bias
    // What rests on the bench stays: the shoulders, or with a torso that moves the hips.
    let rest = Point(x: 700, y: 400)
    let shoulder = torsoMoves ? rest + .toward(tau + 180, torso) : rest
    let hip = shoulder + .toward(tau, torso)
    let leg = self.leg(from: hip, phi, bend: bend)
    let ear = shoulder + .toward(tau + 170, 0.25 * torso)
    // The face line lies 40° before straight down; back is clockwise with the head at -x.
    let nose = ear + .toward(tau + 180 + 50 - head, 0.14 * torso)
    let wrist = faceInArms ? nose : shoulder + .toward(tau + 250, 0.8 * torso)
    let far = farSide * torso
    let farLeg = self.leg(from: hip + far, phi - farLag, bend: bend)

    let places: [Joint: Point] = [
      .leftShoulder: shoulder, .leftHip: hip, .leftKnee: leg.knee, .leftAnkle: leg.ankle,
      .leftHeel: leg.heel, .leftFootIndex: leg.toe,
      .leftEar: ear, .nose: nose, .leftWrist: wrist, .leftElbow: (shoulder + wrist) * 0.5,
      .rightShoulder: shoulder + far, .rightHip: hip + far, .rightKnee: farLeg.knee, .rightAnkle: farLeg.ankle,
      .rightHeel: farLeg.heel, .rightFootIndex: farLeg.toe, .rightEar: ear + far, .rightWrist: wrist + far,
      .rightElbow: (shoulder + wrist) * 0.5 + far,
    ]
    let landmarks = Joint.allCases.map { joint -> Landmark in
      let place = places[joint] ?? nose
      let x = place.x + random.normal(noise)
      let y = place.y + random.normal(noise)
      // Facing right the athlete's right side is toward the camera: the whole figure is mirrored, labels too.
      let isNear = !SyntheticSet.farJoints.contains(joint)
      return Landmark(
        position: Point(x: facing == .left ? x : 1400 - x, y: y),
        depth: (isNear ? -100 : 100) + depthNearing * (place.x - hip.x),
        visibility: visibility(joint, isNear: isNear))
    }
    let pose = Pose(landmarks: landmarks, presence: 1)
    return facing == .left ? pose : pose.withSidesExchanged
  }

  private func leg(from hip: Point, _ phi: Double, bend: Double) -> (knee: Point, ankle: Point, heel: Point, toe: Point)
  {
    let knee = hip + .toward(phi, 0.8 * torso)
    let ankle = knee + .toward(phi + bend, 0.7 * torso)
    let heel = ankle + .toward(phi + bend + 52, 0.1 * torso)
    return (knee, ankle, heel, ankle + .toward(phi + bend - (180 - footAngle), 0.38 * torso))
  }

  /// Ll, pixels.
  public var legLength: Double { 1.5 * torso }

  /// Where the floor shows in the picture, pixels from its upper edge; `nil` where ``floorClearance`` is.
  public var floorY: Double? {
    floorClearance.map { clearance in
      let hip = Point(x: 700, y: 400) + .toward(trunkElevation, torso)
      let leg = self.leg(from: hip, trunkElevation + bottom, bend: kneeBend)
      return max(leg.toe.y, leg.heel.y) + (clearance + SyntheticSet.sole) * legLength
    }
  }

  /// How far the sole lies below the lowest landmark of a foot, leg lengths.
  private static let sole = 0.04

  private static let farJoints = Set(Joint.allCases.filter { "\($0)".hasPrefix("right") })

  private func visibility(_ joint: Joint, isNear: Bool) -> Double {
    switch joint {
    case .nose, .leftEar, .rightEar: faceVisibility
    case .leftKnee: kneeVisibility
    case .leftAnkle: ankleVisibility
    case .leftHeel, .leftFootIndex: toeVisibility
    default: isNear ? 0.97 : farVisibility
    }
  }
}

extension Point {
  /// A step in a direction over the horizontal, degrees, y down as in the picture.
  static func toward(_ elevation: Double, _ length: Double) -> Point {
    Point(x: length * cos(elevation * .pi / 180), y: -length * sin(elevation * .pi / 180))
  }
}
