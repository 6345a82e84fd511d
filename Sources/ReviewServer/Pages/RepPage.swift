internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// One rep, as a coach looks at it: the clip over it, its numbers against the limits, and what is to be decided.
struct RepPage: Sendable {
  var athlete, clipName, profile, confidence: String
  var date: String?
  var set: String
  var number, reps: Int
  var setAddress, reportAddress, queueAddress: String
  var previous, next: String?
  var left: String
  /// Seconds from the start of the clip.
  var loopFrom, loopTo, start, end, top: String
  /// Seconds between two frames.
  var frame: String
  var span: String
  var hasVideo: Bool
  /// What is shown first; the other one is a key away.
  var video, annotated, original: String
  var canSwap: Bool
  var stills: [Picture]
  var chart: Chart?
  var cleanName: String?
  var clean: Clean?
  var findings: [ReviewedFinding]
  var nothingToReview: Bool
  var missed: [Missed]
  var rules, reasons: [Option]
  var bounds: String?
  var foundBounds: String
  var hasHistory: Bool
  var history: [Said]
  var checks: [Check]
  var numbers: [RepExcerpt.Number]
  var ahead: String?

  struct Picture: Sendable {
    var address, alt: String
    var width, height: Int
  }

  struct Chart: Sendable {
    var svg: String
    var ticks: [Tick]
  }

  struct Tick: Sendable {
    /// Whole per cent from above.
    var top: Int
    var text: String
  }

  struct Clean: Sendable {
    var name, from, to, address, whence: String
    /// Named otherwise than the page's own: a template that finds none here would take that.
    var cleanVideo: String?
    var rows: [Row]
  }

  struct Row: Sendable {
    var what, here, there: String
  }

  struct ReviewedFinding: Sendable {
    /// Which one of the page: a rule may have found two things.
    var place: Int
    var rule, verdict, mark, word, title, message, from, clock, measured: String
    var limit: String?
    var guide: [String]
    var standing: String
    /// What this coach holds of it: `agree`, `disagree`, `unsure`, or nothing.
    var mine: String
    var isAgreed, isDisagreed, isUnsure: Bool
  }

  struct Missed: Sendable {
    var title, who: String
    var text: String?
  }

  struct Option: Sendable {
    var value, text: String
  }

  struct Said: Sendable {
    var who, words, when: String
    var at, clock, text: String?
    var isUndone: Bool
    /// The decision's name, where this coach may take it back.
    var undo: String?
  }

  struct Check: Sendable {
    var verdict, title, measured, limit, word: String
  }

  /// - Parameter coach: who looks.
  init(_ reading: RepReading, at address: QueueAddress, coach: String) {
    let (entry, analysis, film) = (reading.entry, reading.analysis, reading.film)
    let (key, rep) = (entry.set.key, entry.rep)
    athlete = entry.set.athleteName
    clipName = entry.set.clipName
    profile = entry.set.profile.rawValue
    confidence = entry.set.confidence.words
    date = entry.set.date?.rawValue
    set = key.rawValue
    (number, reps) = (rep.number, entry.set.reps)
    setAddress = DeskAddress.set(key)
    reportAddress = DeskAddress.report(of: key) + "#rep=\(rep.number)"
    queueAddress = address.list
    previous = reading.previous.map { address.rep($0.address) }
    next = reading.next.map { address.rep($0.address) }
    left = reading.count.words
    let bounds = entry.correctedBounds
    (loopFrom, loopTo) = (Self.seconds(reading.loop.lowerBound), Self.seconds(reading.loop.upperBound))
    (start, end) = (Self.seconds(bounds?.lowerBound ?? rep.start), Self.seconds(bounds?.upperBound ?? rep.end))
    top = Self.seconds(rep.top)
    frame = "\((1 / max(analysis.clip.frameRate, 1)).rounded(toDecimals: 5))"
    foundBounds = "\(PageParts.clock(rep.start)) to \(PageParts.clock(rep.end))"
    self.bounds = bounds.map { "\(PageParts.clock($0.lowerBound)) to \(PageParts.clock($0.upperBound))" }
    span = "\(foundBounds) · tempo \(reading.excerpt?.tempo ?? "")"

    annotated = film.video == nil ? "" : DeskAddress.video(of: key)
    original = film.original == nil ? "" : DeskAddress.original(of: key)
    video = annotated.isEmpty ? original : annotated
    hasVideo = !video.isEmpty
    canSwap = !annotated.isEmpty && !original.isEmpty
    stills = film.stills.filter { $0.rep == "\(rep.number)" }.map { still in
      Picture(
        address: DeskAddress.still(still.file, of: key), alt: "Rep \(rep.number), \(still.moment)", width: still.width,
        height: still.height)
    }
    chart = reading.chart.map { chart in
      Chart(svg: chart.svg, ticks: chart.ticks.map { Tick(top: Int($0.top.rounded()), text: $0.text) })
    }
    clean = Clean(reading)
    cleanName = reading.chart == nil ? nil : clean?.name

    let lines = reading.excerpt?.lines ?? []
    let toReview = entry.findings.filter(\.isToReview).sorted { $0.finding.weight > $1.finding.weight }
    findings = toReview.enumerated().map { place, reviewed in
      ReviewedFinding(reviewed, lines.first { $0.finding == reviewed.finding }, place: place, coach: coach)
    }
    nothingToReview = findings.isEmpty
    missed = entry.missed.map { decision in
      Missed(
        title: decision.rule.map { PageParts.title($0).printable } ?? "no rule is for it",
        who: decision.coach.printable, text: decision.text)
    }
    rules = PageParts.rules.filter { $0.id.rawValue != "capture" }.map { Option(value: $0.id.rawValue, text: $0.title) }
    reasons = Decision.Reason.allCases.map { Option(value: $0.rawValue, text: $0.words) }
    history = reading.history.filter { !$0.decision.isUndoing }.map { Said($0, coach: coach) }
    hasHistory = !history.isEmpty
    checks = lines.map { line in
      Check(
        verdict: line.finding.verdict.rawValue, title: line.title.printable, measured: line.measured, limit: line.limit,
        word: PageParts.words(line.finding.verdict))
    }
    numbers = reading.excerpt?.numbers ?? []
    ahead = reading.nextVideo
  }

  fileprivate static func seconds(_ time: Double) -> String { "\(time.rounded(toDecimals: 3))" }
}

extension RepPage.ReviewedFinding {
  fileprivate init(_ reviewed: QueueEntry.ReviewedFinding, _ line: RepExcerpt.Line?, place: Int, coach: String) {
    let finding = reviewed.finding
    self.place = place
    rule = finding.rule.rawValue
    verdict = finding.verdict.rawValue
    mark = PageParts.mark(finding.verdict)
    word = PageParts.words(finding.verdict)
    title = PageParts.title(finding.rule).printable
    message = finding.message.printable
    from = RepPage.seconds(finding.from)
    clock = PageParts.clock(finding.from)
    measured = line?.measured ?? ""
    limit = line.flatMap { $0.limit.isEmpty ? nil : $0.limit }
    guide = line?.guide ?? []
    standing = reviewed.standing.words
    let held = reviewed.standing.coaches.first { $0.coach == coach }?.opinion
    isAgreed = held == .agreed
    isUnsure = held == .unsure
    isDisagreed = if case .disagreed = held { true } else { false }
    mine = isAgreed ? "agree" : isDisagreed ? "disagree" : isUnsure ? "unsure" : ""
  }
}

extension RepPage.Clean {
  fileprivate init?(_ reading: RepReading) {
    guard let clean = reading.entry.clean, let rep = reading.clean else { return nil }
    let (here, set) = (reading.rep, clean.set)
    let isSame = set.key == reading.entry.set.key
    name = "clean rep \(clean.rep.number)" + (isSame ? " of this set" : set.date.map { " of \($0)" } ?? "")
    (from, to) = (RepPage.seconds(max(0, rep.start - RepReading.margin)), RepPage.seconds(rep.end + RepReading.margin))
    cleanVideo = reading.cleanHasVideo ? DeskAddress.video(of: set.key) : nil
    address = QueueAddress(QueueFilter()).rep(clean.address)
    whence = "\(set.clipName), rep \(clean.rep.number)"
    let measures: [(String, Measure)] = [
      ("top", .topDeviation), ("range", .rangeOfMotion), ("held", .hold), ("lift", .ascentDuration),
      ("way down", .descentDuration),
    ]
    rows = measures.map { what, measure in
      func amount(_ rep: Rep) -> String {
        (rep.measurements[measure] ?? nil).map { PageParts.amount($0.value, $0.unit, uncertainty: $0.uncertainty) }
          ?? "not measured"
      }
      return RepPage.Row(what: what, here: amount(here), there: amount(rep))
    }
  }
}

extension RepPage.Said {
  fileprivate init(_ kept: KeptDecision, coach: String) {
    let decision = kept.decision
    who = decision.coach.printable
    words = decision.words
    when = "\(decision.made.rawValue.prefix(10)) \(decision.made.rawValue.dropFirst(11).prefix(5)) UTC"
    text = decision.text
    if case .note(_, let moment) = decision.what {
      at = RepPage.seconds(moment)
      clock = PageParts.clock(moment)
    }
    isUndone = kept.undoneBy != nil
    undo = isUndone || decision.coach != coach ? nil : decision.id.rawValue
  }
}

extension Decision {
  fileprivate var isUndoing: Bool { if case .undo = what { true } else { false } }
}
