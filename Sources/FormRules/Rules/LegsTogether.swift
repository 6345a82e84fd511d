import Foundation
import Kinematics
import Movement

/// Did the legs stay together?
///
/// From the side only scissoring shows, one leg ahead of the other; legs that spread sideways do not.
struct LegsTogether: FormRule {
  let id = RuleID("legs-together")
  let title = "Legs together"
  let words = [Quotation("S0", "your legs together"), Quotation("S0", "keeping your feet together")]
  let measured = """
    The angle between the thighs and the distance of the ankles in lengths of the shank, as they last for .2 s or more, \
    while the far leg is seen. A far leg that is hidden lies behind the near one: legs that are 10° apart show both \
    knees in nine of ten frames. A side view shows scissoring, not spreading. u: 6°, and .15 shanks with the camera's \
    turn out of the side view.
    """
  let notAssessedWhen = ["the far leg is hidden and yet said to be apart: that is a guess"]
  let cue = "keep the legs together from bottom to top"

  static let ankleGap = Measure("ankleGap")
  let criteria = [Criterion(.legSpread, .degrees, .atMost), Criterion(LegsTogether.ankleGap, .ratio, .atMost)]

  /// Of legs that are 1° apart, 90 % of the clips show 7° or less.
  private static let bias = 6.0
  /// Ankles .13-.28 shanks apart, as the hips are wide and the camera stands somewhere, show .06-.27.
  private static let gapBias = 0.15
  /// Feet side by side lie so far apart, in shanks, along the way that a turned camera looks.
  private static let depth = 0.5
  /// So long the legs are to be apart, seconds.
  private static let lasting = 0.2

  /// The legs of a rep as they were seen.
  private struct Legs {
    var spread: Double
    var gap: Double
    /// The far leg was in sight for long enough.
    var isSeen: Bool
  }

  private func legs(_ rep: RepMotion, _ set: SetContext) -> Legs? {
    let samples = set.range(rep.span)
    let signals = set.motion.legs
    let window = set.timeline.samples(LegsTogether.lasting)
    func lasting(_ values: [Double], _ isUsed: (Int) -> Bool) -> Double? {
      samples.map { isUsed($0) ? abs(values[$0]) : .nan }.lastingLevel(window)
    }
    let isFarSeen = { (sample: Int) in signals.farVisibility[sample] >= LegSignals.farSeen }
    if let spread = lasting(signals.spread, isFarSeen), let gap = lasting(signals.ankleGap, isFarSeen) {
      return Legs(spread: spread, gap: gap, isSeen: true)
    }
    guard let spread = lasting(signals.spread, { _ in true }), let gap = lasting(signals.ankleGap, { _ in true }) else {
      return nil
    }
    return Legs(spread: spread, gap: gap, isSeen: false)
  }

  private func quantities(_ legs: Legs, _ set: SetContext) -> [Measure: Quantity] {
    let turned = abs(set.motion.yaw ?? 15) * .pi / 180
    var quantities = [Measure.legSpread: Quantity(legs.spread, .degrees, uncertainty: LegsTogether.bias)]
    if legs.isSeen {
      quantities[LegsTogether.ankleGap] = Quantity(
        legs.gap, .ratio, uncertainty: Uncertainty.sum(LegsTogether.gapBias, LegsTogether.depth * sin(turned)))
    }
    return quantities
  }

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard let legs = legs(rep, set), legs.isSeen || isBehind(legs, set) else { return [:] }
    return quantities(legs, set)
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    if let reason = Silence.interruption(rep) ?? Silence.noisy(set, allowed: .poor)
      ?? Silence.hidden([.knee, .ankle], in: rep.span, set)
    {
      return silent(reason, rep)
    }
    guard let legs = legs(rep, set) else { return silent("the far leg was not found", rep) }
    let quantities = quantities(legs, set)
    let evidence = set.limits(of: self).compactMap { limit in
      quantities[limit.measure].map { quantity in
        Evidence(quantity: quantity, limit: limit, seen: seen(quantity, legs), span: rep.span)
      }
    }
    if !legs.isSeen, !isBehind(legs, set) {
      return silent("the far leg is hidden, and where it is is a guess", rep)
    }
    return finding(in: set, evidence)
  }

  /// A hidden far leg is said to be where one would hide it.
  private func isBehind(_ legs: Legs, _ set: SetContext) -> Bool {
    set.limit(of: self, on: .legSpread).map { legs.spread <= $0.ok } ?? true
  }

  private func seen(_ quantity: Quantity, _ legs: Legs) -> String {
    if !legs.isSeen { return "The far leg stayed behind the near one" }
    if quantity.unit == .degrees, quantity.value <= LegsTogether.bias { return "The legs stayed together" }
    return quantity.unit == .degrees
      ? "One leg was \(Words.degrees(quantity)) ahead of the other"
      : "The ankles were \(Words.ratio(quantity)) shanks apart"
  }
}

extension [Double] {
  /// The highest level that is kept for so many samples; `nil`: no stretch without missing ones is as long.
  fileprivate func lastingLevel(_ window: Int) -> Double? {
    guard count >= window else { return nil }
    return (0...(count - window)).compactMap { from -> Double? in
      let stretch = self[from..<(from + window)]
      return stretch.contains { $0.isNaN } ? nil : stretch.min()
    }.max()
  }
}
