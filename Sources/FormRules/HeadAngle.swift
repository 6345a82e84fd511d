import Kinematics
import Movement

/// What can be known of the head in a set: shared by the two head rules.
enum HeadAngle {
  /// How far the head turned toward the back during the ascent, beyond where it was before.
  static func excursion(_ rep: RepMotion, in set: SetContext) -> (quantity: Quantity, at: Double)? {
    // The legs have gone 5° when they leave the bottom band, and a quick head is half-way back by then.
    let onset = min(rep.start, rep.ascent.fittedStart)
    let whole = set.range(TimeSpan(from: onset - 0.3, to: rep.ascent.ninetieth + 0.3))
    let course = steadied(in: whole, set)
    let before = set.range(TimeSpan(from: onset - 0.3, to: onset))
    let lift = whole.clamped(to: set.range(TimeSpan(from: onset - 0.2, to: set.timeline.time(whole.upperBound))))
    func angle(_ sample: Int) -> Double { course[sample - whole.lowerBound] }
    guard let rest = before.map(angle).median(),
      let highest = lift.filter({ !angle($0).isNaN }).max(by: { angle($0) < angle($1) })
    else { return nil }
    let quantity = Quantity(
      angle(highest) - rest, .degrees, uncertainty: Uncertainty.sum(wander(excursionWander, set), 2 * set.headJitter))
    return (quantity, set.timeline.time(highest))
  }

  /// The head angle without glitches: spells of at most half a second that the track leaps into and back out of.
  ///
  /// A median over the whole second would take them away too, and with them most of a nod, which comes and goes about
  /// as quickly; but no head turns as fast as a track leaps.
  /// - Returns: one angle for each sample; NaN where there was none.
  static func steadied(in range: ClosedRange<Int>, _ set: SetContext) -> [Double] {
    let timeline = set.timeline
    let longest = timeline.samples(0.5)
    let from = max(0, range.lowerBound - longest)
    let to = min(timeline.count - 1, range.upperBound + longest)
    let raw = Array(set.signals.etaRaw[from...to])
    // Whole frames within a tenth of a second: one more would do for a quick head what only the track can do.
    let step = max(1, Int(0.1 / timeline.step + 0.01))
    var angles = Filters.runningMedian(raw, halfWidth: timeline.samples(0.05))
    let leaps = leaps(angles, step: step)
    var index = 0
    while index < leaps.count {
      let rest = leaps[index...].prefix(step + longest).dropFirst(step)
      if leaps[index] != 0, let back = rest.firstIndex(where: { $0 * leaps[index] < 0 }) {
        for sample in (index + 1)..<(back + step) { angles[sample] = .nan }
        index = back + step
      } else {
        index += 1
      }
    }
    let steady = Filters.lowPass(angles.bridged(), cutOff: 4, rate: timeline.rate)
    return range.map { set.signals.etaRaw[$0].isNaN ? .nan : steady[$0 - from] }
  }

  /// From each sample to the one `step` later: by how much the track leaps there, degrees; 0 where it does not.
  ///
  /// A jerk of the head takes two tenths of a second and more, so it has begun before and goes on after any one tenth.
  private static func leaps(_ angles: [Double], step: Int) -> [Double] {
    angles.indices.dropLast(step).map { index in
      let leap = angles[index + step] - angles[index]
      let around = angles[min(angles.count - 1, index + 2 * step)] - angles[max(0, index - step)]
      return abs(leap) > leastLeap && !(abs(leap) < leapShare * abs(around)) ? leap : 0
    }
  }

  /// Degrees in a tenth of a second.
  private static let leastLeap = 12.0
  /// A leap's share of what the angle changes in three tenths: a landmark that is elsewhere in a frame or two has all
  /// of it, a minimum-jerk move of two tenths .79, one of four .46.
  private static let leapShare = 0.85

  /// How far the head turned to and fro within a stretch, degrees: its course's range without what a still head wanders
  /// as tracked. The two have nothing to do with one another, so their squares add up.
  static func range(of course: [Double], _ set: SetContext) -> Quantity? {
    course.robustRange().map { range in
      Quantity(
        max(0, range * range - stillRange * stillRange).squareRoot(), .degrees,
        uncertainty: Uncertainty.sum(wander(rangeWander, set), set.headJitter))
    }
  }

  static func drift(from then: Double, to now: Double, _ set: SetContext) -> Quantity {
    Quantity(
      abs(now - then), .degrees, uncertainty: Uncertainty.sum(wander(excursionWander, set), set.headJitter))
  }

  /// The tracked nose and ear wander slowly by a pixel or two each while the head is still and the legs move: the shorter
  /// the face, the more degrees.
  private static func wander(_ pixelDegrees: Double, _ set: SetContext) -> Double {
    max(leastWander, pixelDegrees / max(set.faceLength, 1))
  }

  /// Degrees times pixels of face, of 90 % of the tracked reps with known truth (faces of 14-24 pixels).
  private static let excursionWander = 130.0
  private static let rangeWander = 190.0
  /// Larger faces wander less in degrees; how much less was not measured.
  private static let leastWander = 5.5
  /// The median range of still heads as tracked; their true one is 1.5°.
  private static let stillRange = 8.7

  /// Root mean square of what the filter takes away from the face line over the whole set, degrees.
  static func jitter(_ signals: SetSignals) -> Double {
    zip(signals.etaRaw, signals.eta).map { $0 - $1 }.rootMeanSquare() ?? 0
  }

  static func faceLength(_ body: BodyPath) -> Double {
    (0..<body.timeline.count).map { body[.nose].place($0).distance(to: body[.ear].place($0)) }.median() ?? 0
  }

  static func silence(_ rep: RepMotion, _ set: SetContext) -> String? {
    Silence.interruption(rep)
      ?? Silence.noisy(set, allowed: .poor)
      ?? Silence.hidden([.ear, .nose], in: rep.span, set, below: 0.6)
      ?? Silence.hidden([.shoulder], in: rep.span, set)
      ?? faceInArms(rep, set)
      ?? smallFace(rep, set)
  }

  /// The model reports a face as visible even where arms hide it: a face with an arm across its middle was guessed.
  ///
  /// In the torso's lengths, from the middle of the face to the nearest arm: .02 on a photograph with the face in the
  /// arms, .22 and more where the hands grip a chair or the bench before the face.
  private static func faceInArms(_ rep: RepMotion, _ set: SetContext) -> String? {
    let body = set.motion.body
    let arms: [[BodyPart]] = [[.shoulder, .elbow, .wrist], [.farShoulder, .farElbow, .farWrist]]
    let bones = arms.flatMap { zip($0, $0.dropFirst()) }
    let nearest = bones.compactMap { from, to in
      set.range(rep.span).map { sample in
        let face = (body[.nose].place(sample) + body[.ear].place(sample)) * 0.5
        return face.distance(toSegmentFrom: body[from].place(sample), to: body[to].place(sample))
      }.median()
    }.min()
    guard let nearest, nearest < 0.15 * set.motion.torsoLength else { return nil }
    return "the face lies in the arms or in the bench"
  }

  /// A short face line turns by degrees for every pixel of jitter.
  private static func smallFace(_ rep: RepMotion, _ set: SetContext) -> String? {
    let range = set.range(rep.span)
    let body = set.motion.body
    let length = range.map { body[.nose].place($0).distance(to: body[.ear].place($0)) }.median()
    guard let length else { return "the face was not found" }
    if set.headJitter > mostJitter {
      return "the head angle trembles by \(Words.number(set.headJitter, 1))°: "
        + "\(Words.number(length)) pixels of face are too few"
    }
    if length < leastFace * set.motion.torsoLength {
      return "the face is turned away: \(Words.number(length)) pixels from ear to nose"
    }
    return nil
  }

  /// With more, half the way from ok to flag would be jitter.
  private static let mostJitter = 2.5
  /// From the side the nose lies .12 Lt and more before the ear; half of that is a face seen from the front or behind.
  private static let leastFace = 0.06
}
