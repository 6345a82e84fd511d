internal import FormRules
public import Movement

/// What a lifter reads on the terminal.
public struct TextReport: Sendable {
  private let analysis: Analysis

  public init(_ analysis: Analysis) {
    self.analysis = analysis
  }

  /// All lines, without the one that names the report.
  public var lines: [String] {
    guard analysis.outcome == .assessed else { return [notAssessed] + filming }
    return [headline] + repLines + overTheSet + workOn + notJudged + filming
  }

  private var notAssessed: String {
    "not assessed: \(analysis.reason ?? analysis.outcome.rawValue)"
  }

  private var headline: String {
    let attempts = analysis.summary.attempts
    let counts = "reps \(analysis.summary.reps)" + (attempts == 0 ? "" : ", attempts \(attempts)")
    let own = analysis.options.ownProfile.map { " (\($0.name))" } ?? ""
    let profile =
      "profile \(analysis.options.profile.rawValue)" + (analysis.options.profileAssumed ? " (assumed)" : own)
    let view =
      switch analysis.capture.confidence {
      case .high: "good view"
      case .fair: "fair view"
      case .low: "poor view"
      }
    let side = analysis.capture.facing.map { "filmed from the \($0.rawValue), " } ?? ""
    return [counts, profile, side + view].joined(separator: "   ")
  }

  private var repLines: [String] {
    let states = analysis.reps.map(Self.state)
    let width = states.map(\.count).max() ?? 0
    return zip(analysis.reps, states).map { rep, state in
      let number = rep.kind == .attempt ? "a\(rep.number)" : "\(rep.number)"
      return [
        "\(Self.padded(number, to: -3))  \(Self.padded(state, to: width))", top(of: rep), Self.hold(of: rep),
        Self.tempo(of: rep),
      ].joined(separator: "   ")
    }
  }

  private static func state(of rep: Rep) -> String {
    let rules = { (verdict: Verdict) in
      rep.findings.filter { $0.verdict == verdict }.map(\.rule.rawValue).uniqued().joined(separator: ", ")
    }
    let flags = rules(.flag)
    let close = rules(.borderline)
    if !flags.isEmpty { return "FLAG \(flags)" }
    if rep.kind == .attempt { return "attempt" }
    if !close.isEmpty { return "ok (close: \(close))" }
    return rep.findings.contains { $0.verdict == .ok } ? "ok" : "not judged"
  }

  /// Against what the rules held it against: the line of the torso, or the horizontal.
  private func top(of rep: Rep) -> String {
    let isOverFloor = analysis.topReference == .floor
    guard let top = rep.measurements[isOverFloor ? .topElevation : .topDeviation] ?? nil else { return "top   ?" }
    let reference = isOverFloor ? " to the floor" : ""
    return "top \(Self.padded(Self.fixed(top.value, 0), to: -4))° ±\(Self.fixed(top.uncertainty, 0))\(reference)"
  }

  private static func hold(of rep: Rep) -> String {
    guard let hold = rep.measurements[.hold] ?? nil else { return "hold ?" }
    let text = "hold \(fixed(hold.value, 1)) s"
    guard let pause = rep.findings.first(where: { $0.rule.rawValue == "pause" && $0.verdict == .flag }) else {
      return text
    }
    let least = pause.limit.map { " (\(fixed($0, 1)) s at least)" } ?? ""
    return text + " ±\(fixed(hold.uncertainty, 1))" + least
  }

  private static func tempo(of rep: Rep) -> String {
    "tempo "
      + [rep.tempo.ascent, rep.tempo.top, rep.tempo.descent].map { $0.map { fixed($0, 1) } ?? "?" }
      .joined(separator: "-")
  }

  /// What was seen only over the whole set.
  private var overTheSet: [String] {
    let ofReps = Set(analysis.reps.flatMap(\.findings).map(\.rule))
    return analysis.setFindings.map(\.finding).filter { !ofReps.contains($0.rule) }.compactMap { finding in
      switch finding.verdict {
      case .flag: "set  FLAG \(finding.rule)   \(finding.message)"
      case .borderline: "set  ok (close: \(finding.rule))   \(finding.message)"
      case .ok, .notAssessed: nil
      }
    }
  }

  private var workOn: [String] {
    analysis.cues.map { cue in
      "Work on: \(cue.text) (\(cue.reps.repList); see \(Clock.seconds(cue.at)))"
    }
  }

  private var notJudged: [String] {
    let entries = NotJudged.list(analysis).map { gap in
      "\(gap.rule) (\(gap.reason)\(gap.reps.isEmpty ? "" : ", " + gap.reps.repList))"
    }
    return [
      "Not judged: " + (entries + [RuleBook.notVisible]).joined(separator: "; ")
    ]
  }

  private var filming: [String] {
    analysis.capture.warnings.map { "Filming: \($0.message)" }
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let rounded = value.rounded(toDecimals: decimals)
    guard decimals > 0 else { return "\(Int(rounded))" }
    return "\(rounded)"
  }

  /// Filled up to `width`; a negative width puts the text at the right.
  private static func padded(_ text: String, to width: Int, with character: Character = " ") -> String {
    let fill = String(repeating: character, count: max(0, abs(width) - text.count))
    return width < 0 ? fill + text : text + fill
  }
}
