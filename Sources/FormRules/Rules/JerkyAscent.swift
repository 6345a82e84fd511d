import Kinematics
import Movement

/// Did the legs come up in one smooth move?
struct JerkyAscent: FormRule {
  let id = RuleID("jerky-ascent")
  let title = "Smooth ascent"
  let words = [Quotation("S0", "Never jerk")]
  let measured = """
    The speed on the way up: how many peaks, how deep it falls between them, and its maximum over its mean (burst). \
    u of the dip: .08 and .2 per degree of noise; of the burst: .15 and .4 per degree of noise.
    """
  let notAssessedWhen = [
    "fewer than 23 frames a second", "the track trembles by more than .9°", "the legs move by less than 25°",
    "the ascent takes more than 4 s",
  ]
  let cue = "lift in one smooth move, without stops and starts"
  let goesFirst = true

  /// A dip counts only where the speed also peaks: a slow lift with a shallow wave is no jerk.
  ///
  /// Two equal minimum-jerk halves with a stop between them, the mildest stop-and-go, have a burst of 1.577 when
  /// nothing is noisy; one minimum-jerk lift has 1.19.
  private static let leastBurst = 1.5
  /// Slower lifts creep, and creeping has many peaks.
  private static let longest = 4.0

  static let burst = Measure("ascentBurst")

  let criteria = [Criterion(.speedDip, .ratio, .atLeast), Criterion(JerkyAscent.burst, .ratio, .atMost)]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard let shape = set.ascentShape(rep) else { return [:] }
    let noise = set.motion.noise
    var quantities = [
      Measure.speedPeaks: Quantity(Double(shape.peaks), .count, uncertainty: 0),
      // One peak has no dip: the speed never falls, which is a ratio of one.
      Measure.speedDip: Quantity(shape.dip ?? 1, .ratio, uncertainty: Uncertainty.sum(0.08, 0.2 * noise)),
      JerkyAscent.burst: Quantity(shape.burst, .ratio, uncertainty: Uncertainty.sum(0.15, 0.4 * noise)),
    ]
    if let sparc = shape.sparc { quantities[.sparc] = Quantity(sparc, .ratio, uncertainty: 0.3) }
    return quantities
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let duration = rep.ascent.fullDuration
    let reason =
      Speeds.silence(rep, set)
      ?? (duration > JerkyAscent.longest ? "the ascent took \(Words.seconds(duration)), too slow to tell" : nil)
    if let reason { return silent(reason, rep) }
    let quantities = measure(rep, in: set)
    guard let dip = quantities[.speedDip], let burst = quantities[JerkyAscent.burst],
      let peaks = quantities[.speedPeaks]
    else { return silent("the ascent is too short to measure", rep) }
    let ascent = TimeSpan(from: rep.ascent.leave, to: rep.ascent.arrive)
    let evidence = set.limits(of: self).compactMap { limit -> Evidence? in
      if limit.measure == JerkyAscent.burst {
        return Evidence(
          quantity: burst, limit: limit,
          seen: "The fastest moment of the lift was \(Words.ratio(burst)) times its mean speed", span: ascent)
      }
      guard peaks.value >= 2, burst.value > JerkyAscent.leastBurst else { return nil }
      return Evidence(
        quantity: dip, limit: limit,
        seen:
          "The lift came in \(Int(peaks.value)) pushes; between them the speed fell to \(Words.ratio(dip)) of a push",
        span: ascent)
    }
    return finding(in: set, evidence)
  }
}
