import Kinematics
import Movement

/// Were the legs swung up with momentum instead of lifted?
struct Swing: FormRule {
  let id = RuleID("swing")
  let title = "Lifted, not swung"
  let words = [Quotation("S1", "Swinging the legs up with momentum")]
  let measured = """
    Five signs of momentum, each a vote: a lift of less than .75 s (half a vote below .9 s), no stop at the top, a rebound \
    out of the bottom, legs that hang past the vertical, hips that heave with the legs. Two votes are a swing when a quick \
    lift or a rebound is among them, and so with nine chances in ten.
    """
  let notAssessedWhen = ["the legs move by less than 25°", "fewer than 14 frames a second", "the track is bad"]
  let cue = "lift with the glutes, without momentum: start from a dead hang"
  let goesFirst = true

  static let votes = Measure("swingVotes")
  /// Onset to top as a coach counts it.
  static let lift = Measure("fullAscent")
  /// How fast the legs bounce out of the bottom, deg/s: the smaller of the speed after it and two thirds of the one before.
  static let rebound = Measure("reboundSpeed")
  /// Elevation of the thigh at the lower of the two bottoms.
  static let hang = Measure("hangElevation")
  /// Height that the hips gain with the legs.
  static let heave = Measure("hipHeave")

  let criteria = [
    Criterion(Swing.votes, .count, .atMost), Criterion(Swing.lift, .seconds, .atLeast),
    Criterion(.hold, .seconds, .atLeast), Criterion(Swing.rebound, .degreesPerSecond, .atMost),
    Criterion(Swing.hang, .degrees, .atLeast), Criterion(Swing.heave, .torsoLengths, .atMost),
  ]

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    var quantities = [
      Swing.lift: Quantity(rep.ascent.fullDuration, .seconds, uncertainty: Durations.ascentUncertainty(rep, set)),
      .hold: Quantity(rep.hold.duration, .seconds, uncertainty: rep.hold.uncertainty),
    ]
    quantities[Swing.rebound] = rebound(rep, set)
    quantities[Swing.hang] = hang(rep, set)
    quantities[Swing.heave] = heave(rep, set)
    return quantities
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let reason =
      Silence.interruption(rep)
      ?? Silence.slowCamera(set, least: 14)
      ?? Silence.noisy(set, allowed: .poor)
      ?? Silence.shortRange(rep)
      ?? Silence.hidden([.shoulder, .hip, .knee], in: rep.span, set)
    if let reason { return silent(reason, rep) }
    guard let limit = set.limit(of: self, on: Swing.votes) else { return nil }
    let quantities = measure(rep, in: set)
    let signs = set.limits(of: self).dropFirst().compactMap { limit in
      quantities[limit.measure].map { Sign(quantity: $0, limit: limit) }
    }
    // Without a quick lift or a rebound the other signs are no swing, only the shadow of one.
    let all = signs.reduce(0) { $0 + $1.vote(of: $1.quantity.value) }
    func isDriven(_ value: KeyPath<Sign, Double>) -> Bool {
      signs.contains { Swing.decisive.contains($0.limit.measure) && $0.vote(of: $0[keyPath: value]) >= 1 }
    }
    let seen = isDriven(\.quantity.value) ? all : min(all, limit.flag)
    let sure = isDriven(\.leastValue) ? all : min(all, limit.flag)
    let named = signs.filter { $0.vote(of: $0.quantity.value) > 0 }.map(\.words)
    let what = named.isEmpty ? "No sign of momentum" : "Signs of momentum: \(named.joined(separator: ", "))"
    return finding(
      in: set,
      [
        Evidence(
          quantity: Quantity(seen, .count, uncertainty: seen - sure), limit: limit, seen: what,
          span: TimeSpan(from: rep.start, to: rep.ascent.ninetieth))
      ])
  }

  /// The signs without which nothing is a swing.
  private static let decisive: Set<Measure> = [Swing.lift, Swing.rebound]

  // MARK: signs

  /// How fast the legs turn round at the bottom that the rep ends in.
  ///
  /// A rebound is fast down into the last 30 % of the range (over 120°/s) and fast up again within a quarter of a second of
  /// arriving (over 80°/s): two thirds of the former can be held against the same limit as the latter.
  private func rebound(_ rep: RepMotion, _ set: SetContext) -> Quantity? {
    let level = rep.bottomLevelAfter
    /// The samples up to the bottom on which the legs are below a share of the range.
    func below(_ height: Double) -> ReversedCollection<ClosedRange<Int>>.SubSequence {
      (0...rep.bottomAfter).reversed().prefix { !(set.signals.delta4[$0] > level + height) }
    }
    let fall = below(0.3 * (rep.topLevel - level))
    guard rep.descent != nil, let arrival = below(RepMotion.band).last.map(set.timeline.time),
      let down = fall.map({ -set.signals.steadySpeed[$0] }).filter({ !$0.isNaN }).max(),
      let up = set.values(set.signals.steadySpeed, in: TimeSpan(from: arrival, to: arrival + 0.25)).max()
    else { return nil }
    return Quantity(
      max(0, min(up, down / 1.5)), .degreesPerSecond, uncertainty: Uncertainty.sum(30, 12 * set.motion.noise))
  }

  private func hang(_ rep: RepMotion, _ set: SetContext) -> Quantity? {
    let reach = set.timeline.samples(0.1)
    let lowest = [rep.bottomBefore, rep.bottomAfter].compactMap { bottom in
      set.signals.phi[max(0, bottom - reach)...min(set.timeline.count - 1, bottom + reach)].median()
    }.min()
    guard let lowest else { return nil }
    return Quantity(
      lowest + set.tilt, .degrees,
      uncertainty: Uncertainty.sum(
        Uncertainty.bottomBias(isNeutralKnown: false), Uncertainty.view(yaw: set.motion.yaw),
        set.motion.roll == nil ? 3 : 1))
  }

  /// What the hip's height has in common with the legs' angle, over the range of the rep: noise and drift fall out.
  private func heave(_ rep: RepMotion, _ set: SetContext) -> Quantity? {
    let range = set.range(rep.span)
    let pairs = range.compactMap { sample -> (Double, Double)? in
      let (angle, height) = (set.signals.delta4[sample], set.motion.body[.hip].y[sample])
      return angle.isNaN || height.isNaN ? nil : (angle, height)
    }
    guard pairs.count > 2, let swing = pairs.map(\.0).robustRange() else { return nil }
    let (meanAngle, meanHeight) = (
      pairs.reduce(0) { $0 + $1.0 } / Double(pairs.count), pairs.reduce(0) { $0 + $1.1 } / Double(pairs.count)
    )
    let variance = pairs.reduce(0) { $0 + ($1.0 - meanAngle) * ($1.0 - meanAngle) }
    let common = pairs.reduce(0) { $0 + ($1.0 - meanAngle) * ($1.1 - meanHeight) }
    guard variance > 0 else { return nil }
    return Quantity(abs(common / variance) * swing / set.motion.torsoLength, .torsoLengths, uncertainty: 0.05)
  }

  /// One sign and its vote.
  private struct Sign {
    let quantity: Quantity
    let limit: Limit

    /// The value that is least in favour of a swing, of those that are likely: nine in ten lie on the other side of it.
    var leastValue: Double {
      let oneSided = 1.28 / Uncertainty.ninetyPercent
      return quantity.value + (limit.side == .atLeast ? 1 : -1) * oneSided * quantity.uncertainty
    }

    /// One beyond the flag limit, half between the two.
    func vote(of value: Double) -> Double {
      let isBeyond = { (edge: Double) in limit.side == .atLeast ? value < edge : value > edge }
      return isBeyond(limit.flag) ? 1 : isBeyond(limit.ok) ? 0.5 : 0
    }

    var words: String {
      switch limit.measure {
      case Swing.lift: "lifted in \(Words.seconds(quantity))"
      case .hold: "no stop at the top (\(Words.seconds(quantity)))"
      case Swing.rebound: "bounced out of the bottom at \(Words.number(quantity.value))°/s"
      case Swing.hang: "legs \(Words.number(abs(quantity.value) - 90))° past the vertical"
      default: "hips heaved by \(Words.number(quantity.value, 2)) of the torso's length"
      }
    }
  }
}
