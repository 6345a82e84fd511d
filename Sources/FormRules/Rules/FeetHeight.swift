import Foundation
import Kinematics
import Movement

/// Were the feet up at the hips while the legs were held?
struct FeetHeight: FormRule {
  let id = RuleID("feet-height")
  let title = "Feet up at the hips"
  let words = [
    Quotation("S0", "keep your feet above the hips"), Quotation("S0", "Your feet will be slightly higher"),
  ]
  let measured = """
    How high the near ankle is held over the line of the torso through the hip (45° bench: over the horizontal), in leg \
    lengths. u: .06 for the bias of the tracked joints, which was .05 or less on nine of ten rendered clips, and the \
    camera's turn out of the side view (3°, where it is not known), over the floor also 1° of tilt.
    """
  let notAssessedWhen = [
    "the camera is turned by more than 20° for certain (over the floor 10°)",
    "the ankle is hidden or outside the picture", "the shank changes its length: the ankle was guessed",
    "over the floor: the tilt of the camera is not known",
  ]
  let cue = "lift until the feet are at least as high as the hips"

  let criteria = [Criterion(.feetHeight, .legLengths, .atLeast)]

  /// 90 % of the rendered clips lie within .05, clips of real bodies within .09, where the joints were placed by hand.
  private static let bias = 0.06

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    let isOverFloor = set.topReference == .floor
    if isOverFloor, set.motion.roll == nil { return [:] }
    let body = set.motion.body
    let heights = rep.plateau.map { sample in
      let leg = body[.ankle].place(sample) - body[.hip].place(sample)
      let line = (isOverFloor ? -set.tilt : set.signals.tau[sample] + set.neutral) * .pi / 180
      return (leg.y * cos(line) - leg.x * sin(line)) / set.motion.legLength
    }
    guard let height = heights.median() else { return [:] }
    // A leg of one leg length moves its end by the sine of what the line is wrong by.
    let turn = sin(Uncertainty.view(yaw: set.motion.yaw) * .pi / 180)
    let tilt = isOverFloor ? sin(Double.pi / 180) : 0
    return [
      .feetHeight: Quantity(height, .legLengths, uncertainty: Uncertainty.sum(FeetHeight.bias, turn, tilt))
    ]
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    let isOverFloor = set.topReference == .floor
    let span = TopLevel.span(rep, in: set)
    let reason =
      Silence.interruption(rep)
      ?? TopLevel.silence(rep, set, mostYaw: isOverFloor ? 10 : 20)
      ?? Silence.hidden([.ankle], in: span, set)
      ?? Silence.ankleLost(in: span, set)
      ?? Silence.footOutOfPicture(in: span, set)
      ?? (isOverFloor && set.motion.roll == nil
        ? "whether the camera stood level is not known; --top-reference torso compares with the torso instead" : nil)
    if let reason { return silent(reason, rep) }
    guard let limit = set.limits(of: self).first else { return nil }
    guard let height = measure(rep, in: set)[.feetHeight] else { return silent("the feet were not found", rep) }
    let line = isOverFloor ? "the hips" : "the line of the torso"
    let side = height.value < 0 ? "below" : "above"
    let seen = "The feet were held \(Words.legs(height)) \(side) \(line)"
    var finding = finding(in: set, [Evidence(quantity: height, limit: limit, seen: seen, span: span)])
    if finding?.verdict == .flag, isTold(rep, in: set) {
      finding?.verdict = .borderline
      finding?.severity = .info
      finding?.message = "\(seen), at \(Words.moment(span.from)), since the legs stopped too low."
    }
    return finding
  }

  /// Legs that stop far below the line take the feet along: one fault, which `partial-top` names.
  private func isTold(_ rep: RepMotion, in set: SetContext) -> Bool {
    let legs = PartialTop()
    return set.sheet.limits(of: legs.id) != nil && legs.judge(rep, in: set)?.verdict == .flag
  }
}
