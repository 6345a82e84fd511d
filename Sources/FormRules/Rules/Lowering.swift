import Kinematics
import Movement

/// Were the legs lowered slowly?
struct Lowering: FormRule {
  let id = RuleID("lowering")
  let title = "Lowered slowly"
  let words = [Quotation("S0", "slowly lower your legs"), Quotation("S1", "Lower your legs slowly")]
  let measured = """
    The full time of the way down, from the time between 90 and 10 % of the range as a minimum-jerk move would take it. \
    A way down that takes less than .6 of the way up is held against that too, when it is shorter than 1.5 s. u: 11 % and \
    the wandering of the noisy angle across its two levels.
    """
  let notAssessedWhen = ["the clip ends before the legs are down"]
  let cue = "lower the legs slowly, two seconds or more"

  static let fullDescent = Measure("fullDescent")
  /// Way down / way up.
  static let share = Measure("descentShare")

  let criteria = [Criterion(Lowering.fullDescent, .seconds, .atLeast), Criterion(Lowering.share, .ratio, .atLeast)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard let descent = rep.descent else { return [:] }
    let (down, up) = (descent.fullDuration, max(rep.ascent.fullDuration, 0.1))
    let uncertainty = Durations.descentUncertainty(descent, set)
    let relative = Uncertainty.sum(
      uncertainty / max(down, 0.1), Durations.ascentUncertainty(rep, set) / up)
    return [
      Lowering.fullDescent: Quantity(down, .seconds, uncertainty: uncertainty),
      Lowering.share: Quantity(down / up, .ratio, uncertainty: down / up * relative),
    ]
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let reason =
      Silence.interruption(rep)
      ?? (rep.descent == nil ? "the clip ends before the legs are down" : nil)
      ?? Silence.slowCamera(set, least: 14)
      ?? Silence.noisy(set, allowed: .poor)
      ?? rep.descent.flatMap {
        Silence.hidden([.shoulder, .hip, .knee], in: TimeSpan(from: $0.leave, to: $0.arrive), set)
      }
    if let reason { return silent(reason, rep) }
    let quantities = measure(rep, in: set)
    guard let descent = rep.descent, let time = quantities[Lowering.fullDescent],
      let limit = set.limit(of: self, on: Lowering.fullDescent)
    else { return nil }
    let span = TimeSpan(from: descent.leave, to: descent.arrive)
    let isSlow = time.value >= limit.ok
    let evidence = set.limits(of: self).compactMap { limit -> Evidence? in
      guard let quantity = quantities[limit.measure] else { return nil }
      guard limit.measure == Lowering.share else {
        return Evidence(
          quantity: quantity, limit: limit, seen: "The legs came down in \(Words.seconds(quantity))", span: span)
      }
      // Two unhurried seconds down are slow, however long the way up took.
      guard !isSlow else { return nil }
      return Evidence(
        quantity: quantity, limit: limit,
        seen: "The way down took \(Words.ratio(quantity)) times the way up", span: span)
    }
    return finding(in: set, evidence)
  }
}
