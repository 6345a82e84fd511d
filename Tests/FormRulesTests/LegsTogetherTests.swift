import FormRules
import Movement
import MovementTesting
import Testing

@Suite("legs-together")
struct LegsTogetherTests {
  private func set(_ lag: Double, seen: Bool = true) -> SyntheticSet {
    var set = SyntheticSet()
    set.farLag = lag
    set.farVisibility = seen ? 0.9 : 0.3
    return set
  }

  @Test(
    "one leg behind the other, on every equipment without a foot pad",
    arguments: Profile.allCases.filter { $0 != .machine },
    [(0.0, Verdict.ok), (5, .ok), (10, .borderline), (24, .flag), (-24, .flag)])
  func table(profile: Profile, fault: (lag: Double, verdict: Verdict)) {
    #expect(assess(set(fault.lag), profile).verdict("legs-together") == fault.verdict)
  }

  @Test("the foot pad of a machine keeps them together: the rule is off")
  func machine() {
    #expect(assess(set(40), .machine).verdict("legs-together") == nil)
  }

  @Test("a hidden far leg lies behind the near one, and one that is said to be elsewhere is a guess")
  func hidden() {
    #expect(assess(set(3, seen: false)).verdict("legs-together") == .ok)
    #expect(assess(set(30, seen: false)).verdict("legs-together") == .notAssessed)
    #expect(assess(set(30, seen: false)).values(.legSpread).isEmpty)
    #expect(assess(set(30, seen: false)).reason("legs-together")?.contains("guess") == true)
  }

  @Test("what lasts less than .2 s is no spread", arguments: [(3, Verdict.ok), (9, .flag)])
  func lasting(frames: Int, verdict: Verdict) {
    let together = set(0).render()
    let apart = set(30).render()
    let track = together.mapPoses { index, pose in
      (75..<75 + frames).contains(index) ? apart.frames[index].pose : pose
    }
    let verdicts = FormAssessor.assess(track, options: AnalysisOptions(profile: .bench)).verdicts(of: "legs-together")
    #expect(verdicts.first == verdict)
    #expect(verdicts.dropFirst().allSatisfy { $0 == .ok })
  }

  @Test("mirrored and half as large it is the same")
  func invariance() {
    let track = set(24).render()
    for other in [track.mirrored, track.scaled(by: 0.5)] {
      #expect(
        FormAssessor.assess(other, options: AnalysisOptions(profile: .bench)).verdict("legs-together") == .flag)
    }
  }
}
