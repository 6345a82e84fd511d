import Kinematics
import Movement

/// Did the legs come up into line?
struct PartialTop: FormRule {
  let id = RuleID("partial-top")
  let title = "Legs up into line"
  let words = [
    Quotation("S0", "the knees, hips, and shoulders are all in line"),
    Quotation("S1", "Not going through the full range of motion by only partially lifting the legs"),
  ]
  let measured = """
    The top level of the hip angle below the line of the torso (45° bench: of the thigh below the horizontal). \
    u: 5° of bias (over the torso 2° with a neutral offset), 1° for the camera's turn out of the side view below \
    10° and 3° above or where it is not known, and the noise of the median over the plateau; over the floor also 1° of camera tilt.
    """
  let notAssessedWhen = [
    "the camera is turned by more than 20° for certain (over the floor 10°)",
    "over the floor: the tilt of the camera is not known", "shoulder, hip or knee are hidden",
  ]
  let cue = "lift until knees, hips and shoulders are in line"

  let criteria = [Criterion(.topElevation, .degrees, .atLeast), Criterion(.topDeviation, .degrees, .atLeast)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    var quantities = [Measure.topDeviation: TopLevel.deviation(rep, in: set)]
    quantities[.topElevation] = TopLevel.elevation(rep, in: set)
    return quantities
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let isOverFloor = set.topReference == .floor
    let reason =
      Silence.interruption(rep)
      ?? TopLevel.silence(rep, set, mostYaw: isOverFloor ? 10 : 20)
      ?? (isOverFloor && set.motion.roll == nil
        ? "whether the camera stood level is not known; --top-reference torso compares with the torso instead" : nil)
    if let reason { return silent(reason, rep) }
    let measures = measure(rep, in: set)
    let wanted = isOverFloor ? Measure.topElevation : .topDeviation
    guard let quantity = measures[wanted] else { return silent("the top could not be measured", rep) }
    // The floor may be asked for on any profile: its band is then the torso's.
    guard let limit = set.limit(of: self, on: wanted) ?? set.limits(of: self).first else { return nil }
    let line = isOverFloor ? "the horizontal" : "the line of the torso"
    let side = quantity.value < 0 ? "below" : "above"
    return finding(
      in: set,
      [
        Evidence(
          quantity: quantity, limit: limit, seen: "The legs stopped \(Words.degrees(quantity)) \(side) \(line)",
          span: TopLevel.span(rep, in: set))
      ])
  }
}
