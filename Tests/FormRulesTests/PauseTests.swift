import FormRules
import Movement
import MovementTesting
import Testing

@Suite("pause")
struct PauseTests {
  @Test(
    "short stops are flagged, a second is enough, on a ball two",
    arguments: [
      (Profile.bench, 0.1, Verdict.flag), (.bench, 0.45, .borderline), (.bench, 0.95, .ok),
      (.machine, 0.1, .flag), (.machine, 0.95, .ok), (.ballOnBench, 0.1, .flag), (.incline45, 0.1, .flag),
      (.ball, 0.2, .flag), (.ball, 1.3, .borderline), (.ball, 2.0, .ok),
    ])
  func holds(profile: Profile, seconds: Double, verdict: Verdict) {
    var set = SyntheticSet(SyntheticRep(ascent: 1.2, hold: seconds))
    #expect(assess(set, profile).verdict("pause") == verdict)
    set.noise = 0.5
    #expect(assess(set, profile).usualVerdict("pause") == verdict)
  }

  @Test("on a ball the words and the cue ask for what is asked for there")
  func ball() throws {
    let rep = SyntheticRep(hold: 0.05)
    let (ball, bench) = (assess(SyntheticSet(rep), .ball), assess(SyntheticSet(rep), .bench))
    #expect(ball.cues.first?.text == "hold the top for two full seconds")
    #expect(bench.cues.first?.text == "hold the top for a full second")
    let finding = try #require(ball.setFindings.first { $0.finding.rule == RuleID("pause") }?.finding)
    #expect(finding.message.contains("Hold for a few seconds"))
  }

  @Test("a rep that is not seen to its end is said to be one, also when --end cuts it")
  func cutByOption() {
    let set = SyntheticSet(count: 2)
    let options = AnalysisOptions(profile: .bench, end: set.onsets[1] + 1.6)
    let reasons = FormAssessor.assess(set.render(), options: options).reps.last?.findings.compactMap(\.reason) ?? []
    #expect(!reasons.isEmpty && reasons.allSatisfy { $0 == "the rep is not seen to its end" })
  }

  @Test("too few frames a second, and a rep cut by the clip, are not judged")
  func silent() {
    var slow = SyntheticSet(SyntheticRep(ascent: 2, hold: 1, descent: 3))
    slow.frameRate = 12
    #expect(assess(slow).verdict("pause") == .notAssessed)
    var set = SyntheticSet(count: 2)
    set.floorClearance = 0.15
    let cut = set.render().cut(from: 0, to: set.onsets[1] + 1.6)
    let assessment = FormAssessor.assess(cut, options: AnalysisOptions(profile: .bench, floorY: set.floorY))
    #expect(assessment.reps.last?.findings.allSatisfy { $0.verdict == .notAssessed } == true)
    #expect(assessment.reps.first?.findings.contains { $0.verdict == .notAssessed } == false)
  }

  @Test("a bad track leaves the rep count only")
  func badTrack() {
    var set = SyntheticSet()
    set.noise = 6
    let assessment = assess(set)
    #expect(assessment.summary.reps == 5)
    #expect(assessment.verdicts.joined().allSatisfy { $0 == .notAssessed })
    #expect(assessment.capture.confidence == .low)
  }
}
