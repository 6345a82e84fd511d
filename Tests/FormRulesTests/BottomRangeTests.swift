import FormRules
import Movement
import MovementTesting
import Testing

@Suite("bottom-range")
struct BottomRangeTests {
  /// Five reps, the third of which ends at another bottom.
  private func set(third: Double, others: Double = -75, top: Double = 0) -> SyntheticSet {
    var set = SyntheticSet(SyntheticRep(top: top))
    set.bottom = others
    set.reps[2].finish = third
    set.roll = 0
    return set
  }

  private func third(_ set: SyntheticSet, _ profile: Profile = .bench) -> Verdict {
    assess(set, profile).verdicts(of: "bottom-range")[2]
  }

  @Test(
    "a rep that turns back early is held against the best of its set",
    arguments: [(-75.0, Verdict.ok), (-62, .ok), (-55, .borderline), (-44, .flag)])
  func againstTheSet(bottom: Double, verdict: Verdict) {
    let assessment = assess(set(third: bottom))
    let verdicts = assessment.verdicts(of: "bottom-range")
    #expect(verdicts[2] == verdict)
    for other in [0, 1, 3, 4] { #expect(verdicts[other] == .ok) }
  }

  @Test(
    "the bottom of a machine and of a 45° bench has a level of its own",
    arguments: [
      (Profile.machine, -68.0, Verdict.ok), (.machine, -60, .borderline), (.machine, -46, .borderline),
      (.machine, -40, .flag), (.incline45, -80, .ok), (.incline45, -70, .borderline), (.incline45, -50, .flag),
    ])
  func levels(profile: Profile, bottom: Double, verdict: Verdict) {
    var set = SyntheticSet()
    set.bottom = bottom
    #expect(assess(set, profile).verdict("bottom-range") == verdict)
  }

  @Test("a ball leaves little way, and less than 20° is none", arguments: [(30.0, Verdict.ok), (16, .borderline)])
  func ball(range: Double, verdict: Verdict) {
    var set = SyntheticSet(SyntheticRep(top: range - 45))
    set.bottom = -45
    #expect(assess(set, .ball).verdict("bottom-range") == verdict)
  }

  @Test(
    "feet that stay high over the floor", arguments: [Profile.bench, .ballOnBench],
    [(0.1, Verdict.ok), (0.28, .borderline), (0.42, .flag)])
  func clearance(profile: Profile, fault: (clearance: Double, verdict: Verdict)) throws {
    var set = SyntheticSet()
    set.bottom = -50
    set.floorClearance = fault.clearance
    let assessment = assess(set, profile)
    #expect(assessment.verdict("bottom-range") == fault.verdict)
    let measured = try #require(assessment.values(.toeClearance).first)
    #expect(abs(measured.value - fault.clearance) < 0.02)
  }

  @Test("legs that hang straight down have come all the way, however high the bench")
  func propped() {
    var set = SyntheticSet()
    set.bottom = -80
    set.floorClearance = 0.5
    #expect(assess(set).verdict("bottom-range") == .ok)
  }

  @Test("bottoms that rest on the floor are not what the others are held against")
  func touching() {
    var set = set(third: -75, others: -55)
    for rep in [0, 1] { set.reps[rep].finish = -75 }
    set.floorClearance = 0.2
    // The feet reach the floor at -75°, and hang free in the last two bottoms: too few to compare with.
    set.floorClearance = SyntheticSet.clearance(at: -55, touchingAt: -75)
    #expect(!assess(set).verdicts(of: "bottom-range").contains(.flag))
    set.floorClearance = nil
    #expect(assess(set).verdicts(of: "bottom-range")[4] == .borderline)
  }

  @Test("a set of two without a floor has nothing to be held against, and says so")
  func tooFew() {
    var set = SyntheticSet(count: 2)
    set.bottom = -40
    #expect(assess(set).verdict("bottom-range") == .notAssessed)
    #expect(assess(set).reason("bottom-range")?.contains("--floor-y") == true)
  }

  @Test("a hidden knee and a hidden foot")
  func hidden() {
    var knee = set(third: -40)
    knee.kneeVisibility = 0.1
    #expect(third(knee) == .notAssessed)
    var foot = SyntheticSet()
    foot.bottom = -50
    foot.floorClearance = 0.5
    foot.toeVisibility = 0.1
    // Without the foot there is still the set.
    #expect(assess(foot).verdict("bottom-range") == .ok)
    #expect(assess(foot).values(.toeClearance).isEmpty)
  }
}

extension SyntheticSet {
  /// How high the feet hang at one bottom over the floor that they reach at another one, leg lengths.
  fileprivate static func clearance(at bottom: Double, touchingAt deep: Double) -> Double {
    func floor(_ bottom: Double) -> Double {
      var set = SyntheticSet()
      set.bottom = bottom
      set.floorClearance = 0
      return set.floorY!
    }
    return (floor(deep) - floor(bottom)) / SyntheticSet().legLength
  }
}
