internal import Archive
internal import Movement
internal import Reports

/// All reps of one set, also those that nothing was found in: a fault may have been missed.
struct SetPage: Sendable {
  var athlete, clipName, headline, profile: String
  var date: String?
  var reportAddress: String
  var reps: [RepLine]
  var hasNotes: Bool
  var notes: [Note]

  struct RepLine: Sendable {
    var address, verdict, mark, brief, span, state, stateClass: String
    var number: Int
  }

  struct Note: Sendable {
    var verdict, mark, word, title, message, standing: String
  }

  init(_ set: SetRow, _ analysis: Analysis, entries: [QueueEntry], standings: [RuleID: Standing]) {
    athlete = set.athleteName
    clipName = set.clipName
    headline =
      set.outcome == .assessed
      ? "\(set.reps) \(set.reps == 1 ? "rep" : "reps"), \(set.flaggedReps) with a fault"
      : (set.reason ?? "not assessed").printable
    profile = set.profile.rawValue
    date = set.date?.rawValue
    reportAddress = DeskAddress.report(of: set.key)
    let address = QueueAddress(QueueFilter())
    reps = entries.map { entry in
      let found = entry.findings.filter(\.isToReview)
      let worst = found.map(\.finding).max { $0.weight < $1.weight }?.verdict ?? .ok
      let state = found.state
      return RepLine(
        address: address.rep(entry.address), verdict: worst.rawValue, mark: PageParts.mark(worst),
        brief: found.map { PageParts.title($0.finding.rule).printable }.joined(separator: " · "),
        span: "\(PageParts.clock(entry.rep.start)) to \(PageParts.clock(entry.rep.end))", state: state.words,
        stateClass: state.name, number: entry.rep.number)
    }
    // What is of single reps stands there.
    let ofReps = Set(analysis.reps.flatMap(\.findings).map(\.rule))
    notes = analysis.setFindings.filter { $0.finding.verdict != .ok && !ofReps.contains($0.finding.rule) }.map {
      found in
      Note(
        verdict: found.finding.verdict.rawValue, mark: PageParts.mark(found.finding.verdict),
        word: PageParts.words(found.finding.verdict), title: PageParts.title(found.finding.rule).printable,
        message: found.finding.message.printable, standing: standings[found.finding.rule]?.words ?? "")
    }
    hasNotes = !notes.isEmpty
  }
}
