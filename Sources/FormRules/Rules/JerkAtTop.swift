import Kinematics
import Movement

/// Did the legs jerk into the top position?
struct JerkAtTop: FormRule {
  let id = RuleID("jerk-at-top")
  let title = "No jerk into the top"
  let words = [Quotation("S0", "Never jerk into the top position")]
  let measured = """
    (a) The largest speed in the last 30 % of the range over the mean speed from 10 to 90 %, judged where it is also \
    the largest of the ascent; u: .3 and .5 per degree of noise. (b) How far the legs shoot past the top level within \
    half a second; u: .8° and 2.5 x the noise, which a maximum collects.
    """
  let notAssessedWhen = [
    "fewer than 23 frames a second", "the track trembles by more than .9°", "the legs move by less than 25°",
  ]
  let cue = "slow down before the top and arrive softly"
  let goesFirst = true

  let criteria = [Criterion(.lateSpeedRatio, .ratio, .atMost), Criterion(.overshoot, .degrees, .atMost)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    var quantities: [Measure: Quantity] = [:]
    let noise = set.motion.noise
    if let shape = set.ascentShape(rep) {
      quantities[.lateSpeedRatio] = Quantity(
        shape.lateRatio, .ratio, uncertainty: Uncertainty.sum(0.3, 0.5 * noise))
    }
    let after = TimeSpan(from: rep.ascent.ninetieth, to: rep.ascent.ninetieth + 0.5)
    if let peak = set.values(set.signals.delta6, in: after).max() {
      quantities[.overshoot] = Quantity(
        max(0, peak - rep.topLevel), .degrees, uncertainty: Uncertainty.sum(0.8, 2.5 * noise))
    }
    return quantities
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    if let reason = Speeds.silence(rep, set) { return silent(reason, rep) }
    let quantities = measure(rep, in: set)
    guard let shape = set.ascentShape(rep), let late = quantities[.lateSpeedRatio],
      let overshoot = quantities[.overshoot]
    else { return silent("the ascent is too short to measure", rep) }
    let arrival = TimeSpan(from: rep.ascent.ninetieth - 0.1, to: rep.ascent.ninetieth + 0.5)
    let evidence = set.limits(of: self).compactMap { limit -> Evidence? in
      if limit.measure == .overshoot {
        return Evidence(
          quantity: overshoot, limit: limit,
          seen: "The legs shot \(Words.degrees(overshoot)) past the level they then held", span: arrival)
      }
      // A lift that was fastest earlier on is judged as a whole, by jerky-ascent.
      guard shape.isFastestLate else { return nil }
      return Evidence(
        quantity: late, limit: limit,
        seen: "The legs came into the top at \(Words.ratio(late)) times their mean speed", span: arrival)
    }
    return finding(in: set, evidence)
  }
}
