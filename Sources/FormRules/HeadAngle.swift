import Kinematics
import Movement

/// What can be known of the head in a set: shared by the two head rules.
enum HeadAngle {
  /// How far the head turned toward the back during the ascent, beyond where it was before.
  static func excursion(_ rep: RepMotion, in set: SetContext) -> (quantity: Quantity, at: Double)? {
    let before = TimeSpan(from: rep.start - 0.3, to: rep.start)
    guard let rest = set.values(set.signals.eta, in: before).median() else { return nil }
    let range = set.range(TimeSpan(from: rep.start - 0.2, to: rep.ascent.ninetieth + 0.3))
    guard let highest = range.filter({ !set.signals.eta[$0].isNaN }).max(by: { set.signals.eta[$0] < set.signals.eta[$1] })
    else { return nil }
    let quantity = Quantity(
      set.signals.eta[highest] - rest, .degrees, uncertainty: Uncertainty.sum(bias, 2 * jitter(set)))
    return (quantity, set.timeline.time(highest))
  }

  /// The head angle without glitches: what lasts less than half a second is the track's doing.
  static func steadied(in span: TimeSpan, _ set: SetContext) -> [Double] {
    let range = set.range(span)
    let reach = set.timeline.samples(0.5)
    let from = max(0, range.lowerBound - reach)
    let to = min(set.timeline.count - 1, range.upperBound + reach)
    let steady = Filters.runningMedian(Array(set.signals.eta[from...to]), halfWidth: reach)
    return steady[(range.lowerBound - from)...(range.upperBound - from)].filter { !$0.isNaN }
  }

  static func uncertainty(_ set: SetContext) -> Double { Uncertainty.sum(bias, jitter(set)) }

  /// How the tracked face wanders while the legs move, degrees; 90 % on clean tracked reps.
  private static let bias = 3.0

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

  /// The model reports a face as visible even where arms or a bench with a hole hide it: a nose next to a wrist is one
  /// that was guessed. Hands that grip the bench beside the head are half a torso away.
  private static func faceInArms(_ rep: RepMotion, _ set: SetContext) -> String? {
    let range = set.range(rep.span)
    let body = set.motion.body
    let nearest = [BodyPart.wrist, .farWrist].compactMap { wrist in
      range.map { sample in
        Point(x: body[.nose].x[sample], y: body[.nose].y[sample])
          .distance(to: Point(x: body[wrist].x[sample], y: body[wrist].y[sample]))
      }.median()
    }.min()
    guard let nearest, nearest < 0.25 * set.motion.torsoLength else { return nil }
    return "the face lies in the arms or in the bench"
  }

  /// A short face line turns by degrees for every pixel of jitter.
  private static func smallFace(_ rep: RepMotion, _ set: SetContext) -> String? {
    let range = set.range(rep.span)
    let body = set.motion.body
    let length = range.map { sample in
      Point(x: body[.nose].x[sample], y: body[.nose].y[sample])
        .distance(to: Point(x: body[.ear].x[sample], y: body[.ear].y[sample]))
    }.median()
    guard let length else { return "the face was not found" }
    let jitter = jitter(set)
    if jitter > mostJitter {
      return "the head angle trembles by \(Words.number(jitter, 1))°: \(Words.number(length)) pixels of face are too few"
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
