import Kinematics
import Movement

/// Did the reps get smaller or shorter toward the end of the set?
struct SetFade: FormRule {
  let id = RuleID("set-fade")
  let title = "As good at the end as at the beginning"
  let words = [Quotation("S1", "Not going through the full range of motion by only partially lifting the legs")]
  let measured = """
    The last third of the reps against the first third (medians) in range and hold; a change counts only where the slope \
    through all reps says the same. Speed, way down and top are told along. u: what range and hold are sure to within a \
    clip, less by the number of reps.
    """
  let notAssessedWhen = ["fewer than five reps"]
  let cue = "stop the set when the range gets shorter, or take less weight"

  /// (last third - first third) / first third.
  static let range = Measure("rangeChange")
  static let hold = Measure("holdChange")

  let criteria = [Criterion(SetFade.range, .ratio, .atLeast), Criterion(SetFade.hold, .ratio, .atLeast)]

  func judge(_ set: SetContext) -> [SetFinding] {
    let reps = set.motion.wholeReps
    guard let first = reps.first, let last = reps.last else { return [] }
    let span = TimeSpan(from: first.start, to: last.end)
    let reason = (reps.count < 5 ? "a fading takes five reps to see" : nil) ?? Silence.noisy(set, allowed: .poor)
    if let reason { return [silent(reason, over: span, reps)] }
    let range = Course(reps.map(\.range), uncertainty: SetFade.rangeUncertainty)
    let hold = Course(reps.map(\.hold.duration), uncertainty: first.hold.uncertainty)
    let asides = [
      ("speed", Course(reps.map { $0.range / max($0.ascent.fullDuration, 0.1) }, uncertainty: 0)),
      ("way down", Course(reps.map { $0.descent?.fullDuration ?? .nan }, uncertainty: 0)),
    ].compactMap { name, course in course.map { "\(name) \(Words.percent($0.change))" } }
    let topChange = Course.ends(reps.map(\.topLevel)).map { "top \(Words.signed($0.last - $0.first))°" }
    let evidence = set.limits(of: self).compactMap { limit -> Evidence? in
      guard let course = limit.measure == SetFade.range ? range : hold else { return nil }
      let name = limit.measure == SetFade.range ? "range" : "hold"
      let onset = course.onset(of: limit.flag / 2).map { ", from rep \(reps[$0].number) on" } ?? ""
      let along = (asides + [topChange].compactMap { $0 }).joined(separator: ", ")
      return Evidence(
        quantity: Quantity(course.change, .ratio, uncertainty: course.uncertainty), limit: limit,
        seen:
          "The \(name) changed by \(Words.percent(course.change)) ±\(Words.number(course.uncertainty * 100)) % from the "
          + "first third of the set to the last\(onset) (\(along))",
        span: span)
    }
    guard let finding = finding(in: set, evidence) else { return [] }
    let course = finding.value == range.map { $0.change.rounded(toDecimals: 3) } ? range : hold
    let limit = finding.limit.map { $0 / 2 } ?? 0
    let onset = finding.verdict == .ok ? 0 : course?.onset(of: limit) ?? 0
    return [SetFinding(finding: finding, reps: reps[onset...].map(\.number))]
  }

  /// Degrees: within a clip the range of a rep is this sure, since what the tracker is off by hardly changes.
  private static let rangeUncertainty = 3.0

  /// A number of each rep over the set.
  private struct Course {
    let values: [Double]
    /// Of the last third from the first, as a share of the first.
    let change: Double
    let uncertainty: Double
    private let first: Double

    init?(_ values: [Double], uncertainty: Double) {
      guard let ends = Course.ends(values), ends.first > 0,
        let line = TheilSen(values.enumerated().map { (x: Double($0.offset), y: $0.element) })
      else { return nil }
      self.values = values
      first = ends.first
      let change = (ends.last - ends.first) / ends.first
      // A last third that is low by chance, in a set that does not go down, is no fading.
      let trend = line.slope * Double(values.count - 1) / ends.first
      self.change = trend * change <= 0 ? 0 : abs(trend) < abs(change) ? trend : change
      self.uncertainty = uncertainty / ends.first * (2 / Double(max(1, values.count / 3))).squareRoot()
    }

    /// Medians of the first and the last third.
    static func ends(_ values: [Double]) -> (first: Double, last: Double)? {
      let third = max(1, values.count / 3)
      guard let first = values.prefix(third).median(), let last = values.suffix(third).median() else { return nil }
      return (first, last)
    }

    /// The first rep from which on all are changed by at least `share`.
    func onset(of share: Double) -> Int? {
      let kept = values.lastIndex { ($0 - first) / first > share }
      return kept.map { $0 + 1 }.flatMap { $0 < values.count ? $0 : nil }
    }
  }
}
