public import Kinematics
public import Movement

/// What a rule may look at besides the rep itself.
public struct SetContext: Sendable {
  public let motion: SetMotion
  public let options: AnalysisOptions
  /// Which rules are on, and their limits.
  public let sheet: ProfileSheet
  /// How much the face line trembles over the whole set, degrees.
  let headJitter: Double
  /// Median distance from ear to nose, pixels; 0 where there is none.
  let faceLength: Double
  /// The first counted rep in which the head could be seen well enough; what later ones are compared with.
  private(set) var headReference: RepMotion?
  let floor: Floor
  /// The lowest bottoms of the set; `nil`: too few to compare with.
  let bestBottoms: BestBottoms?
  /// delta below 4 Hz and its slope, gaps bridged.
  private let angle: [Double]
  private let speed: [Double]

  public init(_ motion: SetMotion, options: AnalysisOptions, sheet: ProfileSheet) {
    self.motion = motion
    self.options = options
    self.sheet = sheet
    headJitter = HeadAngle.jitter(motion.signals)
    faceLength = HeadAngle.faceLength(motion.body)
    floor = Floor(motion, options: options)
    bestBottoms = BestBottoms(motion, floor: floor)
    angle = motion.signals.delta4.bridged()
    speed = motion.signals.speed.bridged()
    headReference = motion.countedReps.first { HeadAngle.silence($0, self) == nil }
  }

  public var profile: Profile { options.profile }
  public var signals: SetSignals { motion.signals }
  public var timeline: Timeline { motion.timeline }

  /// The body-line deviation of this lifter on this camera when in line, degrees: taken off what is measured.
  public var neutral: Double { options.neutralOffset ?? 0 }

  /// What is added to an elevation in the picture to get the one over the floor, degrees; 0 where the roll is unknown.
  ///
  /// A camera tilted clockwise shows the world turned counter-clockwise: feet on the right seem higher by the tilt, feet
  /// on the left lower.
  var tilt: Double { (motion.roll ?? 0) * (motion.body.facing == .left ? -1 : 1) }

  /// The torso slopes as on a 45° bench; a torso that does not is compared with itself, not with the floor.
  public var isTorsoInclined: Bool { (15.0...65.0).contains(motion.trunkElevation) }

  /// What the legs are held against at the top of this set.
  public var topReference: TopReference {
    guard options.topReference == .floor else { return .torso }
    return profile != .incline45 || isTorsoInclined ? .floor : .torso
  }

  /// The limits of a rule as asked for: profile and strictness applied.
  public func limits(of rule: some FormRule) -> [Limit] {
    (sheet.limits(of: rule.id) ?? []).map { $0.scaled(by: options.strictness) }
  }

  /// The limit of one measure; `nil`: the profile sets none.
  public func limit(of rule: some FormRule, on measure: Measure) -> Limit? {
    limits(of: rule).first { $0.measure == measure }
  }

  /// The rules that are on, in the order of the book.
  public var rules: [any FormRule] { sheet.rules.compactMap { RuleBook.rule($0.rule) } }

  /// How the speed went on the way up; `nil` for an ascent of a frame or two.
  public func ascentShape(_ rep: RepMotion) -> AscentShape? {
    AscentShape(angle: angle, speed: speed, timeline: timeline, rep: rep)
  }

  /// The samples of a stretch of time.
  public func range(_ span: TimeSpan) -> ClosedRange<Int> { timeline.range(span) }

  /// The samples of a signal in a stretch of time, none of them missing.
  public func values(_ signal: [Double], in span: TimeSpan) -> [Double] {
    signal[range(span)].filter { !$0.isNaN }
  }
}
