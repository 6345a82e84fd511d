import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

@Suite("torso-still and sliding")
struct TorsoRulesTests {
  private func assess(_ track: PoseTrack, _ profile: Profile = .bench) -> Assessment {
    FormAssessor.assess(track, options: AnalysisOptions(profile: profile))
  }

  /// Shoulders, arms and head turn to and fro about the hips, by `degrees` from end to end, once in 1.3 s.
  private func rocking(_ degrees: Double, noise: Double = 0) -> PoseTrack {
    var set = SyntheticSet()
    set.noise = noise
    return set.render().mapPoses { index, pose in
      let turn = degrees / 2 * sin(2 * .pi * Double(index) / 30 / 1.3) * .pi / 180
      let hip = pose[.leftHip].position
      return Pose(
        landmarks: Joint.allCases.map { joint in
          var landmark = pose[joint]
          if !TorsoRulesTests.legs.contains(joint) {
            let arm = landmark.position - hip
            landmark.position =
              hip + Point(x: arm.x * cos(turn) - arm.y * sin(turn), y: arm.x * sin(turn) + arm.y * cos(turn))
          }
          return landmark
        }, presence: 1)
    }
  }

  /// Everything moves by `share` of the torso's length toward the feet between the first and the last frame.
  private func sliding(_ share: Double, noise: Double = 0, count: Int = 5) -> PoseTrack {
    var set = SyntheticSet(count: count)
    set.noise = noise
    let track = set.render()
    return track.mapPoses { index, pose in
      let way = share * 140 * Double(index) / Double(track.frames.count)
      return pose.mapPositions { Point(x: $0.x + way, y: $0.y) }
    }
  }

  private static let legs = Set(
    Joint.allCases.filter { joint in ["Hip", "Knee", "Ankle", "Heel", "Foot"].contains { "\(joint)".contains($0) } })

  @Test(
    "a torso that rocks is flagged, one that gives a little is not, and a ball may give more",
    arguments: [
      (Profile.bench, 3.0, Verdict.ok), (.bench, 16, .flag), (.machine, 16, .flag),
      (.incline45, 3, .ok), (.ballOnBench, 8, .ok), (.ball, 10, .ok),
    ])
  func rocks(profile: Profile, degrees: Double, verdict: Verdict) {
    #expect(assess(rocking(degrees), profile).verdict("torso-still") == verdict)
    #expect(assess(rocking(degrees, noise: 0.5), profile).usualVerdict("torso-still") == verdict)
  }

  @Test("a hidden shoulder says nothing of the torso")
  func hidden() {
    let track = SyntheticSet().render().mapPoses { _, pose in
      Pose(
        landmarks: Joint.allCases.map { joint in
          var landmark = pose[joint]
          if "\(joint)".contains("Shoulder") { landmark.visibility = 0.05 }
          return landmark
        }, presence: 1)
    }
    #expect(assess(track).verdict("torso-still") == .notAssessed)
  }

  @Test(
    "who slides by a quarter of the torso is told so, whichever way the head points",
    arguments: [
      (0.0, Verdict.ok), (0.05, .ok), (0.12, .borderline), (0.3, .flag), (-0.3, .flag),
    ])
  func slides(share: Double, verdict: Verdict) throws {
    let track = sliding(share)
    for track in [track, track.mirrored, sliding(share, noise: 0.7)] {
      let found = try #require(assess(track).setFindings.first { $0.finding.rule == RuleID("sliding") })
      #expect(found.finding.verdict == verdict, "\(found.finding.message)")
      #expect(found.reps == [1, 2, 3, 4, 5])
    }
  }

  @Test("two reps are too few to see a drift")
  func tooFew() {
    let found = assess(sliding(0.3, count: 2)).setFindings.first { $0.finding.rule == RuleID("sliding") }
    #expect(found?.finding.verdict == .notAssessed)
  }
}
