import FormRules
import Movement
import MovementTesting
import Testing

@Suite("knee-bend")
struct KneeBendTests {
  private func set(_ bend: Double, kick: Double = 0) -> SyntheticSet {
    var rep = SyntheticRep()
    rep.kneeKick = kick
    var set = SyntheticSet(rep)
    set.kneeBend = bend
    set.roll = 0
    return set
  }

  @Test(
    "how far the knees may be bent depends on the equipment",
    arguments: [
      (Profile.bench, 0.0, Verdict.ok), (.bench, 33, .ok), (.bench, 48, .borderline), (.bench, 53, .flag),
      (.ballOnBench, 33, .ok), (.ballOnBench, 53, .flag),
      (.ball, 0, .ok), (.ball, 18, .ok), (.ball, 34, .borderline), (.ball, 38, .flag),
      (.machine, 18, .ok), (.machine, 34, .borderline), (.machine, 38, .flag),
      (.incline45, 18, .ok), (.incline45, 38, .flag),
    ])
  func table(profile: Profile, bend: Double, verdict: Verdict) {
    #expect(assess(set(bend), profile).verdict("knee-bend") == verdict)
  }

  @Test("straight knees are never flagged, whatever the equipment", arguments: Profile.allCases)
  func straight(profile: Profile) {
    var straight = set(-3)
    straight.noise = 0.5
    #expect(assess(straight, profile).verdict("knee-bend") == .ok)
  }

  @Test(
    "knees that bend and straighten during the rep",
    arguments: [(12.0, Verdict.ok), (24, .borderline), (50, .flag)])
  func change(kick: Double, verdict: Verdict) {
    #expect(assess(set(5, kick: kick)).verdict("knee-bend") == verdict)
  }

  @Test("the flexion is the one drawn, and knees bent the wrong way are taken for tracking errors")
  func values() throws {
    let flexion = try #require(assess(set(30)).values(.kneeFlexion).first)
    #expect(abs(flexion.value - 30) < 0.5)
    #expect(assess(set(-40)).values(.kneeFlexion).isEmpty)
    #expect(assess(set(-40)).verdict("knee-bend") == .notAssessed)
  }

  @Test("a hidden ankle silences the rule")
  func hidden() {
    var set = set(60)
    set.ankleVisibility = 0.2
    #expect(assess(set).verdict("knee-bend") == .notAssessed)
    #expect(assess(set).reason("knee-bend")?.contains("ankle") == true)
  }

  @Test("an ankle that is guessed makes a shank of changing length, and no bent knee", arguments: [0.5, 1.4])
  func guessed(share: Double) {
    let track = set(5).render().mapPoses { index, pose in
      guard index % 30 < 10 else { return pose }
      var landmarks = pose.landmarks
      let knee = pose[.leftKnee].position
      // Nearer to the knee, or farther away, and off to the side.
      let shank = (pose[.leftAnkle].position - knee) * share
      landmarks[Joint.leftAnkle.rawValue].position =
        knee + Point(x: shank.x - 0.9 * shank.y, y: shank.y + 0.9 * shank.x)
      return Pose(landmarks: landmarks, presence: 1)
    }
    let assessment = FormAssessor.assess(track, options: AnalysisOptions(profile: .machine))
    #expect(assessment.verdict("knee-bend") == .notAssessed)
    #expect(assessment.reason("knee-bend")?.contains("length") == true)
  }

  @Test("each equipment has its own words", arguments: Profile.allCases)
  func words(profile: Profile) {
    let message = assess(set(70), profile).reps[0].findings.first { $0.rule.rawValue == "knee-bend" }?.message ?? ""
    let isSlight = profile == .bench || profile == .ballOnBench
    #expect(message.contains(isSlight ? "slightly bent" : "straight"))
  }
}
