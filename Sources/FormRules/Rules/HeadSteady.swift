import Kinematics
import Movement

/// Did the head stay still, within the rep and over the set?
struct HeadSteady: FormRule {
  let id = RuleID("head-steady")
  let title = "Head steady"
  let words = [Quotation("S0", "Keep your head steady")]
  let measured = """
    The range of the face line (5th to 95th percentile) within the rep, and how far its median has drifted from the first \
    rep in which the head was seen; \
    what lasts less than half a second is left out, and so is, as a square, what a still head wanders by as tracked (8.7°). \
    u: 190° over the pixels from ear to nose, 5.5° at least, and the jitter.
    """
  let notAssessedWhen = [
    "ear or nose are less than .6 visible", "the face lies in the arms or in the bench",
    "the face is too small for its jitter",
  ]
  let cue = "keep the head steady through the whole set"

  static let drift = Measure("headDrift")

  let criteria = [Criterion(.headRange, .degrees, .atMost), Criterion(HeadSteady.drift, .degrees, .atMost)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard HeadAngle.silence(rep, set) == nil else { return [:] }
    func angles(_ rep: RepMotion) -> [Double] { HeadAngle.steadied(in: set.range(rep.span), set) }
    let now = angles(rep)
    var quantities: [Measure: Quantity] = [:]
    quantities[.headRange] = HeadAngle.range(of: now, set)
    if let first = set.headReference, first.top < rep.top, let now = now.median(), let then = angles(first).median() {
      quantities[HeadSteady.drift] = HeadAngle.drift(from: then, to: now, set)
    }
    return quantities
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    if let reason = HeadAngle.silence(rep, set) { return silent(reason, rep) }
    let quantities = measure(rep, in: set)
    let evidence = set.limits(of: self).compactMap { limit in
      quantities[limit.measure].map { quantity in
        Evidence(
          quantity: quantity, limit: limit,
          seen: limit.measure == .headRange
            ? "The head moved by \(Words.degrees(quantity)) during the rep"
            : "The head lay \(Words.degrees(quantity)) away from where it was in rep \(set.headReference?.number ?? 1)",
          span: rep.span)
      }
    }
    return finding(in: set, evidence) ?? silent("the head was not found", rep)
  }
}
