import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

@Suite("head-jerk and head-steady")
struct HeadRulesTests {
  private func set(_ degrees: Double, noise: Double = 0) -> SyntheticSet {
    var set = SyntheticSet(SyntheticRep(headBack: degrees))
    set.noise = noise
    return set
  }

  @Test("a head thrown back is flagged, a little nod is not, on every equipment", arguments: Profile.allCases)
  func jerk(profile: Profile) {
    #expect(assess(set(35), profile).verdict("head-jerk") == .flag)
    #expect(assess(set(18), profile).verdict("head-jerk") == .borderline)
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

  private func judged(_ track: PoseTrack) -> Assessment {
    FormAssessor.assess(track, options: AnalysisOptions(profile: .bench))
  }

  @Test(
    "a glitch of the track is no movement of the head, wherever in the rep it comes",
    arguments: [0.2, 0.5, 0.8, 1.4, 3])
  func glitch(after seconds: Double) {
    let set = set(0, noise: 0.3)
    for way in [-16.0, 16] {
      for reps in [0..<1, 1..<3] {
        let starts = set.onsets[reps].map { Int(($0 + seconds) * 30) }
        let track = set.render().mapPoses { index, pose in
          guard starts.contains(where: { ($0..<$0 + 8).contains(index) }) else { return pose }
          var landmarks = pose.landmarks
          landmarks[Joint.nose.rawValue].position.x += way
          return Pose(landmarks: landmarks, presence: 1)
        }
        let assessment = judged(track)
        #expect(assessment.verdict("head-steady") == .ok)
        #expect(assessment.verdict("head-jerk") == .ok)
      }
    }
  }

  /// The nose turned about the ear by `degrees` in `rise` seconds from the onset of each ascent, and back as fast.
  private func nodding(_ degrees: Double, rise: Double, stay: Double, frameRate: Double) -> PoseTrack {
    var set = set(0, noise: 0.2)
    set.frameRate = frameRate
    var course = Course(from: 0)
    course.move(to: degrees, in: rise)
    course.rest(stay)
    course.move(to: 0, in: rise)
    let onsets = set.onsets
    return set.render().mapPoses { index, pose in
      let time = Double(index) / frameRate
      let angle = onsets.map { course.angle(at: time - $0 - 0.3) }.max { abs($0) < abs($1) } ?? 0
      let ear = pose[.leftEar].position
      let way = pose[.nose].position - ear
      let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
      var landmarks = pose.landmarks
      // Back is clockwise with the head at -x, in a picture whose y goes down.
      landmarks[Joint.nose.rawValue].position =
        ear + Point(x: cosine * way.x - sine * way.y, y: sine * way.x + cosine * way.y)
      return Pose(landmarks: landmarks, presence: 1)
    }
  }

  @Test(
    "a head thrown back that comes back at once is no glitch", arguments: [24.0, 35],
    [(0.4, 0.0), (0.3, 0.15), (0.25, 0.3)])
  func jerkAndReturn(degrees: Double, course: (rise: Double, stay: Double)) {
    for frameRate in [24.0, 30, 60] {
      let assessment = judged(nodding(degrees, rise: course.rise, stay: course.stay, frameRate: frameRate))
      let verdicts = assessment.verdicts(of: "head-jerk")
      #expect(verdicts.count == 5)
      #expect(verdicts.allSatisfy { degrees == 35 ? $0 == .flag : $0 == .flag || $0 == .borderline })
      #expect(assessment.values(.headExcursion).allSatisfy { abs($0.value - degrees) < 4 })
    }
  }

  @Test("a head that was not seen at first is compared with the first rep in which it was")
  func drift() throws {
    let set = set(0, noise: 0.2)
    let second = Int((set.onsets[1] - 0.3) * 30)
    let third = Int((set.onsets[2] - 0.3) * 30)
    let track = nodding(0, rise: 1, stay: 0, frameRate: 30).mapPoses { index, pose in
      var landmarks = pose.landmarks
      if index < second {
        landmarks[Joint.nose.rawValue].visibility = 0.2
      } else if index >= third {
        let ear = pose[.leftEar].position
        let way = pose[.nose].position - ear
        landmarks[Joint.nose.rawValue].position = ear + Point(x: -way.y, y: way.x)
      }
      return Pose(landmarks: landmarks, presence: 1)
    }
    let assessment = judged(track)
    let verdicts = assessment.verdicts(of: "head-steady")
    #expect(verdicts == [.notAssessed, .ok, .flag, .flag, .flag])
    let last = try #require(assessment.reps.last?.findings.first { $0.rule == RuleID("head-steady") })
    #expect(last.message.contains("where it was in rep 2"))
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
