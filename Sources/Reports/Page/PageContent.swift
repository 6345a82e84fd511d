internal import FormRules
internal import Foundation
internal import Movement

/// What the template `report` shows, field by field. Texts are plain: the template makes them harmless.
struct PageContent: Sendable {
  var clipName: String
  var headline: String
  var confidence: String
  var isAssessed: Bool

  // Of an assessed set.
  var cards: [RepCard]
  var hasCues: Bool
  var cues: [CueLine]
  var nothingToWorkOn: String
  /// Faults that only the whole set shows.
  var setLines: [SetLine]
  var hasSetNotes: Bool
  /// All that was seen of the set as a whole.
  var setNotes: [SetLine]
  var gaps: [Gap]

  // Of a set that was not.
  var reason: String
  var seen: [String]
  var advice: [String]
  var seenStills: [StillFigure]

  var player: Player?
  var chart: ChartContent?
  var filmed: String
  var hasWarnings: Bool
  var warnings: [String]
  var howToFilm: String

  var facts: [Fact]
  var files: [FileLink]
  var limits: [LimitRow]
  var cannot: [String]
  var keys: [KeyHelp]

  var style: String
  var script: String
  var data: String

  struct CueLine: Sendable {
    var text, reps, anchor, key, time, clock: String
  }

  struct SetLine: Sendable {
    var verdict, mark, verdictWord, title, text: String
  }

  struct Gap: Sendable {
    var what, why: String
  }

  struct Player: Sendable {
    var source: String
    var original: String?
    var what: String
    var note: String?
  }

  struct Fact: Sendable {
    var name, value: String
  }

  struct FileLink: Sendable {
    var href, name: String
  }

  struct LimitRow: Sendable {
    var rule, title, text, because: String
  }

  struct KeyHelp: Sendable {
    var press: [String]
    var what: String
  }
}

extension PageContent {
  init(_ subject: ReportSubject, film: Film, pictures: [String: Data]) {
    let analysis = subject.analysis
    let figures = StillFigure.all(film, pictures: pictures)
    clipName = analysis.clip.file.printable
    headline = Self.headline(analysis)
    confidence = Self.confidence(analysis)
    isAssessed = analysis.outcome == .assessed

    cards = isAssessed ? RepCard.all(subject, film: film, figures: figures) : []
    cues = analysis.cues.map { cue in
      let key = Self.rep(at: cue.at, in: analysis)?.key ?? "\(cue.reps.first ?? 1)"
      return CueLine(
        text: cue.text.printable.sentence, reps: cue.reps.repList, anchor: "rep-\(key)", key: key, time: "\(cue.at)",
        clock: Clock.seconds(cue.at))
    }
    hasCues = !cues.isEmpty
    nothingToWorkOn =
      analysis.reps.contains { rep in rep.findings.contains { $0.verdict == .borderline } }
      ? "No fault was found. What is marked ~ came close to a limit, or is not sure enough for a fault."
      : "No fault was found in what could be judged."
    setNotes = Self.setNotes(analysis)
    setLines = setNotes.filter { $0.verdict == Verdict.flag.rawValue }
    hasSetNotes = !setNotes.isEmpty
    gaps =
      NotJudged.list(analysis).map { gap in
        let title = RuleBook.rule(gap.rule)?.title ?? gap.rule.rawValue
        return Gap(what: title + (gap.reps.isEmpty ? "" : " (\(gap.reps.repList))"), why: gap.reason.printable)
      }
      + [Gap(what: "Breathing and hip placement", why: "not visible from the side")]

    reason = Self.reason(analysis)
    seen = isAssessed ? [] : Self.seen(analysis)
    let warnings = analysis.capture.warnings.map { $0.message.printable.sentence }
    advice = warnings + [Self.howToFilm]
    seenStills = figures.filter { $0.rep == nil }

    player = Player(film)
    chart = ChartContent(subject)
    filmed = Self.filmed(analysis)
    self.warnings = warnings
    hasWarnings = !warnings.isEmpty
    howToFilm = Self.howToFilm

    facts = Self.facts(subject)
    files = Self.files(film)
    limits = Self.limits(subject)
    cannot = Self.cannot
    keys = Self.keys

    style = String(decoding: PackageResources.page_css, as: UTF8.self)
    script = PageParts.script
    data = PageData(subject).json
  }

  static func reason(_ analysis: Analysis) -> String {
    (analysis.reason ?? analysis.outcome.rawValue).printable.sentence
  }

  static func headline(_ analysis: Analysis) -> String {
    guard analysis.outcome == .assessed else { return "Not assessed" }
    let summary = analysis.summary
    let reps = summary.reps == 1 ? "1 rep" : "\(summary.reps) reps"
    let attempts = summary.attempts == 0 ? "" : ", \(summary.attempts) that stopped short"
    let flagged = summary.flaggedReps.count
    return reps + attempts + (flagged == 0 ? ", none with a fault" : ", \(flagged) with a fault")
  }

  private static func confidence(_ analysis: Analysis) -> String {
    let view =
      switch analysis.capture.confidence {
      case .high: "Good view"
      case .fair: "Fair view: some verdicts are less sure"
      case .low: "Poor view: take the verdicts with care"
      }
    let side = analysis.capture.facing.map { ", head to the \($0.rawValue)" } ?? ""
    let own = analysis.options.ownProfile.map { " by the limits of \($0.name.printable)" } ?? ""
    let profile =
      "Judged as \(analysis.options.profile.rawValue)" + (analysis.options.profileAssumed ? " (assumed)" : own)
    func doubt(_ measure: Measure) -> String? {
      let values = analysis.reps.compactMap { $0.measurements[measure] ?? nil }
      guard let unit = values.first?.unit else { return nil }
      let sorted = values.map(\.uncertainty).sorted()
      let amount = sorted[sorted.count / 2]
      return unit == .seconds ? "±\(max(amount.rounded(toDecimals: 1), 0.1)) s" : "±\(Int(amount.rounded(.up)))°"
    }
    guard analysis.outcome == .assessed else { return profile }
    let sure = [doubt(.topDeviation).map { "angles \($0)" }, doubt(.hold).map { "holds \($0)" }].compactMap { $0 }
    return ([view + side, profile] + (sure.isEmpty ? [] : [sure.joined(separator: ", ")])).joined(separator: " · ")
  }

  /// What was seen of the set as a whole only: what single reps show stands in their cards.
  private static func setNotes(_ analysis: Analysis) -> [SetLine] {
    let ofReps = Set(analysis.reps.flatMap(\.findings).map(\.rule))
    return analysis.setFindings.map(\.finding)
      .filter { !ofReps.contains($0.rule) && $0.verdict != .notAssessed }
      .map {
        SetLine(
          verdict: $0.verdict.rawValue, mark: Palette.mark($0.verdict), verdictWord: $0.verdict.words,
          title: RuleBook.rule($0.rule)?.title ?? $0.rule.rawValue, text: $0.message.printable)
      }
  }

  private static func rep(at time: Double, in analysis: Analysis) -> Rep? {
    analysis.reps.first { $0.start <= time && time <= $0.end }
  }

  private static func seen(_ analysis: Analysis) -> [String] {
    let clip = analysis.clip
    let film = "\(Clock.tenths(clip.duration)) of film, \(clip.frames) pictures of \(clip.width) x \(clip.height)"
    guard let athlete = analysis.athlete else { return [film, "nobody"] }
    let people =
      athlete.candidates == 1 ? "one person" : "\(athlete.candidates) people, of whom one was followed"
    let share = Int((athlete.trackedFraction * 100).rounded(.down))
    let facing = analysis.capture.facing.map { "lying with the head to the \($0.rawValue)" } ?? "nobody lying face down"
    return [film, "\(people), seen in \(share) % of the pictures", facing]
  }

  static let howToFilm = """
    Film from the side, camera still at hip height, two to four metres away, the whole body in the picture from head to \
    feet, 30 pictures a second or more, with light. Start before the first rep and stop after the last.
    """

  private static func filmed(_ analysis: Analysis) -> String {
    let capture = analysis.capture
    let tilts = [
      ("turned out of the side view", capture.yaw), ("tilted", capture.roll), ("looking down", capture.pitch),
    ]
    .compactMap { name, angle in angle.map { "\(name) by \(Int($0.rounded()))°" } }
    let parts = [
      capture.facing.map { "head to the \($0.rawValue)" }, capture.bodySize.map { "torso \(Int($0)) pixels long" },
      "\(Int(analysis.clip.frameRate.rounded())) pictures a second"
        + (analysis.clip.variableFrameRate ? ", varying" : ""),
      tilts.isEmpty ? nil : "camera " + tilts.joined(separator: ", "),
      capture.noise.map { "the hip angle jitters by \(max(0.1, $0.rounded(toDecimals: 1)))° while still" },
    ]
    return parts.compactMap { $0 }.joined(separator: "; ").sentence
  }

  static let cannot = [
    "It needs a view from the side, and estimates how far the camera is turned out of it to about 9°.",
    "It does not see breathing or where the hips lie on the bench, and cannot tell spine from hip.",
    "A verdict closer to its limit than the number is sure stays borderline (~), which is no fault.",
    "Soft hitches in a lift cannot be told from noise at 30 pictures a second.",
    "Whether the feet touched the floor is judged only where the floor is known.",
  ]

  static let keys = [
    KeyHelp(press: ["space"], what: "play, pause"), KeyHelp(press: ["j", "k"], what: "next rep, the rep before"),
    KeyHelp(press: ["n", "p"], what: "next fault, the fault before"),
    KeyHelp(press: [",", "."], what: "one frame back, one on; with shift ten"),
    KeyHelp(press: ["s"], what: "slow: half, a quarter, full speed"),
    KeyHelp(press: ["o"], what: "drawings on and off"), KeyHelp(press: ["f"], what: "full screen"),
    KeyHelp(press: ["m"], what: "sound off and on"),
    KeyHelp(press: ["?"], what: "this help"),
    KeyHelp(press: ["←", "→"], what: "on the chart: a tenth of a second; Page Up, Page Down a second"),
  ]
}

extension PageContent.Player {
  /// - Returns: `nil`: there is no film to show.
  init?(_ film: Film) {
    guard let source = film.video ?? film.original else { return nil }
    self.source = source
    original = film.video == nil ? nil : film.original
    what = film.video == nil ? "The clip as it was filmed." : "The clip with what was measured drawn on it."
    note = film.soundNote
  }
}

extension String {
  /// Begins with a capital and ends with a full stop.
  var sentence: String {
    guard let last else { return self }
    return prefix(1).uppercased() + dropFirst() + (".!?".contains(last) ? "" : ".")
  }
}
