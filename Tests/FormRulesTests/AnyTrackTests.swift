import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

@Suite("Whatever the track")
struct AnyTrackTests {
  /// A set that has been through a lot: noise, losses, damage, cuts, wandering time stamps, another speed.
  private func battered(_ seed: Int) -> PoseTrack {
    var random = SeededNoise(seed: UInt64(seed))
    let reps = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      SyntheticRep(
        top: random.uniform(-60...40), ascent: random.uniform(0.1...3), hold: random.uniform(0...2),
        descent: random.uniform(0.1...3), rest: random.uniform(0...1), headBack: random.uniform(-40...40))
    }
    var set = SyntheticSet(reps)
    set.noise = pow(10, random.uniform(-1...2))
    set.frameRate = random.uniform(5...120)
    set.trunkElevation = random.uniform(-50...80)
    set.bottom = random.uniform(-130...20)
    set.torso = random.uniform(5...300)
    set.lead = random.uniform(0...2)
    set.jitter = 0.4
    set.seed = UInt64(seed)
    var track = set.render()
    let loss = random.uniform(0...0.7)
    var late = 0.0
    for index in track.frames.indices {
      if random.uniform(0...1) < loss { track.frames[index].pose = nil }
      if random.uniform(0...1) < 0.005 { track.frames[index].damaged = true }
      if random.uniform(0...1) < 0.003 { track.frames[index].scene.isCut = true }
      if random.uniform(0...1) < 0.003 { late += random.uniform(0...4) }
      track.frames[index].time += late
    }
    return track
  }

  @Test("there is an answer, every number in it is one, and asking again gives the same", arguments: 1...150)
  func answers(seed: Int) throws {
    let track = battered(seed)
    let profile = Profile.allCases[seed % Profile.allCases.count]
    let options = AnalysisOptions(profile: profile)
    let assessment = FormAssessor.assess(track, options: options)
    #expect((assessment.outcome == .assessed) == (assessment.reason == nil))
    #expect(assessment.cues.count <= 3)
    // JSON refuses NaN and infinity.
    _ = try JSONEncoder().encode(assessment.reps)
    _ = try JSONEncoder().encode(assessment.setFindings)
    _ = try JSONEncoder().encode(assessment.capture)
    #expect(FormAssessor.assess(track, options: options) == assessment)
  }

  @Test("all joints in one place, and all joints still, are no set")
  func degenerate() {
    let heap = SyntheticSet().render().mapPoses { _, pose in pose.mapPositions { _ in Point(x: 5, y: 5) } }
    #expect(FormAssessor.assess(heap, options: AnalysisOptions()).outcome != .assessed)
    let pose = SyntheticSet().render().frames[0].pose
    let still = SyntheticSet().render().mapPoses { _, _ in pose }
    #expect(FormAssessor.assess(still, options: AnalysisOptions()).outcome == .noReps)
  }
}
