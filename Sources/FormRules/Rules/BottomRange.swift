import Kinematics
import Movement

/// Did the legs come all the way down?
struct BottomRange: FormRule {
  let id = RuleID("bottom-range")
  let title = "All the way down"
  let words = [
    Quotation("S1", "Not going through the full range of motion"),
    Quotation("S0", "your legs to come down at least under your navel"),
  ]
  let measured = """
    The bottom that the rep ends in: the hip angle there, its height over the three lowest bottoms of the set that \
    touched nothing in shares of the range, the height of the feet over the floor in leg lengths, the range of the rep. \
    u: 6° for the bias at the bottom (2° with a neutral offset), 3° for the camera's turn, the noise; within a set \
    4°; .04 leg lengths and what the floor is unsure by.
    """
  let notAssessedWhen = [
    "shoulder, hip or knee are hidden",
    "fewer than three reps, and no floor is known that the feet could be held against",
    "over the floor: the foot is hidden or outside the picture", "the camera is turned by more than 20° for certain",
  ]
  let cue = "let the legs come all the way down, under control"

  func words(for profile: Profile) -> [Quotation] {
    profile == .incline45
      ? [Quotation("S0", "Allow the hips to flex so that a 90-degree angle exists at the hip joint")] : words
  }

  /// How much higher than the best bottoms of the set, in shares of the range.
  static let rise = Measure("bottomRise")
  let criteria = [
    Criterion(.bottomDeviation, .degrees, .atMost), Criterion(.rangeOfMotion, .degrees, .atLeast),
    Criterion(.toeClearance, .legLengths, .atMost), Criterion(BottomRange.rise, .ratio, .atMost),
  ]

  /// Within a clip the bias of the hip angle changes by less than this from the bottom to half-way up, degrees.
  private static let change = 4.0
  /// Of a tracked foot's height, leg lengths.
  private static let footBias = 0.04
  /// Legs that hang like this have come all the way down, however high the bench stands: "If you can, prop up the bench
  /// to get a greater range of motion" (S0).
  private static let hanging = -65.0

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    var quantities: [Measure: Quantity] = [:]
    quantities[.toeClearance] = clearance(rep, set)
    quantities[BottomRange.rise] = rise(rep, set)
    return quantities
  }

  private func bottom(_ rep: RepMotion, _ set: SetContext) -> TimeSpan {
    let lowest = set.timeline.time(rep.bottomAfter)
    return TimeSpan(from: lowest - 0.1, to: lowest + 0.1)
  }

  private func clearance(_ rep: RepMotion, _ set: SetContext) -> Quantity? {
    let span = bottom(rep, set)
    guard rep.descent != nil, let floor = set.floor.line, Silence.hidden([.toe], in: span, set) == nil,
      Silence.footOutOfPicture(in: span, set) == nil,
      let foot = set.values(set.motion.legs.lowestFoot, in: span).median()
    else { return nil }
    return Quantity(
      floor.clearance(of: foot, legLength: set.motion.legLength), .legLengths,
      uncertainty: Uncertainty.sum(BottomRange.footBias, floor.uncertainty))
  }

  private func rise(_ rep: RepMotion, _ set: SetContext) -> Quantity? {
    guard rep.descent != nil, let best = set.bestBottoms else { return nil }
    let range = max(best.range, 1)
    return Quantity(
      (rep.bottomLevelAfter - best.level) / range, .ratio,
      uncertainty: Uncertainty.sum(BottomRange.change, Uncertainty.median(noise: set.motion.noise, over: 0.2)) / range)
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let span = bottom(rep, set)
    let reason =
      Silence.interruption(rep) ?? Silence.noisy(set, allowed: .poor) ?? Silence.turnedAway(set, most: 20)
      ?? Silence.hidden([.shoulder, .hip, .knee], in: span, set)
    if let reason { return silent(reason, rep) }
    let quantities = BasicMeasures.of(rep, in: set).merging(measure(rep, in: set)) { $1 }
    let isHanging = quantities[.bottomDeviation].map { $0.value <= BottomRange.hanging } ?? false
    let evidence = set.limits(of: self).compactMap { limit -> Evidence? in
      guard let quantity = quantities[limit.measure], limit.measure != .toeClearance || !isHanging else { return nil }
      return Evidence(quantity: quantity, limit: limit, seen: seen(quantity, limit.measure), span: span)
    }
    if let finding = finding(in: set, evidence) { return finding }
    return isHanging
      ? hangingFinding(quantities[.bottomDeviation], span)
      : silent("fewer than three reps to compare with, and \(set.floor.reason ?? "the feet are hidden")", rep)
  }

  /// Nothing to compare with, and nothing needed: the legs hang down.
  private func hangingFinding(_ deviation: Quantity?, _ span: TimeSpan) -> Finding? {
    deviation.map { deviation in
      Finding(
        rule: id, verdict: .ok, value: deviation.value, unit: deviation.unit, uncertainty: deviation.uncertainty,
        span: span,
        message: "\(seen(deviation, .bottomDeviation)), at \(Words.moment(span.from)).")
    }
  }

  private func seen(_ quantity: Quantity, _ measure: Measure) -> String {
    switch measure {
    case .bottomDeviation: "The legs came down to \(Words.degrees(quantity)) below the line of the torso"
    case .rangeOfMotion: "The legs moved through \(Words.degrees(quantity))"
    case .toeClearance: "The feet came down to \(Words.legs(quantity)) above the floor"
    default:
      quantity.value <= 0.05
        ? "The legs came down as far as anywhere in the set"
        : "The legs turned back \(Words.number(quantity.value * 100)) ±\(Words.number(quantity.uncertainty * 100)) % "
          + "of the range above the lowest bottoms of the set"
    }
  }
}

/// The lowest bottoms of a set, that the others are held against.
struct BestBottoms: Sendable {
  /// Body-line deviation, degrees: the median of the three lowest.
  let level: Double
  /// From there to the usual top, degrees.
  let range: Double

  /// `nil`: fewer than three whole reps came down without touching the floor.
  init?(_ motion: SetMotion, floor: Floor) {
    let whole = motion.wholeReps.filter { $0.descent != nil }
    let free = whole.filter { rep in
      guard let line = floor.line, let descent = rep.descent else { return true }
      let lowest = motion.timeline.time(rep.bottomAfter)
      let bottom = TimeSpan(from: min(descent.ninetieth, lowest), to: lowest + 0.2)
      return FloorContact(in: bottom, motion, floor: line).longest == 0
    }
    guard free.count >= 3, let top = whole.map(\.topLevel).median(),
      let level = free.map(\.bottomLevelAfter).sorted().prefix(3).median()
    else { return nil }
    self.level = level
    range = top - level
  }
}
