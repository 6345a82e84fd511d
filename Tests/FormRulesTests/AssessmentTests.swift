import FormRules
import Movement
import MovementTesting
import Testing

@Suite("The assessment as a whole")
struct AssessmentTests {
  @Test("the same rule over several reps is one finding and one cue")
  func together() throws {
    var set = SyntheticSet(count: 4)
    for rep in [1, 3] { set.reps[rep].hold = 0.05 }
    let assessment = assess(set)
    #expect(assessment.summary.flaggedReps == [2, 4])
    #expect(assessment.setFaults.map(\.reps) == [[2, 4]])
    let cue = try #require(assessment.cues.first)
    #expect(assessment.cues.count == 1)
    #expect(cue.rule == RuleID("pause"))
    #expect(cue.reps == [2, 4])
  }

  @Test("at most three cues, jerks and legs above the line in front")
  func ranking() {
    var set = SyntheticSet(SyntheticRep(top: 0, hold: 0.05, headBack: 40))
    set.reps[4] = SyntheticRep(top: 32, hold: 0.05, headBack: 40)
    let cues = assess(set).cues
    #expect(cues.count == 3)
    #expect(cues.first?.rule == RuleID("above-line"))
    #expect(cues.first?.reps == [5])
  }

  @Test("a finding says what was seen, the guide's words and the moment, and never speaks of injury")
  func sentences() throws {
    var set = SyntheticSet(SyntheticRep(top: -40, hold: 0.1, headBack: 40))
    set.reps[1].shape = .stopAndGo
    set.reps[2].shape = .jerkIntoTop
    let assessment = assess(set)
    #expect(Set(assessment.flags).count >= 3)
    for finding in assessment.reps.flatMap(\.findings) {
      #expect(finding.message.hasSuffix("."))
      for word in ["injur", "pain", "danger", "lumbar"] { #expect(!finding.message.lowercased().contains(word)) }
      guard finding.verdict == .flag else { continue }
      #expect(finding.message.contains("(S0)") || finding.message.contains("(S1)"))
      #expect(finding.message.contains(" at 0:"))
      #expect(finding.value != nil && finding.limit != nil && finding.uncertainty != nil)
    }
  }

  @Test("nothing to assess is said with a reason, and without findings")
  func nothing() {
    let assessment = FormAssessor.assess(.upright(seconds: 8), options: AnalysisOptions())
    #expect(assessment.outcome == .notThisExercise)
    #expect(assessment.reason != nil)
    #expect(assessment.reps.isEmpty && assessment.cues.isEmpty)
    #expect(assessment.summary.tempo == nil)
  }

  @Test("one rep is a set")
  func oneRep() {
    let assessment = assess(SyntheticSet(count: 1))
    #expect(assessment.summary.reps == 1)
    #expect(assessment.flags.isEmpty)
  }

  @Test("what could not be judged at all is listed with its reason")
  func notJudged() {
    var set = SyntheticSet()
    set.faceInArms = true
    let lines = assess(set).notJudged
    #expect(lines.contains { $0.rule == RuleID("head-jerk") && $0.reason.contains("arms") })
    #expect(lines.last?.rule == nil)
  }

  @Test(
    "filming that makes verdicts less sure is said",
    arguments: ["small-body", "low-frame-rate", "assumed-profile", "damaged-video", "other-people", "profile-mismatch"])
  func warnings(code: String) {
    var set = SyntheticSet(SyntheticRep(ascent: 2, descent: 3))
    set.torso = 70
    set.frameRate = 20
    set.trunkElevation = 40
    var track = set.render()
    track.frames[3].damaged = true
    track.athlete?.candidates = 3
    let codes = FormAssessor.assess(track, options: AnalysisOptions()).capture.warnings.map(\.code)
    #expect(codes.contains(code))
    let good = assess(SyntheticSet()).capture
    #expect(good.warnings.isEmpty)
    #expect(good.confidence == .high)
  }

  @Test("legs are out of the picture where they leave it, not where the camera has moved since the first frame")
  func legsOutOfFrame() {
    func isWarned(_ way: @escaping (Int) -> Double) -> Bool {
      var track = SyntheticSet().render().mapPoses { index, pose in
        pose.mapPositions { $0 + Point(x: way(index), y: 0) }
      }
      for index in track.frames.indices.dropFirst() {
        track.frames[index].scene.shift = Point(x: way(index) - way(index - 1), y: 0)
      }
      let assessment = FormAssessor.assess(track, options: AnalysisOptions(profile: .bench))
      #expect(assessment.summary.reps == 5)
      return assessment.capture.warnings.contains { $0.code == "out-of-frame" }
    }
    #expect(!isWarned { max(0, 600 - 20 * Double($0)) })
    #expect(isWarned { _ in 600 })
  }

  @Test("every rule has its words, its way of measuring and a cue, and its name but once")
  func book() {
    #expect(Set(RuleBook.rules.map(\.id)).count == RuleBook.rules.count)
    for rule in RuleBook.rules {
      #expect(!rule.title.isEmpty && !rule.measured.isEmpty)
      guard rule.id != RuleID("capture") else { continue }
      #expect(!rule.words.isEmpty && !rule.cue.isEmpty)
      for profile in Profile.allCases {
        #expect(!rule.words(for: profile).isEmpty && !rule.cue(for: profile).isEmpty)
        for limit in ProfileSheet.builtIn(profile).limits(of: rule.id) ?? [] {
          #expect(limit.side == .atMost ? limit.ok <= limit.flag : limit.ok >= limit.flag)
          #expect(limit.side == .atMost ? limit.flag < limit.strong : limit.flag > limit.strong)
          #expect(!limit.reason.isEmpty)
        }
      }
    }
  }
}
