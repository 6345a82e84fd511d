import Kinematics
import Movement

/// Were the toes pointed at the top? Said, never judged.
struct ToesPointed: FormRule {
  let id = RuleID("toes-pointed")
  let title = "Toes pointed"
  let words = [Quotation("S0", "keeping your feet together, toes pointed")]
  let measured = """
    The median angle between knee, ankle and toe during the hold: 140° and more is a pointed foot, a relaxed one hangs \
    at about 125°. Information only. u: 10°.
    """
  let notAssessedWhen = ["the foot is shorter than 40 pixels, hidden or outside the picture"]
  let cue = "point the toes"

  let criteria: [Criterion] = []

  /// Degrees; from here on a foot is pointed.
  private static let pointed = 140.0
  /// Tracked less true angle, degrees: -2 to +10 on the clips without a foot pad, feet of 40-53 pixels.
  private static let bias = 10.0
  /// Pixels from ankle to toe below which the angle says nothing.
  private static let shortFoot = 40.0

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard silence(rep, set) == nil,
      let angle = set.values(set.motion.legs.footAngle, in: TopLevel.span(rep, in: set)).median()
    else { return [:] }
    return [.ankleAngle: Quantity(angle, .degrees, uncertainty: ToesPointed.bias)]
  }

  private func silence(_ rep: RepMotion, _ set: SetContext) -> String? {
    let span = TopLevel.span(rep, in: set)
    // Seen 7-15° off.
    if set.profile == .machine { return "under the machine's pad the ankle is a guess" }
    let reason =
      Silence.hidden([.knee, .ankle, .toe], in: span, set) ?? Silence.ankleLost(in: span, set)
      ?? Silence.footOutOfPicture(in: span, set)
    if let reason { return reason }
    guard let length = set.values(set.motion.legs.footLength, in: span).median() else { return "no foot was found" }
    return length < ToesPointed.shortFoot ? "the foot is only \(Words.number(length, 1)) pixels long" : nil
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    if let reason = Silence.interruption(rep) ?? Silence.noisy(set, allowed: .poor) ?? silence(rep, set) {
      return silent(reason, rep)
    }
    guard let angle = measure(rep, in: set)[.ankleAngle] else { return silent("the feet were not found", rep) }
    let isPointed = angle.value >= ToesPointed.pointed
    let span = TopLevel.span(rep, in: set)
    return Finding(
      rule: id, verdict: .ok, value: angle.value, unit: angle.unit,
      uncertainty: angle.uncertainty, limit: ToesPointed.pointed, span: span,
      message: "The toes were \(isPointed ? "" : "not ")pointed, \(Words.degrees(angle)) at the ankle, "
        + "at \(Words.moment(span.from)).")
  }
}
