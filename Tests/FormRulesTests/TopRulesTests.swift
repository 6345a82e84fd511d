import FormRules
import Movement
import MovementTesting
import Testing

@Suite("partial-top and above-line")
struct TopRulesTests {
  private func level(_ top: Double, _ profile: Profile, hold: Double = 1.2) -> Assessment {
    assess(SyntheticSet(SyntheticRep(top: top, hold: hold)), profile)
  }

  @Test(
    "legs that stop below the line",
    arguments: [
      (Profile.bench, -9.0, Verdict.ok), (.bench, -18, .borderline), (.bench, -23, .flag),
      (.machine, -9, .ok), (.machine, -23, .flag),
      (.ball, -14, .ok), (.ball, -23, .borderline), (.ball, -28, .flag),
      (.ballOnBench, -14, .ok), (.ballOnBench, -28, .flag),
    ])
  func partial(profile: Profile, top: Double, verdict: Verdict) {
    #expect(level(top, profile).verdict("partial-top") == verdict)
  }

  @Test(
    "legs that go above the line",
    arguments: [
      (Profile.bench, 9.0, Verdict.ok), (.bench, 18, .borderline), (.bench, 23, .flag),
      (.machine, 9, .ok), (.machine, 23, .flag),
      (.ball, 14, .ok), (.ball, 28, .flag), (.ballOnBench, 23, .borderline),
    ])
  func above(profile: Profile, top: Double, verdict: Verdict) {
    #expect(level(top, profile).verdict("above-line") == verdict)
  }

  private func incline(_ elevation: Double, trunk: Double = 40, roll: Double? = 0, top reference: TopReference? = nil)
    -> Assessment
  {
    var set = SyntheticSet(SyntheticRep(top: elevation - trunk))
    set.bottom = -80 - trunk
    set.trunkElevation = trunk
    set.roll = roll
    return FormAssessor.assess(
      set.render(), options: AnalysisOptions(profile: .incline45, topReference: reference))
  }

  @Test(
    "on the 45° bench the legs are held against the floor, and there is no above-line",
    arguments: [(0.0, Verdict.ok), (-18, .borderline), (-24, .flag)])
  func incline(elevation: Double, verdict: Verdict) {
    #expect(incline(elevation).verdict("partial-top") == verdict)
    #expect(incline(elevation).verdict("above-line") == nil)
  }

  @Test("a tilted camera is taken off what is over the floor, an unknown one silences the rule")
  func roll() {
    #expect(incline(0, roll: 24).verdict("partial-top") == .flag)
    #expect(incline(0, roll: nil).verdict("partial-top") == .notAssessed)
    #expect(incline(0, roll: nil).reason("partial-top")?.contains("level") == true)
    #expect(incline(0, roll: nil, top: .torso).verdict("partial-top") == .flag)
    #expect(incline(60, top: .torso).verdict("above-line") == .borderline)
  }

  @Test("a level torso named incline45 is held against itself, with a warning")
  func mismatch() {
    let assessment = incline(0, trunk: 0)
    #expect(assessment.verdict("partial-top") == .ok)
    #expect(assessment.verdict("above-line") == .ok)
    #expect(assessment.capture.warnings.contains { $0.code == "profile-mismatch" })
  }

  @Test("a neutral offset moves the line and makes it surer")
  func neutralOffset() throws {
    let track = SyntheticSet(SyntheticRep(top: -20)).render()
    let moved = FormAssessor.assess(track, options: AnalysisOptions(profile: .bench, neutralOffset: -18))
    #expect(moved.verdict("partial-top") == .ok)
    let quantity = try #require(moved.values(.topDeviation).first)
    #expect(abs(quantity.value + 2) < 0.5)
    #expect(quantity.uncertainty < 4)
  }

  @Test("a neutral offset does not make the elevation over the floor surer")
  func neutralOverFloor() throws {
    var set = SyntheticSet(SyntheticRep(top: -40))
    set.bottom = -120
    set.trunkElevation = 40
    set.roll = 0
    let options = AnalysisOptions(profile: .incline45, neutralOffset: -5)
    let quantity = try #require(FormAssessor.assess(set.render(), options: options).values(.topElevation).first)
    #expect(abs(quantity.value) < 0.5)
    #expect(quantity.uncertainty > 5)
  }

  @Test("a stop short of the line on the way up is no partial top")
  func hesitation() {
    var set = SyntheticSet(SyntheticRep(ascent: 1.5, hold: 0, descent: 1.5, shape: .hesitant(at: -23)))
    set.bottom = -100
    #expect(assess(set).verdict("partial-top") == .ok)
  }

  @Test("strictness moves the verdict", arguments: [(Strictness.lenient, Verdict.borderline), (.strict, .flag)])
  func strictness(strictness: Strictness, verdict: Verdict) {
    let set = SyntheticSet(SyntheticRep(top: -20))
    #expect(assess(set, .bench, strictness).verdict("partial-top") == verdict)
  }

  @Test("a hidden knee silences the rules that need it")
  func hidden() {
    var set = SyntheticSet()
    set.kneeVisibility = 0.2
    let assessment = assess(set)
    #expect(assessment.verdict("partial-top") == .notAssessed)
    #expect(assessment.reason("above-line")?.contains("knee") == true)
  }
}
