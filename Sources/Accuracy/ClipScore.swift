public import Movement

/// How one analysis compares with the truth of its clip.
///
/// A found rep and a true one belong together when the top of one lies within the other; each has one partner at most.
public struct ClipScore: Sendable, Equatable {
  public var name: String
  public var isReportOnly: Bool
  public var isNegative: Bool
  public var outcome: Outcome
  public var isOutcomeRight: Bool
  /// Attempts are not counted here.
  public var trueReps: Int
  public var foundReps: Int
  /// Found reps and attempts that belong to no true one, true ones that were not found, reps taken for attempts and
  /// attempts taken for reps.
  public var ghosts: Int
  public var missed: Int
  public var mistaken: Int
  /// Of every rep in which both the truth and the analysis have the number.
  public var errors: [Measure: [MeasuredError]] = [:]
  public var rules: [RuleID: RuleTally] = [:]
  /// Flags that had to come and did not, and flags that must not come and did, as `rep 3 pause`.
  public var missedFlags: [String] = []
  public var wrongFlags: [String] = []
  /// Share of frames in which the tracked body's box (``Pose/bodyBox``) overlaps the true one by half; `nil` without true boxes.
  public var overlapShare: Double?

  /// The count is right, and every rep is where it should be.
  public var isCountExact: Bool { foundReps == trueReps && ghosts + missed + mistaken == 0 }

  /// - Parameter rules: the rules that exist; demands for others are not asked for.
  public init(name: String, analysis: Analysis, track: PoseTrack, truth: Truth, rules: Set<RuleID>) {
    self.name = name
    isReportOnly = truth.split == "report"
    isNegative = truth.isNegative
    outcome = analysis.outcome
    isOutcomeRight = truth.outcome?.contains(analysis.outcome) ?? (analysis.outcome == .assessed)
    trueReps = truth.reps.count { ($0.kind ?? .rep) == .rep }
    foundReps = analysis.reps.count { $0.kind == .rep }

    var partners: [Int] = []
    var pairs: [(truth: TrueRep, found: Rep?)] = []
    for rep in truth.reps {
      let partner = analysis.reps.indices
        .filter { !partners.contains($0) && analysis.reps[$0].belongs(to: rep) }
        .min { abs(analysis.reps[$0].top - rep.top) < abs(analysis.reps[$1].top - rep.top) }
      partner.map { partners.append($0) }
      pairs.append((rep, partner.map { analysis.reps[$0] }))
    }
    missed = pairs.count { $0.found == nil }
    mistaken = pairs.count { pair in pair.found.map { $0.kind != pair.truth.kind ?? .rep } ?? false }
    ghosts = analysis.reps.count - partners.count

    for (expected, found) in pairs {
      if let found { compare(found, with: expected) }
      judge(
        found?.findings ?? [], must: expected.mustFlag, may: expected.mayFlag, title: expected.title, rules: rules)
    }
    for index in analysis.reps.indices where !partners.contains(index) {
      judge(
        analysis.reps[index].findings, must: [], may: [], title: "ghost \(analysis.reps[index].number)", rules: rules)
    }
    compareSet(analysis, truth, rules)
    compare(analysis.capture, with: truth)
    if let frames = truth.perFrame, let boxes = frames.box {
      overlapShare = Self.overlap(of: track, with: boxes, at: frames.t)
    }
  }

  private mutating func compare(_ rep: Rep, with truth: TrueRep) {
    for (measure, value) in truth.quantities {
      guard let quantity = rep.measurements[measure] ?? nil else { continue }
      let error = quantity.value - value
      errors[measure, default: []].append(MeasuredError(error, isCovered: abs(error) <= quantity.uncertainty))
    }
  }

  /// To which side the camera is turned makes no difference; the size of the turn is compared.
  private mutating func compare(_ capture: Capture, with truth: Truth) {
    if let found = capture.yaw, let yaw = truth.yaw {
      errors[.yaw] = [MeasuredError(abs(found) - abs(yaw), isCovered: nil)]
    }
    if let found = capture.pitch, let pitch = truth.pitch {
      errors[.pitch] = [MeasuredError(found - pitch, isCovered: nil)]
    }
  }

  /// Rules that also judge single reps only sum up there what was counted before; the others are judged here.
  private mutating func compareSet(_ analysis: Analysis, _ truth: Truth, _ rules: Set<RuleID>) {
    let ofReps = Set(analysis.reps.flatMap(\.findings).map(\.rule))
    let findings = analysis.setFindings.map(\.finding)
    let demanded = Set((truth.mustFlagSet ?? []).joined())
    judge(
      findings.filter { !ofReps.contains($0.rule) || demanded.contains($0.rule) }, must: truth.mustFlagSet ?? [],
      may: truth.mayFlagSet ?? [], title: "set", rules: rules)
  }

  /// Counts demands, flags and silence of one rep, or of the set.
  private mutating func judge(
    _ findings: [Finding], must: [[RuleID]], may: [RuleID], title: String, rules known: Set<RuleID>
  ) {
    let flags = Set(findings.filter { $0.verdict == .flag }.map(\.rule))
    let silent = Set(findings.filter { $0.verdict == .notAssessed }.map(\.rule))
    for alternatives in must.map({ $0.filter(known.contains) }) {
      guard let first = alternatives.first else { continue }
      let isMet = !flags.isDisjoint(with: alternatives)
      rules[first, default: RuleTally()].demands += 1
      rules[first]?.met += isMet ? 1 : 0
      rules[first]?.silentMisses += !isMet && silent.contains(first) ? 1 : 0
      if !isMet { missedFlags.append("\(title) " + alternatives.map(\.rawValue).joined(separator: "/")) }
    }
    let allowed = Set(must.joined()).union(may)
    for rule in flags.sorted() {
      rules[rule, default: RuleTally()].flags += 1
      rules[rule]?.allowed += allowed.contains(rule) ? 1 : 0
    }
    wrongFlags += flags.subtracting(allowed).sorted().map { "\(title) \($0)" }
    for finding in findings {
      rules[finding.rule, default: RuleTally()].findings += 1
      rules[finding.rule]?.notAssessed += finding.verdict == .notAssessed ? 1 : 0
      rules[finding.rule]?.borderline += finding.verdict == .borderline ? 1 : 0
    }
  }

  private static func overlap(of track: PoseTrack, with boxes: [[Double]], at times: [Double]) -> Double {
    let truths = zip(times, boxes).filter { $0.1.count == 4 }
    guard !truths.isEmpty else { return 0 }
    let good = truths.count { time, box in
      guard let frame = track.frames.min(by: { abs($0.time - time) < abs($1.time - time) }), let pose = frame.pose
      else { return false }
      return pose.bodyBox.overlap(with: Box(minX: box[0], minY: box[1], maxX: box[2], maxY: box[3])) >= 0.5
    }
    return Double(good) / Double(truths.count)
  }
}

extension Rep {
  fileprivate func belongs(to truth: TrueRep) -> Bool {
    (start < truth.top && truth.top < end) || (truth.start < top && top < truth.end)
  }
}
