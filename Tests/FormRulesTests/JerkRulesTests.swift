import FormRules
import Movement
import MovementTesting
import Testing

@Suite("jerk-at-top and jerky-ascent")
struct JerkRulesTests {
  private func lift(_ shape: SyntheticRep.Ascent, _ seconds: Double, noise: Double = 0.5) -> SyntheticSet {
    var set = SyntheticSet(SyntheticRep(ascent: seconds, shape: shape))
    set.noise = noise
    return set
  }

  @Test("a jerk into the top is one, on every equipment", arguments: Profile.allCases)
  func jerkIntoTop(profile: Profile) {
    #expect(assess(lift(.jerkIntoTop, 1.4), profile).verdict("jerk-at-top") == .flag)
  }

  @Test("lifts that are fast, slow or swung do not jerk", arguments: [0.65, 0.8, 1.0, 1.5, 2.0, 3.0])
  func smooth(seconds: Double) {
    let assessment = assess(lift(.smooth, seconds))
    #expect(assessment.verdict("jerk-at-top") == .ok)
    #expect(assessment.verdict("jerky-ascent") == .ok)
    #expect(!assessment.flags.contains { $0.hasPrefix("jerk") })
  }

  @Test("a lift with a stop in it is jerky, noisy or not", arguments: [1.4, 1.8, 2.4], [0, 0.2, 0.5])
  func stopAndGo(seconds: Double, noise: Double) {
    #expect(assess(lift(.stopAndGo, seconds, noise: noise)).verdict("jerky-ascent") == .flag)
  }

  @Test("a lowering in two stages is no jerk into the top")
  func twoStages() {
    var rep = SyntheticRep(ascent: 1.2, hold: 0, descent: 1.5)
    rep.descentStop = -15
    #expect(assess(SyntheticSet(rep)).verdict("jerk-at-top") == .ok)
  }

  @Test("a yank followed by a crawl is jerky")
  func yank() {
    #expect(assess(lift(.yank, 2.5)).verdict("jerky-ascent") == .flag)
  }

  @Test("a fine shake is no flag: it cannot be told from noise", arguments: [1.0, 1.5])
  func shake(seconds: Double) {
    #expect(assess(lift(.shake, seconds)).verdict("jerky-ascent") != .flag)
  }

  @Test("few frames, noise, a short range and a very slow lift are not judged")
  func silent() {
    var slowCamera = lift(.stopAndGo, 1.8)
    slowCamera.frameRate = 20
    #expect(assess(slowCamera).verdict("jerky-ascent") == .notAssessed)
    #expect(assess(lift(.stopAndGo, 1.8, noise: 2.5)).verdict("jerk-at-top") == .notAssessed)
    var short = SyntheticSet(SyntheticRep(top: -40, ascent: 1.2))
    short.bottom = -60
    short.noise = 0.5
    #expect(assess(short).verdict("jerky-ascent") == .notAssessed)
    let crawl = assess(lift(.smooth, 5))
    #expect(crawl.verdict("jerky-ascent") == .notAssessed)
    #expect(crawl.verdict("jerk-at-top") == .ok)
  }
}
