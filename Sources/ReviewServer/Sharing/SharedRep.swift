internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// One rep, or the whole set, as the shared page shows it: what was found, and beside it what coaches hold of it.
struct SharedRep: Sendable {
  var anchor, name: String
  /// Where the report shows it.
  var address, span: String
  /// What counts in the end: a fault that all coaches who looked at it deny is none.
  var state, mark, stateWord: String
  var hasFindings: Bool
  var findings: [Line]
  /// What coaches said that belongs to no finding.
  var hasSayings: Bool
  var sayings: [Saying]

  struct Line: Sendable {
    var findingVerdict, findingMark, findingWord, rule, said, seen, clock: String
    var opinions: [Saying]
  }

  struct Saying: Sendable {
    var coach, words, made: String
  }

  var isEmpty: Bool { findings.isEmpty && sayings.isEmpty }

  init(_ rep: Rep, _ remarks: Remarks) {
    let isCounted = rep.kind == .rep
    self.init(
      rep.findings, isCounted ? remarks.decisions(.rep(rep.number)) : [], rep: rep,
      nothing: !isCounted ? (.notAssessed, "stopped short") : nil)
    anchor = "rep-\(rep.key)"
    name = Self.name(rep)
    address = Self.address(rep, at: rep.start)
    span = "\(PageParts.clock(rep.start)) to \(PageParts.clock(rep.end))"
  }

  /// What was seen of the set as a whole only, and what coaches hold of all of it, or of what is no rep any more.
  init(setOf analysis: Analysis, _ remarks: Remarks) {
    let decisions = remarks.decisions(.set) + remarks.decisions(.elsewhere)
    let ofReps = Set(analysis.reps.flatMap(\.findings).map(\.rule))
    let decided = Set(decisions.compactMap(\.rule))
    let findings = analysis.setFindings.map(\.finding).filter {
      !ofReps.contains($0.rule) || decided.contains($0.rule)
    }
    self.init(findings, decisions, rep: nil, nothing: nil)
    anchor = "set"
    name = "The whole set"
  }

  private init(_ all: [Finding], _ decisions: [Decision], rep: Rep?, nothing: (Verdict, String)?) {
    let worthAWord = all.filter { $0.verdict == .flag || $0.verdict == .borderline }
      .sorted { $0.verdict == .flag && $1.verdict != .flag }
    let rules = worthAWord.map(\.rule)
    func isOfFinding(_ decision: Decision) -> Bool {
      decision.rule.map(rules.contains) == true && DecisionWords.ofFinding(decision.what) != nil
    }
    findings = worthAWord.enumerated().map { index, finding in
      // A rule that found two things is decided once.
      let isFirst = rules.firstIndex(of: finding.rule) == index
      let opinions = isFirst ? decisions.filter { $0.rule == finding.rule && isOfFinding($0) } : []
      return Line(finding, opinions, rep)
    }
    hasFindings = !findings.isEmpty
    let others = decisions.filter { !isOfFinding($0) }
    sayings = others.compactMap { decision in
      DecisionWords.alone(decision).map { Saying(decision, $0) }
    }
    hasSayings = !sayings.isEmpty

    let held = worthAWord.filter { finding in
      JointState(decisions.filter { $0.rule == finding.rule }.compactMap { Opinion($0) }) != .disagreed
    }
    let isSeen = others.contains { decision in
      switch decision.what {
      case .agree, .missed: true
      case .disagree, .unsure, .bounds, .note, .undo: false
      }
    }
    let verdict: Verdict =
      isSeen || held.contains { $0.verdict == .flag }
      ? .flag : !held.isEmpty ? .borderline : all.contains { $0.verdict != .notAssessed } ? .ok : .notAssessed
    let isQuiet = verdict == .ok || verdict == .notAssessed
    let shown = isQuiet ? nothing?.0 ?? verdict : verdict
    state = shown.rawValue
    mark = PageParts.mark(shown)
    stateWord =
      (isQuiet ? nothing?.1 : nil)
      ?? (verdict == .ok ? "no fault" : verdict == .borderline ? "close to a limit" : PageParts.words(verdict))
    (anchor, name, address, span) = ("", "", "", "")
  }

  static func name(_ rep: Rep) -> String { rep.kind == .attempt ? "Attempt \(rep.number)" : "Rep \(rep.number)" }

  /// The report at a moment.
  static func address(_ rep: Rep?, at time: Double) -> String {
    let place = rep.map { "rep=\($0.key)&" } ?? ""
    return "\(ReportFolder.pageName)#\(place)t=\(String(format: "%.2f", time))"
  }
}

extension SharedRep.Line {
  fileprivate init(_ finding: Finding, _ decisions: [Decision], _ rep: Rep?) {
    findingVerdict = finding.verdict.rawValue
    findingMark = PageParts.mark(finding.verdict)
    findingWord = finding.verdict == .borderline ? "close to a limit" : PageParts.words(finding.verdict)
    rule = PageParts.title(finding.rule).printable
    said = finding.message.printable
    seen = SharedRep.address(rep, at: finding.from)
    clock = PageParts.clock(finding.from)
    opinions = decisions.compactMap { decision in
      DecisionWords.ofFinding(decision.what).map { SharedRep.Saying(decision, $0) }
    }
  }
}

extension SharedRep.Saying {
  fileprivate init(_ decision: Decision, _ words: String) {
    coach = decision.coach.printable
    self.words = words
    made = decision.made.day
  }
}

extension Opinion {
  fileprivate init?(_ decision: Decision) {
    switch decision.what {
    case .agree: self = .agreed
    case .disagree(let reason): self = .disagreed(reason)
    case .unsure: self = .unsure
    case .missed: self = .missed
    case .bounds, .note, .undo: return nil
    }
  }
}
