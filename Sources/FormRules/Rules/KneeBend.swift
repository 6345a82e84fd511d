import Kinematics
import Movement

/// Were the knees as the equipment asks, and did they stay so?
struct KneeBend: FormRule {
  let id = RuleID("knee-bend")
  let title = "Knees"
  let words = [Quotation("S0", "your knees slightly bent")]
  let measured = """
    The median knee flexion from the first tenth of the ascent to the end of the hold, and its range (5th to 95th \
    percentile) within the rep. u: 6° for the flexion (11° for a nearly straight knee on the machine, whose pad hides \
    the ankle), 8° for the range.
    """
  let notAssessedWhen = [
    "hip, knee or ankle are hidden or outside the picture", "the shank changes its length: the ankle was guessed",
    "the camera is turned by more than 20° for certain",
  ]
  let cue = "keep the knees slightly bent and still: lift from the hips"

  func words(for profile: Profile) -> [Quotation] {
    switch profile {
    case .bench, .ballOnBench: words
    case .ball: [Quotation("S0", "raise your straight legs off the floor")]
    case .machine: [Quotation("S0", "Raise your legs, keeping them straight")]
    case .incline45: [Quotation("S0", "keeping the legs straight, bring them up")]
    }
  }

  func cue(for profile: Profile) -> String {
    switch profile {
    case .bench, .ballOnBench: cue
    case .ball, .machine, .incline45: "keep the legs straight: lift from the hips, not from the knees"
    }
  }

  let criteria = [Criterion(.kneeFlexion, .degrees, .atMost), Criterion(.kneeChange, .degrees, .atMost)]

  /// A knee bent the wrong way by more than this is a tracking error.
  private static let impossible = -15.0

  private static func working(_ rep: RepMotion) -> TimeSpan {
    TimeSpan(from: rep.ascent.tenth, to: max(rep.ascent.tenth, rep.hold.span.to))
  }

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard silence(rep, set) == nil else { return [:] }
    func flexion(_ span: TimeSpan) -> [Double] {
      set.values(set.signals.kappa, in: span).filter { $0 >= KneeBend.impossible }
    }
    var quantities: [Measure: Quantity] = [:]
    if let median = flexion(KneeBend.working(rep)).median() {
      quantities[.kneeFlexion] = Quantity(
        median, .degrees, uncertainty: KneeBend.uncertainty(of: median, set.profile))
    }
    if let range = flexion(rep.span).robustRange() {
      quantities[.kneeChange] = Quantity(range, .degrees, uncertainty: KneeBend.wander)
    }
    return quantities
  }

  /// Tracked less true flexion, degrees: -5 to +4 on nine of ten clips (a real body +6).
  private static let bias = 6.0
  /// The same on the machine, where a pad lies over the ankle: a straight knee looks bent by up to 10° (one clip 14°, a
  /// real body 11°),
  /// one that is bent by 44-55° looks 4-5° straighter.
  private static let padBias = 11.0
  /// From the first to the second of these flexions what the pad adds fades, degrees.
  private static let padFades = (from: 20.0, to: 30.0)

  private static func uncertainty(of flexion: Double, _ profile: Profile) -> Double {
    guard profile == .machine else { return bias }
    let share = (flexion - padFades.from) / (padFades.to - padFades.from)
    return padBias - min(max(share, 0), 1) * (padBias - bias)
  }

  /// Knees that hardly move show a range of 4-11°, 5° more than is true (8° at most): the tracked ankle wanders with the leg's
  /// elevation.
  private static let wander = 8.0

  private func silence(_ rep: RepMotion, _ set: SetContext) -> String? {
    Silence.hidden([.hip, .knee, .ankle], in: rep.span, set) ?? Silence.ankleLost(in: rep.span, set)
      ?? Silence.turnedAway(set, most: 20)
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let reason =
      Silence.interruption(rep) ?? Silence.noisy(set, allowed: .poor) ?? silence(rep, set)
      ?? Silence.footOutOfPicture(in: rep.span, set)
    if let reason { return silent(reason, rep) }
    let quantities = measure(rep, in: set)
    let evidence = set.limits(of: self).compactMap { limit in
      quantities[limit.measure].map { quantity in
        Evidence(
          quantity: quantity, limit: limit,
          seen: limit.measure == .kneeFlexion
            ? quantity.value > 0 ? "The knees were bent by \(Words.degrees(quantity))" : "The knees were straight"
            : "The knees bent and straightened by \(Words.degrees(quantity)) during the rep",
          span: limit.measure == .kneeFlexion ? KneeBend.working(rep) : rep.span)
      }
    }
    return finding(in: set, evidence) ?? silent("the knees were not found", rep)
  }
}
