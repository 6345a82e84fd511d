import Kinematics
import Movement

/// Did the upper body stay where it was?
struct TorsoStill: FormRule {
  let id = RuleID("torso-still")
  let title = "Upper body still"
  let words = [Quotation("S0", "keep your upper body stable"), Quotation("S1", "Anchor your upper body firmly")]
  let measured = """
    The range (5th to 95th percentile) within the rep of the trunk's slope, the shoulder about the set-wide hip, and how \
    far the shoulder travels, in torso lengths. u: 2.5° and .05, which 90 % of the tracked reps with a still torso show \
    beyond the truth, and the noise.
    """
  let notAssessedWhen = ["the shoulder is hidden", "the camera swung during the rep", "the track is bad"]
  let cue = "hold on firmly and keep the upper body still"

  /// Diagonal of the box that the shoulder stays in for 90 % of the rep.
  static let shift = Measure("torsoShift")

  let criteria = [Criterion(.torsoRange, .degrees, .atMost), Criterion(TorsoStill.shift, .torsoLengths, .atMost)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard Silence.hidden([.shoulder], in: rep.span, set) == nil else { return [:] }
    var quantities: [Measure: Quantity] = [:]
    let noise = Uncertainty.ninetyPercent * set.motion.noise
    if let range = set.values(set.signals.tau, in: rep.span).robustRange() {
      quantities[.torsoRange] = Quantity(range, .degrees, uncertainty: Uncertainty.sum(2.5, noise))
    }
    let shoulder = set.motion.body[.shoulder]
    let samples = set.range(rep.span)
    if let x = shoulder.x[samples].robustRange(), let y = shoulder.y[samples].robustRange() {
      let length = (x * x + y * y).squareRoot() / set.motion.torsoLength
      quantities[TorsoStill.shift] = Quantity(
        length, .torsoLengths, uncertainty: Uncertainty.sum(0.05, noise / 57.3))
    }
    return quantities
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let reason =
      Silence.interruption(rep) ?? Silence.noisy(set, allowed: .poor) ?? Silence.hidden([.shoulder], in: rep.span, set)
    if let reason { return silent(reason, rep) }
    let quantities = measure(rep, in: set)
    let evidence = set.limits(of: self).compactMap { limit in
      quantities[limit.measure].map { quantity in
        Evidence(
          quantity: quantity, limit: limit,
          seen: limit.measure == .torsoRange
            ? "The trunk rocked by \(Words.degrees(quantity))"
            : "The shoulder travelled \(Words.number(quantity.value, 2)) of the torso's length",
          span: rep.span)
      }
    }
    return finding(in: set, evidence) ?? silent("the shoulder was not found", rep)
  }
}
