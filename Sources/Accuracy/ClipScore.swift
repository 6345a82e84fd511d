public import Movement

/// How one analysis compares with the truth of its clip.
public struct ClipScore: Sendable, Equatable {
  public var name: String
  public var outcome: Outcome
  public var isOutcomeRight: Bool
  /// A clip with reps and a clip without are judged by different measures.
  public var trueReps: Int
  public var foundReps: Int
  /// Found reps that belong to no true one, and true ones that were not found.
  public var ghosts: Int
  public var missed: Int
  /// Signed errors, found minus true, one for each matched rep.
  public var topErrors: [Double] = []
  public var bottomErrors: [Double] = []
  public var holdErrors: [Double] = []
  public var ascentErrors: [Double] = []
  public var descentErrors: [Double] = []
  /// Flags that had to come and did not, and flags that must not come and did, as `rep 3 pause`.
  public var missedFlags: [String] = []
  public var wrongFlags: [String] = []
  /// Judgements, and how many of them were `notAssessed`.
  public var judgements = 0
  public var notAssessed = 0
  /// How often truth lay within the stated uncertainty.
  public var covered = 0
  public var coverable = 0
  /// Share of frames in which the tracked body's box (``Pose/bodyBox``) overlaps the true one by half; `nil` without true boxes.
  public var overlapShare: Double?

  /// - Parameter rules: the rules that exist; `mustFlag` of others is not asked for.
  public init(name: String, analysis: Analysis, track: PoseTrack, truth: Truth, rules: Set<RuleID>) {
    self.name = name
    outcome = analysis.outcome
    isOutcomeRight = truth.outcome?.contains(analysis.outcome) ?? (analysis.outcome == .assessed)
    trueReps = truth.reps.count
    foundReps = analysis.reps.count
    let pairs = truth.reps.map { rep in
      (truth: rep, found: analysis.reps.first { $0.start < rep.top && rep.top < $0.end })
    }
    let matched = pairs.compactMap { pair in pair.found.map { (truth: pair.truth, rep: $0) } }
    missed = pairs.count - matched.count
    ghosts = analysis.reps.count { rep in !truth.reps.contains { rep.start < $0.top && $0.top < rep.end } }
    for (expected, rep) in matched { compare(rep, with: expected, rules) }
    if let frames = truth.perFrame, let boxes = frames.box {
      overlapShare = Self.overlap(of: track, with: boxes, at: frames.t)
    }
  }

  private mutating func compare(_ rep: Rep, with truth: TrueRep, _ rules: Set<RuleID>) {
    let measures: [(Measure, Double, WritableKeyPath<ClipScore, [Double]>)] = [
      (.topDeviation, truth.topDeviation, \.topErrors),
      (.bottomDeviation, truth.bottomDeviation, \.bottomErrors),
      (.hold, truth.hold, \.holdErrors),
      (.ascentDuration, truth.ascentDuration, \.ascentErrors),
      (.descentDuration, truth.descentDuration, \.descentErrors),
    ]
    for (measure, value, errors) in measures {
      guard let quantity = rep.measurements[measure] ?? nil else { continue }
      self[keyPath: errors].append(quantity.value - value)
      coverable += 1
      if abs(quantity.value - value) <= quantity.uncertainty { covered += 1 }
    }
    let flags = Set(rep.findings.filter { $0.verdict == .flag }.map(\.rule))
    for alternatives in truth.mustFlag {
      let known = alternatives.filter(rules.contains)
      if !known.isEmpty, flags.isDisjoint(with: known) {
        missedFlags.append("rep \(truth.number) " + known.map(\.rawValue).joined(separator: "|"))
      }
    }
    let allowed = Set(truth.mustFlag.joined()).union(truth.mayFlag)
    wrongFlags += flags.subtracting(allowed).sorted().map { "rep \(truth.number) \($0)" }
    judgements += rep.findings.count
    notAssessed += rep.findings.count { $0.verdict == .notAssessed }
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
