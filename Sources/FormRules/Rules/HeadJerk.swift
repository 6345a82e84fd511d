import Kinematics
import Movement

/// Did the head go back as the legs went up?
struct HeadJerk: FormRule {
  let id = RuleID("head-jerk")
  let title = "No jerk of the head"
  let words = [Quotation("S0", "never jerk your head back as you lift your legs")]
  let measured = """
    How far the face line (ear to nose) turns toward the back during the ascent, beyond where it was in the .3 s \
    before. u: 130° over the pixels from ear to nose, 5.5° at least, for the wandering of a tracked face, and twice the \
    jitter of the line.
    """
  let notAssessedWhen = [
    "ear or nose are less than .6 visible", "the face lies in the arms or in the bench",
    "the face is too small for its jitter",
  ]
  let cue = "keep the head where it is as the legs go up"

  let criteria = [Criterion(.headExcursion, .degrees, .atMost)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard HeadAngle.silence(rep, set) == nil, let excursion = HeadAngle.excursion(rep, in: set) else { return [:] }
    return [.headExcursion: excursion.quantity]
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    if let reason = HeadAngle.silence(rep, set) { return silent(reason, rep) }
    guard let limit = set.limits(of: self).first, let excursion = HeadAngle.excursion(rep, in: set) else {
      return silent("the head was not found before the ascent", rep)
    }
    return finding(
      in: set,
      [
        Evidence(
          quantity: excursion.quantity, limit: limit,
          seen: "The head went \(Words.degrees(excursion.quantity)) \(excursion.quantity.value < 0 ? "down" : "back") "
            + "during the lift",
          span: TimeSpan(from: rep.start, to: max(rep.start, excursion.at)))
      ])
  }
}
