import Foundation
import Kinematics
import Movement

/// Did the lifter slide along the bench in the course of the set?
struct Sliding: FormRule {
  let id = RuleID("sliding")
  let title = "No sliding"
  let words = [Quotation("S0", "avoid sliding off the bench")]
  let measured = """
    How far shoulder and hip drift along the trunk from the first bottom of the set to the last, in torso lengths: the \
    slope through all bottoms, of which nearly a third may be off. Always in the same phase, so that what the tracked hip \
    does with the legs falls out. u: .03 and the scatter of the bottoms about the slope.
    """
  let notAssessedWhen = ["fewer than three reps", "the camera moved", "the shoulder is hidden"]
  let cue = "hold on firmly, so that you do not slide along the bench"

  static let drift = Measure("setDrift")

  let criteria = [Criterion(Sliding.drift, .torsoLengths, .atMost)]

  func judge(_ set: SetContext) -> [SetFinding] {
    let reps = set.motion.wholeReps
    guard let limit = set.limit(of: self, on: Sliding.drift), let first = reps.first, let last = reps.last else {
      return []
    }
    let span = TimeSpan(from: set.timeline.time(first.bottomBefore), to: set.timeline.time(last.bottomAfter))
    let reason =
      (reps.count < 3 ? "a drift takes three reps to see" : nil)
      ?? (set.motion.isCameraMoving ? "the camera moved" : nil)
      ?? Silence.noisy(set, allowed: .poor)
      ?? Silence.hidden([.shoulder, .hip], in: span, set)
    if let reason { return [silent(reason, over: span, reps)] }
    let places = ([first.bottomBefore] + reps.map(\.bottomAfter)).map { (x: set.timeline.time($0), y: place($0, set)) }
    guard let line = TheilSen(places) else { return [silent("the bottoms were not seen", over: span, reps)] }
    let scatter = places.map { abs($0.y - line.intercept - line.slope * $0.x) }.filter { !$0.isNaN }.median() ?? 0
    let drift = line.slope * span.duration
    let quantity = Quantity(
      abs(drift), .torsoLengths,
      uncertainty: Uncertainty.sum(0.03, Uncertainty.ninetyPercent * 1.48 * scatter / Double(places.count).squareRoot())
    )
    let way = drift >= 0 ? "toward the feet" : "toward the head"
    let evidence = Evidence(
      quantity: quantity, limit: limit,
      seen: "The body slid \(Words.number(quantity.value, 2)) ±\(Words.number(quantity.uncertainty, 2)) of the torso's "
        + "length \(way) over the set",
      span: span)
    return [finding(in: set, [evidence], reps)].compactMap { $0 }
  }

  /// Where the trunk lies along its own line about a bottom, torso lengths, + toward the feet.
  private func place(_ bottom: Int, _ set: SetContext) -> Double {
    let reach = set.timeline.samples(0.15)
    let samples = max(0, bottom - reach)...min(set.timeline.count - 1, bottom + reach)
    let slope = set.motion.trunkElevation * .pi / 180
    let middles = samples.map { sample in
      let middle = (set.motion.body[.shoulder].place(sample) + set.motion.body[.hip].place(sample)) * 0.5
      return middle.x * cos(slope) + middle.y * sin(slope)
    }
    return (middles.median() ?? .nan) / set.motion.torsoLength
  }
}
