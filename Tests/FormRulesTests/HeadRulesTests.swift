import FormRules
import Movement
import MovementTesting
import Testing

@Suite("head-jerk and head-steady")
struct HeadRulesTests {
  private func set(_ degrees: Double, noise: Double = 0.3) -> SyntheticSet {
    var set = SyntheticSet(SyntheticRep(headBack: degrees))
    set.noise = noise
    return set
  }

  @Test("a head thrown back is flagged, a little nod is not, on every equipment", arguments: Profile.allCases)
  func jerk(profile: Profile) {
    #expect(assess(set(35), profile).verdict("head-jerk") == .flag)
    #expect(assess(set(14), profile).verdict("head-jerk") == .borderline)
    #expect(assess(set(4), profile).verdict("head-jerk") == .ok)
  }

  @Test(
    "a head that moves during the rep is not steady", arguments: [(40.0, Verdict.flag), (19, .borderline), (5, .ok)])
  func steady(degrees: Double, verdict: Verdict) {
    #expect(assess(set(degrees)).verdict("head-steady") == verdict)
  }

  @Test("on a ball the head may move a little more")
  func ball() {
    #expect(assess(set(16), .ball).verdict("head-steady") == .ok)
    #expect(assess(set(16), .bench).verdict("head-steady") == .borderline)
  }

  @Test("a glitch of the track is no movement of the head")
  func glitch() {
    let track = set(0).render().mapPoses { index, pose in
      guard index % 90 < 8 else { return pose }
      var landmarks = pose.landmarks
      landmarks[Joint.nose.rawValue].position.x -= 12
      return Pose(landmarks: landmarks, presence: 1)
    }
    let assessment = FormAssessor.assess(track, options: AnalysisOptions(profile: .bench))
    #expect(assessment.verdict("head-steady") == .ok)
  }

  @Test("a face that is hidden, in the arms, or too small for its jitter is not judged")
  func silent() {
    var hidden = set(35)
    hidden.faceVisibility = 0.4
    var inArms = set(35)
    inArms.faceInArms = true
    let trembling = set(35, noise: 1.6)
    for (set, word) in [(hidden, "hidden"), (inArms, "arms"), (trembling, "trembles")] {
      let assessment = assess(set)
      #expect(assessment.verdict("head-jerk") == .notAssessed)
      #expect(assessment.verdict("head-steady") == .notAssessed)
      #expect(assessment.reason("head-jerk")?.contains(word) == true)
    }
  }
}
