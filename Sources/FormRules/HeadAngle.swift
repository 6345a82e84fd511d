import Kinematics
import Movement

/// What can be known of the head in a set: shared by the two head rules.
enum HeadAngle {
  /// How far the head turned toward the back during the ascent, beyond where it was before.
  static func excursion(_ rep: RepMotion, in set: SetContext) -> (quantity: Quantity, at: Double)? {
    let before = TimeSpan(from: rep.start - 0.3, to: rep.start)
    guard let rest = set.values(set.signals.eta, in: before).median() else { return nil }
    let range = set.range(TimeSpan(from: rep.start - 0.2, to: rep.ascent.ninetieth + 0.3))
    guard
      let highest = range.filter({ !set.signals.eta[$0].isNaN }).max(by: { set.signals.eta[$0] < set.signals.eta[$1] })
    else { return nil }
    let quantity = Quantity(
      set.signals.eta[highest] - rest, .degrees, uncertainty: Uncertainty.sum(wander, 2 * jitter(set)))
    return (quantity, set.timeline.time(highest))
  }

  /// The head angle without glitches: spells of at most half a second that the track leaps into and back out of.
  ///
  /// A median over the whole second would take them away too, and with them most of a nod, which comes and goes about
  /// as quickly; but no head turns as fast as a track leaps.
  static func steadied(in span: TimeSpan, _ set: SetContext) -> [Double] {
    let range = set.range(span)
    let longest = set.timeline.samples(0.5)
    let from = max(0, range.lowerBound - longest)
    let to = min(set.timeline.count - 1, range.upperBound + longest)
    let step = set.timeline.samples(0.1)
    var angles = Filters.runningMedian(Array(set.signals.etaRaw[from...to]), halfWidth: set.timeline.samples(0.05))
    let leaps = angles.indices.dropLast(step).map { angles[$0 + step] - angles[$0] }
    var index = 0
    while index < leaps.count {
      let leap = leaps[index]
      let rest = leaps[index...].prefix(step + longest).dropFirst(step)
      if abs(leap) > leapInTenth, let back = rest.firstIndex(where: { abs($0) > leapInTenth && $0 * leap < 0 }) {
        for sample in (index + 1)..<(back + step) { angles[sample] = .nan }
        index = back + step
      } else {
        index += 1
      }
    }
    let steady = Filters.lowPass(angles.bridged(), cutOff: 4, rate: set.timeline.rate)
    return steady[(range.lowerBound - from)...(range.upperBound - from)].filter { !$0.isNaN }
  }

  /// Degrees in a tenth of a second: a nod of 45° to and fro in a second and a half reaches 9.
  private static let leapInTenth = 12.0

  static func uncertainty(_ set: SetContext) -> Double { Uncertainty.sum(wander, jitter(set)) }

  /// How the tracked face wanders while the head is still and the legs move, degrees: 90 % of the tracked reps with
  /// known truth lie within 5.6°.
  private static let wander = 5.5

  /// Root mean square of what the filter takes away from the face line, degrees.
  static func jitter(_ set: SetContext) -> Double {
    zip(set.signals.etaRaw, set.signals.eta).map { $0 - $1 }.rootMeanSquare() ?? 0
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
    let jitter = jitter(set)
    if jitter > mostJitter {
      return
        "the head angle trembles by \(Words.number(jitter, 1))°: \(Words.number(length)) pixels of face are too few"
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
