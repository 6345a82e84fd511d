internal import Kinematics
internal import Movement

/// The scores of many clips as Markdown: a line a clip, then all together.
public struct AccuracyTable: Sendable {
  private let scores: [ClipScore]

  public init(_ scores: [ClipScore]) {
    self.scores = scores
  }

  public var text: String {
    let header = """
      | clip | outcome | reps (true) | ghosts | missed | top error, deg | hold error, s | missed flags | wrong flags | not assessed | box ≥ .5 |
      |---|---|---|---|---|---|---|---|---|---|---|
      """
    return ([header] + scores.map(Self.line) + [""] + summary).joined(separator: "\n") + "\n"
  }

  private static func line(_ score: ClipScore) -> String {
    let cells = [
      score.name, score.outcome.rawValue + (score.isOutcomeRight ? "" : " **wrong**"),
      "\(score.foundReps) (\(score.trueReps))", "\(score.ghosts)", "\(score.missed)",
      spread(score.topErrors, decimals: 1), spread(score.holdErrors, decimals: 2),
      score.missedFlags.joined(separator: ", "), score.wrongFlags.joined(separator: ", "),
      share(score.notAssessed, of: score.judgements), score.overlapShare.map { percent($0) } ?? "",
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private var summary: [String] {
    func all(_ errors: KeyPath<ClipScore, [Double]>) -> [Double] { scores.flatMap { $0[keyPath: errors] } }
    let lines: [(String, [Double], Int)] = [
      ("top, deg", all(\.topErrors), 1), ("bottom, deg", all(\.bottomErrors), 1), ("hold, s", all(\.holdErrors), 2),
      ("ascent, s", all(\.ascentErrors), 2), ("descent, s", all(\.descentErrors), 2),
    ]
    return ["| error | bias | mean absolute | p90 | reps |", "|---|---|---|---|---|"]
      + lines.map { name, errors, decimals in
        let sizes = errors.map(abs)
        return "| \(name) | \(fixed(mean(errors), decimals)) | \(fixed(mean(sizes), decimals)) | "
          + "\(fixed(sizes.percentile(90) ?? .nan, decimals)) | \(errors.count) |"
      }
      + [
        "",
        "Reps exact on \(scores.count { $0.foundReps == $0.trueReps && $0.ghosts == 0 }) of \(scores.count) clips; "
          + "not assessed \(share(total(\.notAssessed), of: total(\.judgements))); "
          + "truth within the stated uncertainty \(share(total(\.covered), of: total(\.coverable))).",
      ]
  }

  private func total(_ count: KeyPath<ClipScore, Int>) -> Int { scores.reduce(0) { $0 + $1[keyPath: count] } }

  /// Mean absolute error and p90.
  private static func spread(_ errors: [Double], decimals: Int) -> String {
    let sizes = errors.map(abs)
    let p90 = fixed(sizes.percentile(90) ?? .nan, decimals)
    return errors.isEmpty ? "" : "\(fixed(mean(sizes), decimals)) (p90 \(p90))"
  }
}

/// Not a number for none.
public func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

private func fixed(_ value: Double, _ decimals: Int) -> String {
  value.isFinite ? "\(value.rounded(toDecimals: decimals))" : "-"
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

private func share(_ part: Int, of whole: Int) -> String {
  whole == 0 ? "" : percent(Double(part) / Double(whole))
}
