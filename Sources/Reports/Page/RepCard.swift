internal import FormRules
internal import Foundation
internal import Movement

/// One rep: what the template `card` shows, and its chip on the strip.
struct RepCard: Sendable {
  var key: String
  var anchor: String
  var name: String
  var shortName: String
  var verdict: String
  var mark: String
  var verdictWord: String
  var verdictText: String
  /// A few words for the strip: the rules that were broken.
  var brief: String
  var start: String
  var span: String
  var tempo: String
  var held: String
  var hasStills: Bool
  var stills: [StillFigure]
  var hasSentences: Bool
  var sentences: [Sentence]
  var comparison: Comparison?
  /// The numbers of a rep without a fault are folded away.
  var isOpen: Bool
  var rows: [Row]
  var measures: [MeasureLine]

  /// One finding, said.
  struct Sentence: Sendable {
    var findingVerdict, findingMark, findingWord, rule, text, repAnchor, repKey, time, clock: String
    /// Address of its short film.
    var clip: String?
  }

  /// The best clean rep of the set beside this one.
  struct Comparison: Sendable {
    var besideTitle: String
    var curves: String
    var curvesCaption: String
    var bestStill: [StillFigure]
  }

  /// One finding in numbers.
  struct Row: Sendable {
    var rowVerdict, rowMark, rowWord, rule, measured, limit: String
  }

  struct MeasureLine: Sendable {
    var what, amount: String
  }

  static func all(_ subject: ReportSubject, film: Film, figures: [StillFigure]) -> [RepCard] {
    let reps = subject.analysis.reps
    let best = BestRep.of(reps, against: subject.analysis.topReference)
    return reps.map { rep in
      RepCard(rep, subject, film: film, figures: figures, best: rep.verdict == .flag ? best : nil)
    }
  }

  private init(_ rep: Rep, _ subject: ReportSubject, film: Film, figures: [StillFigure], best: Rep?) {
    let findings = rep.findings.sorted { $0.verdict.rank > $1.verdict.rank }
    let titles = { (id: RuleID) in RuleBook.rule(id)?.title ?? id.rawValue }
    key = rep.key
    anchor = rep.anchor
    name = rep.name
    shortName = rep.kind == .attempt ? "attempt \(rep.number)" : "\(rep.number)"
    verdict = rep.verdict.rawValue
    mark = Palette.mark(rep.verdict)
    verdictWord = rep.verdict.words
    let broken = rep.rules(.flag)
    verdictText = broken.isEmpty ? rep.verdict.words : "\(rep.verdict.words): \(broken.joined(separator: ", "))"
    let close = rep.rules(.borderline)
    brief =
      !broken.isEmpty ? broken.joined(separator: ", ") : close.isEmpty ? "" : "close: \(close.joined(separator: ", "))"
    start = "\(rep.start)"
    span = "\(Clock.tenths(rep.start)) to \(Clock.tenths(rep.end))"
    tempo = rep.tempoText
    held = Movement.Unit.seconds.text(rep.hold.duration, uncertainty: rep.hold.uncertainty)
    stills = figures.filter { $0.rep == rep.key }
    hasStills = !stills.isEmpty
    sentences = findings.filter { $0.verdict == .flag || $0.verdict == .borderline }.map { finding in
      Sentence(
        findingVerdict: finding.verdict.rawValue, findingMark: Palette.mark(finding.verdict),
        findingWord: finding.verdict.words, rule: titles(finding.rule), text: finding.message.printable,
        repAnchor: rep.anchor, repKey: rep.key, time: "\(finding.from)", clock: Clock.tenths(finding.from),
        clip: film.flagClips.first { $0.rep == rep.key && $0.rule == finding.rule }?.file)
    }
    hasSentences = !sentences.isEmpty
    comparison = best.flatMap { Comparison(of: rep, beside: $0, subject, figures: figures) }
    isOpen = rep.verdict == .flag
    rows = findings.map { finding in
      Row(
        rowVerdict: finding.verdict.rawValue, rowMark: Palette.mark(finding.verdict), rowWord: finding.verdict.words,
        rule: titles(finding.rule), measured: finding.measuredText,
        limit: finding.limitText(subject.sheet, subject.analysis.options.strictness))
    }
    measures = MeasureTitle.lines(rep)
  }
}

extension RepCard.Comparison {
  /// - Returns: `nil` where there is no curve to show.
  init?(of rep: Rep, beside best: Rep, _ subject: ReportSubject, figures: [StillFigure]) {
    guard let curves = CurvePair.svg(rep, beside: best, subject) else { return nil }
    self.curves = curves
    besideTitle = "Beside \(best.name.lowercased()), the cleanest of the set"
    curvesCaption =
      "Hip angle from the start of the lift: \(rep.name.lowercased()) solid, \(best.name.lowercased()) dashed"
    bestStill = figures.filter { $0.rep == best.key && $0.moment != "bottom" }.map { figure in
      var figure = figure
      figure.caption = "\(best.name): \(figure.caption)"
      return figure
    }
  }
}

/// The rep that shows best how this athlete does it well.
enum BestRep {
  /// Of the reps without a flag the one with the fewest doubts, then the one nearest to the line; `nil`: all are flagged.
  static func of(_ reps: [Rep], against reference: TopReference) -> Rep? {
    let measure = reference == .floor ? Measure.topElevation : .topDeviation
    return reps.filter { $0.kind == .rep && $0.verdict != .flag && $0.verdict != .notAssessed }
      .min { doubts($0, measure) < doubts($1, measure) }
  }

  private static func doubts(_ rep: Rep, _ measure: Measure) -> (Int, Double, Int) {
    let borderline = rep.findings.count { $0.verdict == .borderline }
    let top = (rep.measurements[measure] ?? nil).map { abs($0.value) } ?? .infinity
    return (borderline, top, rep.number)
  }
}

extension Verdict {
  /// What is told first: the worst.
  fileprivate var rank: Int {
    switch self {
    case .ok: 0
    case .notAssessed: 1
    case .borderline: 2
    case .flag: 3
    }
  }
}

extension Rep {
  /// Address within the page.
  var anchor: String { "rep-\(key)" }
  var name: String { kind == .attempt ? "Attempt \(number)" : "Rep \(number)" }

  /// The rules that gave a verdict, each once.
  func rules(_ verdict: Verdict) -> [String] {
    findings.filter { $0.verdict == verdict }.map(\.rule.rawValue).uniqued()
  }

  /// `1.3-0.9-1.9`; `?` for a part that the clip does not show.
  var tempoText: String {
    [tempo.ascent, tempo.top, tempo.descent].map { part in part.map { String(format: "%.1f", $0) } ?? "?" }
      .joined(separator: "-")
  }
}

extension Finding {
  var measuredText: String {
    guard let value, let unit else { return reason?.printable ?? "not measured" }
    return unit.text(value, uncertainty: uncertainty ?? 0)
  }

  /// What the number was held against: both limits where the profile still says them, else the one that is kept with it.
  func limitText(_ sheet: ProfileSheet, _ strictness: Strictness) -> String {
    guard let limit, let unit else { return "" }
    let limits = (sheet.limits(of: rule) ?? []).map { $0.scaled(by: strictness) }
    guard let full = limits.first(where: { $0.unit == unit && abs($0.flag - limit) < 0.0015 }) else {
      return "limit \(unit.text(limit))"
    }
    let (inside, outside) = full.side == .atLeast ? ("from", "below") : ("up to", "above")
    return "ok \(inside) \(unit.text(full.ok)), a fault \(outside) \(unit.text(full.flag))"
  }
}
