import FormRules
import Movement
import MovementTesting
import Testing

@Suite("swing and lowering")
struct MomentumRulesTests {
  /// Up in so many seconds, hardly a stop, down in so many and at once up again.
  private func swung(_ up: Double, down: Double = 0.9, hold: Double = 0, rest: Double = 0) -> SyntheticSet {
    SyntheticSet(SyntheticRep(ascent: up, hold: hold, descent: down, rest: rest))
  }

  @Test(
    "a quick lift without a stop is a swing; a quick one into a hold, or a slow one without, is none",
    arguments: [
      (up: 0.55, down: 0.8, hold: 0.0, rest: 0.0, Verdict.flag), (0.6, 1.6, 0, 0.6, .flag), (0.65, 0.9, 1.2, 0.6, .ok),
      (1.0, 1.0, 1.0, 0.5, .ok), (1.3, 2.0, 0, 0.6, .ok), (1.5, 2.0, 1.2, 0.6, .ok), (2.5, 3.0, 0, 1, .ok),
    ] as [(up: Double, down: Double, hold: Double, rest: Double, Verdict)])
  func swings(up: Double, down: Double, hold: Double, rest: Double, verdict: Verdict) {
    for profile in Profile.allCases {
      let assessment = assess(swung(up, down: down, hold: hold, rest: rest), profile)
      #expect(assessment.usualVerdict("swing") == verdict, "\(profile)")
    }
  }

  @Test("the finding names the signs that it saw")
  func words() {
    let message = assess(swung(0.55), .machine).setFindings.first { $0.finding.rule == RuleID("swing") }?.finding
      .message
    #expect(
      message?.contains("lifted in 0.5 s") == true || message?.contains("lifted in 0.6 s") == true, "\(message ?? "")")
    #expect(message?.contains("no stop at the top") == true)
    #expect(message?.contains("Swinging the legs up with momentum") == true)
  }

  @Test("noise makes no swing of a strict lift", arguments: [0.2, 0.5, 0.8], [1 as UInt64, 2, 3])
  func noisy(noise: Double, seed: UInt64) {
    var set = SyntheticSet(SyntheticRep(ascent: 1.2, hold: 1, descent: 2))
    set.noise = noise
    set.seed = seed
    let flags = assess(set, .machine).flags
    #expect(!flags.contains("swing") && !flags.contains("lowering"), "\(flags)")
  }

  @Test(
    "legs that drop are flagged, legs that come down in two seconds are fine, 1-1-1-0 is borderline at most",
    arguments: [
      (down: 0.4, up: 1.2, Verdict.flag), (0.55, 1.2, .flag), (1.0, 1.0, .borderline), (1.2, 1.2, .borderline),
      (1.7, 1.2, .ok), (2.0, 1.2, .ok), (3.5, 1.2, .ok), (2.0, 4.0, .ok), (1.3, 3.2, .flag),
    ])
  func lowering(down: Double, up: Double, verdict: Verdict) {
    #expect(assess(SyntheticSet(SyntheticRep(ascent: up, descent: down))).verdict("lowering") == verdict)
  }

  @Test("the time of a lift is that of the move, at any frame rate", arguments: [15.0, 24, 30, 60], [0.8, 1.2, 2.0])
  func durations(rate: Double, seconds: Double) throws {
    var set = SyntheticSet(SyntheticRep(ascent: seconds, descent: 1.5 * seconds))
    set.frameRate = rate
    set.noise = 0.3
    let assessment = assess(set)
    for lift in assessment.values(Measure("fullAscent")) { #expect(abs(lift.value - seconds) <= lift.uncertainty) }
    for down in assessment.values(Measure("fullDescent")) {
      #expect(abs(down.value - 1.5 * seconds) <= down.uncertainty)
    }
  }

  @Test("a last rep that is not seen to its end says nothing of its way down")
  func cut() {
    let set = SyntheticSet(count: 3)
    let track = set.render().cut(from: 0, to: set.onsets[2] + 2.6)
    let last = FormAssessor.assess(track, options: AnalysisOptions(profile: .bench)).reps.last
    #expect(last?.findings.first { $0.rule == RuleID("lowering") }?.verdict != .flag)
  }
}
