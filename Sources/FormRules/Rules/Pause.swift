import Kinematics
import Movement

/// Was there a stop at the top?
struct Pause: FormRule {
  let id = RuleID("pause")
  let title = "Pause at the top"
  let words = [Quotation("S0", "Hold for a second"), Quotation("S1", "hold for 1-2 seconds")]
  let measured = """
    The time within 5° of the top level and slower than 20°/s. u: 0.1 s for the shape of the ends, the wandering of \
    the noisy angle across the edge of the band, and half a frame.
    """
  let notAssessedWhen = ["fewer than 14 frames a second", "the track is bad (noise over 1.5°)"]
  let cue = "hold the top for a full second"

  func words(for profile: Profile) -> [Quotation] {
    profile == .ball ? [Quotation("S0", "Hold for a few seconds")] : words
  }

  func cue(for profile: Profile) -> String { profile == .ball ? "hold the top for two full seconds" : cue }

  /// Longer holds are worth a word, and no fault.
  private static let long = 3.0

  let criteria = [Criterion(.hold, .seconds, .atLeast)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    [.hold: Quantity(rep.hold.duration, .seconds, uncertainty: rep.hold.uncertainty)]
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let reason =
      Silence.interruption(rep)
      ?? Silence.slowCamera(set, least: 14)
      ?? Silence.noisy(set, allowed: .poor)
      ?? Silence.hidden([.shoulder, .hip, .knee], in: TopLevel.span(rep, in: set), set)
    if let reason { return silent(reason, rep) }
    guard let limit = set.limits(of: self).first, let hold = measure(rep, in: set)[.hold] else { return nil }
    let remark = hold.value > Pause.long ? ", longer than asked for" : ""
    return finding(
      in: set,
      [
        Evidence(
          quantity: hold, limit: limit, seen: "The legs were held at the top for \(Words.seconds(hold))\(remark)",
          span: rep.hold.span)
      ])
  }
}
