internal import FormRules
public import Movement

/// What a report says of one rep, for pages that show a rep on its own: the same words, numbers and limits.
public struct RepExcerpt: Sendable {
  /// What one rule found, in words and in numbers.
  public struct Line: Sendable {
    public var finding: Finding
    /// What the rule looks at.
    public var title: String
    /// `0.3 s ±0.1 s`, or why there is no number.
    public var measured: String
    /// `ok from 1 s, a fault below 0.7 s`; empty: it is held against no limit.
    public var limit: String
    /// The guides' words that the rule stands for, each with its source: `"Hold for a second" (S0)`.
    public var guide: [String]
  }

  /// One number of the rep.
  public struct Number: Sendable {
    public var what: String
    public var amount: String
  }

  /// As the analysis orders them.
  public var lines: [Line]
  public var numbers: [Number]
  /// `1.3-0.9-1.9`: seconds up, at the top and down; `?` for a part that the clip does not show.
  public var tempo: String

  /// - Parameter analysis: of which the rep is one; by its options the limits are chosen.
  /// - Returns: `nil`: its own profile cannot be read any more.
  public init?(_ rep: Rep, of analysis: Analysis) {
    guard let sheet = try? ProfileSheet(for: analysis.options) else { return nil }
    lines = rep.findings.map { Line($0, sheet, analysis.options) }
    numbers = MeasureTitle.lines(rep).map { Number(what: $0.what, amount: $0.amount) }
    tempo = rep.tempoText
  }
}

extension RepExcerpt.Line {
  fileprivate init(_ finding: Finding, _ sheet: ProfileSheet, _ options: AnalysisOptions) {
    let rule = RuleBook.rule(finding.rule)
    self.finding = finding
    title = rule?.title ?? finding.rule.rawValue
    measured = finding.measuredText
    limit = finding.limitText(sheet, options.strictness)
    guide = rule?.words(for: options.profile).map { "\u{201C}\($0.words)\u{201D} (\($0.source))" } ?? []
  }
}
