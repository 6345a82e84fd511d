import FormRules
import Movement
import MovementTesting
import Testing

@Suite("tempo and set-fade")
struct SetRulesTests {
  /// `range` and `hold`: what is left of each in the last rep, as a share of the first; the way there is straight.
  private func fading(range: Double = 1, hold: Double = 1, count: Int = 9, noise: Double = 0.3) -> Assessment {
    let reps = (0..<count).map { index -> SyntheticRep in
      let share = Double(index) / Double(count - 1)
      return SyntheticRep(top: -75 * (1 - range) * share, hold: 1.4 * (1 - (1 - hold) * share))
    }
    var set = SyntheticSet(reps)
    set.noise = noise
    return assess(set, .machine)
  }

  private func finding(_ rule: String, _ assessment: Assessment) -> Finding? {
    assessment.setFindings.first { $0.finding.rule == RuleID(rule) }?.finding
  }

  @Test(
    "a set that gets smaller or shorter is told so; one that stays, or gets better, is not",
    arguments: [
      (range: 1.0, hold: 1.0, Verdict.ok), (0.96, 0.95, .ok), (0.65, 1, .flag), (1, 0.25, .flag), (1, 1.5, .ok),
    ])
  func fades(range: Double, hold: Double, verdict: Verdict) throws {
    let found = try #require(finding("set-fade", fading(range: range, hold: hold)))
    #expect(found.verdict == verdict, "\(found.message)")
  }

  @Test("it names the rep from which on the range is smaller")
  func onset() throws {
    let tops = [0.0, 0, 0, 0, 0, -25, -25, -25, -25]
    let set = SyntheticSet(tops.map { SyntheticRep(top: $0) })
    let found = try #require(finding("set-fade", assess(set, .machine)))
    #expect(found.verdict == .flag && found.message.contains("from rep 6 on"), "\(found.message)")
  }

  @Test("one short hold in the middle is no fading, and four reps are too few")
  func noFading() {
    let holds = [1.3, 1.3, 0.2, 0.2, 1.3, 1.3]
    #expect(finding("set-fade", assess(SyntheticSet(holds.map { SyntheticRep(hold: $0) })))?.verdict == .ok)
    #expect(finding("set-fade", fading(range: 0.6, count: 4))?.verdict == .notAssessed)
  }

  @Test(
    "a tempo that was asked for is compared, and never a fault",
    arguments: [
      (TempoTarget(ascent: 1.2, top: 1.2, descent: 2, bottom: 0.6), Verdict.ok),
      (TempoTarget(ascent: 1.2, top: 1.2, descent: 4, bottom: 0.6), .borderline),
      (TempoTarget(ascent: 3, top: 3, descent: 3, bottom: 3), .borderline),
    ])
  func tempo(target: TempoTarget, verdict: Verdict) {
    let options = AnalysisOptions(profile: .bench, tempo: target)
    let assessment = FormAssessor.assess(SyntheticSet().render(), options: options)
    #expect(assessment.verdict("tempo") == verdict)
    #expect(assessment.flags.isEmpty)
  }

  @Test("without one, only the variation over the set is told")
  func variation() throws {
    let even = assess(SyntheticSet())
    #expect(even.verdict("tempo") == nil)
    let steady = try #require(finding("tempo", even)?.value)
    let uneven = SyntheticSet([1.0, 2, 4, 1, 3].map { SyntheticRep(descent: $0) })
    let varied = try #require(finding("tempo", assess(uneven))?.value)
    #expect(steady < 0.02 && varied > 0.15)
    #expect(finding("tempo", assess(SyntheticSet(count: 2)))?.verdict == .notAssessed)
  }
}
