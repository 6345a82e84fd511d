import Kinematics
import Movement

/// Did the feet stay off the floor until the set was over?
struct FeetOffFloor: FormRule {
  let id = RuleID("feet-off-floor")
  let title = "Feet off the floor"
  let words = [
    Quotation("S0", "Do not allow your feet to touch the floor until you have completed the set"),
    Quotation("S0", "Lower your legs again but don’t allow your feet to touch the floor"),
  ]
  let measured = """
    How long the lowest foot point rests (slower than .05 leg lengths a second) within .04 leg lengths of the floor in \
    the bottom between two reps. The floor is the one named with --floor-y, or where the athlete stands before or after \
    the set. u: how much longer or shorter that time is when the foot is taken to be lower or higher by u of the floor, .02 leg lengths (.03 \
    where it was read from standing feet), and two frames.
    """
  let notAssessedWhen = [
    "the floor is not known: hanging feet are still too, so stillness proves nothing",
    "the feet go lower than the floor that is said to be there", "the foot is hidden or outside the picture",
  ]
  let cue = "turn back before the feet touch the floor, until the set is over"

  /// Where a rest begins and ends wanders with the noise of the foot's speed: frames in all.
  private static let edges = 2.0

  static let contact = Measure("floorContact")
  let criteria = [Criterion(FeetOffFloor.contact, .seconds, .atMost)]

  /// From coming down into the last tenth of the range to leaving it in the next rep; `nil` after the last one, when the
  /// feet may touch the floor.
  private func bottom(after rep: RepMotion, _ set: SetContext) -> TimeSpan? {
    guard let descent = rep.descent, let next = set.motion.reps.first(where: { $0.top > rep.top }) else { return nil }
    return TimeSpan(from: descent.ninetieth, to: max(descent.ninetieth, next.ascent.tenth))
  }

  private func contact(_ rep: RepMotion, _ set: SetContext) -> FloorContact? {
    guard let floor = set.floor.line, let bottom = bottom(after: rep, set) else { return nil }
    return FloorContact(in: bottom, set.motion, floor: floor)
  }

  private func quantity(_ contact: FloorContact, _ set: SetContext) -> Quantity {
    Quantity(
      contact.longest, .seconds,
      uncertainty: Uncertainty.sum(
        max(contact.longest - contact.surest, contact.likeliest - contact.longest),
        FeetOffFloor.edges * set.timeline.step))
  }

  func measure(_ rep: RepMotion, in set: SetContext) -> [Measure: Quantity] {
    guard let contact = contact(rep, set) else { return [:] }
    return [FeetOffFloor.contact: quantity(contact, set)]
  }

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    guard let bottom = bottom(after: rep, set) else { return nil }
    let reason =
      Silence.interruption(rep) ?? set.floor.reason ?? Silence.noisy(set, allowed: .poor)
      ?? Silence.hidden([.toe], in: bottom, set) ?? Silence.footOutOfPicture(in: bottom, set)
    if let reason { return silent(reason, rep) }
    guard let limit = set.limits(of: self).first, let contact = contact(rep, set) else { return nil }
    let quantity = quantity(contact, set)
    return finding(
      in: set,
      [
        Evidence(
          quantity: quantity, limit: limit,
          seen: quantity.value == 0
            ? "The feet stayed off the floor" : "The feet rested on the floor for \(Words.seconds(quantity))",
          span: contact.span)
      ])
  }
}
