public import Kinematics
public import Movement

/// Judges a set by all rules of the book.
public enum FormAssessor {
  /// From the track to everything that is said about it, by the limits that come with the program. The same track and
  /// options give the same answer.
  public static func assess(_ track: PoseTrack, options: AnalysisOptions) -> Assessment {
    assess(SetReading(track, options: options), track, options: options, sheet: .builtIn(options.profile))
  }

  /// The same, for a caller that also wants the reading (its signals, its reps as moved) or has limits of its own.
  public static func assess(
    _ reading: SetReading, _ track: PoseTrack, options: AnalysisOptions, sheet: ProfileSheet
  ) -> Assessment {
    switch reading {
    case .set(let motion): judged(SetContext(motion, options: options, sheet: sheet), track)
    case .unread(let outcome, let reason, let motion):
      Assessment(
        outcome: outcome, reason: reason,
        capture: capture(motion.map { SetContext($0, options: options, sheet: sheet) }, track, options: options),
        reps: [],
        setFindings: [], cues: [], summary: Summary(reps: 0, attempts: 0, flaggedReps: [], tempo: nil), notJudged: [])
    }
  }

  private static func judged(_ set: SetContext, _ track: PoseTrack) -> Assessment {
    let reps = set.motion.reps.map { rep in
      Rep(
        number: rep.number, kind: rep.kind, start: rep.start, top: set.timeline.time(rep.top), end: rep.end,
        hold: Hold(
          start: rep.hold.span.from, end: rep.hold.span.to, duration: rep.hold.duration,
          uncertainty: rep.hold.uncertainty),
        tempo: Tempos.tempo(of: rep, in: set.motion),
        measurements: measurements(rep, set),
        findings: set.rules.compactMap { $0.judge(rep, in: set) })
    }
    let capture = capture(set, track, options: set.options)
    let setFindings = SetSummary.findings(reps) + set.rules.flatMap { $0.judge(set) }
    let counted = reps.filter { $0.kind == .rep }
    return Assessment(
      outcome: .assessed, reason: nil, capture: capture, reps: reps, setFindings: setFindings,
      cues: SetSummary.cues(
        setFindings, reps: counted.count, confidence: capture.confidence, profile: set.profile),
      summary: Summary(
        reps: counted.count, attempts: reps.count - counted.count,
        flaggedReps: counted.filter { $0.findings.contains { $0.verdict == .flag } }.map(\.number),
        tempo: Tempos.text(counted.map(\.tempo))),
      notJudged: SetSummary.notJudged(reps))
  }

  /// Every name of the contract, with `nil` where there is no number, and what the rules measure besides.
  private static func measurements(_ rep: RepMotion, _ set: SetContext) -> [Measure: Quantity?] {
    var all = [Measure: Quantity?](uniqueKeysWithValues: Measure.contract.map { ($0, nil) })
    for (measure, quantity) in BasicMeasures.of(rep, in: set) { all[measure] = quantity }
    for rule in RuleBook.rules {
      for (measure, quantity) in rule.measure(rep, in: set) { all[measure] = quantity }
    }
    return all
  }

  private static func capture(_ set: SetContext?, _ track: PoseTrack, options: AnalysisOptions) -> Capture {
    guard let set else { return Capture(facing: nil, noise: nil, bodySize: nil, warnings: [], confidence: .low) }
    let check = CaptureCheck()
    return Capture(
      facing: set.motion.body.facing, noise: set.motion.isNoiseFromStills ? set.motion.noise : nil,
      yaw: set.motion.yaw, roll: set.motion.roll, pitch: set.motion.pitch, bodySize: set.motion.torsoLength,
      warnings: check.warnings(set, track), confidence: check.confidence(set.motion))
  }
}
