internal import Kinematics
internal import Movement

/// The scores of many clips as Markdown: a line a clip, then errors and rules over all of them, and again over the clips
/// that nothing was tuned on.
public struct AccuracyTable: Sendable {
  private let scores: [ClipScore]

  public init(_ scores: [ClipScore]) {
    self.scores = scores
  }

  public var text: String {
    let held = scores.filter(\.isReportOnly)
    var parts = [clips, "## All clips", Self.summary(scores)]
    if !held.isEmpty, held.count < scores.count { parts += ["## Report-only clips", Self.summary(held)] }
    return parts.joined(separator: "\n\n") + "\n"
  }

  // MARK: - A line a clip

  private var clips: String {
    let header = [
      "clip", "split", "outcome", "reps (true)", "ghosts", "missed", "top error, deg", "hold error, s", "missed flags",
      "wrong flags", "not assessed", "box ≥ .5",
    ]
    return Markdown.table(header, scores.map(Self.cells))
  }

  private static func cells(_ score: ClipScore) -> [String] {
    let all = score.rules.values
    return [
      score.name, score.isReportOnly ? "report" : "tune",
      score.outcome.rawValue + (score.isOutcomeRight ? "" : " **wrong**"),
      "\(score.foundReps) (\(score.trueReps))\(score.mistaken > 0 ? ", \(score.mistaken) of another kind" : "")",
      "\(score.ghosts)", "\(score.missed)", spread(score.errors[.topDeviation], decimals: 1),
      spread(score.errors[.hold], decimals: 2), score.missedFlags.joined(separator: ", "),
      score.wrongFlags.joined(separator: ", "),
      Markdown.share(all.sum(\.notAssessed), of: all.sum(\.findings)),
      score.overlapShare.map(Markdown.percent) ?? "",
    ]
  }

  /// Mean absolute error and p90.
  private static func spread(_ errors: [MeasuredError]?, decimals: Int) -> String {
    guard let summary = ErrorSummary(errors ?? []) else { return "" }
    return "\(Markdown.fixed(summary.meanSize, decimals)) (p90 \(Markdown.fixed(summary.p90, decimals)))"
  }

  // MARK: - Over many clips

  private static func summary(_ scores: [ClipScore]) -> String {
    [counts(scores), errors(scores), rules(scores)].joined(separator: "\n\n")
  }

  private static func counts(_ scores: [ClipScore]) -> String {
    let negatives = scores.filter(\.isNegative)
    let covered = scores.flatMap { $0.errors.values.joined() }.compactMap(\.isCovered)
    let all = scores.flatMap(\.rules.values)
    return """
      Outcome right on \(scores.count(where: \.isOutcomeRight)) of \(scores.count) clips; \
      reps exact on \(scores.count(where: \.isCountExact)) of \(scores.count), \
      \(scores.sum(\.ghosts)) ghosts, \(scores.sum(\.missed)) missed; \
      negatives assessed \(negatives.count { $0.outcome == .assessed }) of \(negatives.count); \
      not assessed \(Markdown.share(all.sum(\.notAssessed), of: all.sum(\.findings))); \
      truth within the stated uncertainty \(Markdown.share(covered.count { $0 }, of: covered.count)).
      """
  }

  /// Those that are promised first, then the others by name, then the camera.
  private static let order: [Measure] = [
    .topDeviation, .bottomDeviation, .hold, .ascentDuration, .descentDuration, .headExcursion,
  ]

  private static func errors(_ scores: [ClipScore]) -> String {
    let all = scores.reduce(into: [Measure: [MeasuredError]]()) { all, score in
      all.merge(score.errors) { $0 + $1 }
    }
    let camera: [Measure] = [.yaw, .pitch]
    let others = all.keys.filter { !order.contains($0) && !camera.contains($0) }.sorted { $0.rawValue < $1.rawValue }
    let lines = (order + others + camera).compactMap { measure -> [String]? in
      guard let summary = ErrorSummary(all[measure] ?? []) else { return nil }
      return [
        measure.rawValue, Markdown.fixed(summary.bias, 2), Markdown.fixed(summary.meanSize, 2),
        Markdown.fixed(summary.p90, 2), summary.coverage.map(Markdown.percent) ?? "", "\(summary.count)",
      ]
    }
    return Markdown.table(["measure", "bias", "mean absolute error", "p90", "truth within u", "of"], lines)
  }

  private static func rules(_ scores: [ClipScore]) -> String {
    let all = scores.reduce(into: [RuleID: RuleTally]()) { all, score in
      for (rule, tally) in score.rules { all[rule, default: RuleTally()] += tally }
    }
    let total = all.values.reduce(into: RuleTally()) { $0 += $1 }
    let lines = all.sorted { $0.key < $1.key }.map { ($0.key.rawValue, $0.value) } + [("**all**", total)]
    return Markdown.table(
      [
        "rule", "demands", "recall", "missed as not assessed", "flags", "precision", "findings", "not assessed",
        "borderline",
      ],
      lines.map { name, tally in
        [
          name, "\(tally.demands)", Markdown.share(tally.met, of: tally.demands), "\(tally.silentMisses)",
          "\(tally.flags)", Markdown.share(tally.allowed, of: tally.flags), "\(tally.findings)",
          Markdown.share(tally.notAssessed, of: tally.findings), Markdown.share(tally.borderline, of: tally.findings),
        ]
      })
  }
}

extension Sequence {
  func sum(_ count: (Element) -> Int) -> Int { reduce(0) { $0 + count($1) } }
}
