import Kinematics
import Movement

/// Did the legs go far above the line of the torso?
///
/// Never a lumbar angle: a picture from the side cannot tell the hip from the spine.
struct AboveLine: FormRule {
  let id = RuleID("above-line")
  let title = "Legs not above the line"
  let words = [
    Quotation("S1", "Hyperextending at the top by lifting the legs too high above the body line"),
    Quotation("S0", "the legs should be raised to a point where the knees, hips, and shoulders are all in line"),
  ]
  let measured = """
    The larger of the top level and the 90th percentile of the hip angle between the end of the ascent and the start \
    of the descent, over the line of the torso. u: as for partial-top.
    """
  let notAssessedWhen = ["the camera is turned by more than 20° for certain", "shoulder, hip or knee are hidden"]
  let cue = "stop where the legs are in line with the torso, no higher"
  let goesFirst = true

  let criteria = [Criterion(.topDeviation, .degrees, .atMost)]

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    // On the 45° bench legs level with the floor are far below the line: only --top-reference torso asks for it.
    if set.profile == .incline45, set.topReference == .floor { return nil }
    if let reason = Silence.interruption(rep) ?? TopLevel.silence(rep, set, mostYaw: 20) { return silent(reason, rep) }
    guard let limit = set.limits(of: self).first else { return nil }
    let level = TopLevel.deviation(rep, in: set)
    let span = TimeSpan(from: rep.ascent.ninetieth, to: rep.descent?.leave ?? rep.hold.span.to)
    let high = set.values(set.signals.delta6, in: span).percentile(90).map { $0 - set.neutral } ?? level.value
    let quantity = Quantity(max(level.value, high), .degrees, uncertainty: level.uncertainty)
    let side = quantity.value < 0 ? "below" : "above"
    return finding(
      in: set,
      [
        Evidence(
          quantity: quantity, limit: limit,
          seen: "The legs went up to \(Words.degrees(quantity)) \(side) the line of the torso",
          span: TopLevel.span(rep, in: set))
      ])
  }
}
