import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("Finding reps")
struct RepFinderTests {
  private func motion(_ track: PoseTrack) throws -> SetMotion {
    try #require(SetReading(track, options: AnalysisOptions()).motion)
  }

  @Test("every rep is found once, at any speed and noise", arguments: [(1, 0.0), (2, 1.0), (5, 1.5), (12, 2.0)])
  func counts(count: Int, noise: Double) throws {
    var set = SyntheticSet(count: count)
    set.noise = noise
    #expect(try motion(set.render()).countedReps.count == count)
  }

  @Test("swung reps without any pause are counted", arguments: [0.6, 0.8, 1.0])
  func swings(duration: Double) throws {
    let rep = SyntheticRep(ascent: duration, hold: 0, descent: duration, rest: 0)
    #expect(try motion(SyntheticSet(rep, count: 8).render()).countedReps.count == 8)
  }

  @Test(
    "a top at a third of the usual range is an attempt, at two thirds a rep",
    arguments: [(-52.0, Rep.Kind.attempt), (-25, .rep)])
  func attempts(top: Double, kind: Rep.Kind) throws {
    let reps = [SyntheticRep(), SyntheticRep(), SyntheticRep(top: top), SyntheticRep()]
    let motion = try motion(SyntheticSet(reps).render())
    #expect(motion.reps.count == 4)
    #expect(motion.reps[2].kind == kind)
    #expect(motion.reps.last?.number == (kind == .rep ? 4 : 3))
  }

  @Test("levels, moments and durations are those that were performed")
  func levels() throws {
    let set = SyntheticSet(SyntheticRep(top: -3, ascent: 1.2, hold: 1.2, descent: 2))
    let reps = try motion(set.render()).reps
    #expect(reps.count == 5)
    for (rep, onset) in zip(reps, set.onsets) {
      #expect(abs(rep.topLevel + 3) < 0.5)
      #expect(abs(rep.bottomLevelAfter + 75) < 0.5)
      #expect(abs(rep.ascent.fullDuration - 1.2) < 0.08)
      #expect(abs((rep.descent?.fullDuration ?? 0) - 2) < 0.08)
      // Leaving a band of 5° of 72° takes a minimum-jerk move about .21 of its time.
      #expect(abs(rep.start - onset - 0.22 * 1.2) < 0.06)
      #expect(rep.interruption == nil)
    }
  }

  @Test("the hold is read to a tenth of a second", arguments: [0.3, 0.7, 1.0, 2.0])
  func holds(seconds: Double) throws {
    let set = SyntheticSet(SyntheticRep(hold: seconds))
    let reps = try motion(set.render()).reps
    #expect(reps.count == 5)
    for (index, rep) in reps.enumerated() {
      #expect(abs(rep.hold.duration - set.trueHold(index)) < 0.08)
    }
  }

  @Test("a rep without any stop has a tenth or two of hold")
  func noStop() throws {
    let rep = SyntheticRep(ascent: 0.8, hold: 0, descent: 0.8, rest: 0.2)
    let reps = try motion(SyntheticSet(rep).render()).reps
    #expect(reps.count == 5)
    for rep in reps { #expect((0.05...0.3).contains(rep.hold.duration)) }
  }

  @Test("an overshoot does not eat the hold, and the level is where the legs came to rest")
  func overshoot() throws {
    let set = SyntheticSet(SyntheticRep(ascent: 1.2, hold: 1.2, shape: .jerkIntoTop))
    let reps = try motion(set.render()).reps
    #expect(reps.count == 5)
    for rep in reps {
      #expect(abs(rep.topLevel) < 1)
      #expect(rep.hold.duration > 1)
    }
  }

  @Test("a stop on the way up or down is not the top")
  func stopsOnTheWay() throws {
    var up = SyntheticSet(SyntheticRep(ascent: 1.5, hold: 0, descent: 1.5, shape: .hesitant(at: -23)))
    up.bottom = -100
    var lowering = SyntheticRep(ascent: 1.2, hold: 0, descent: 1.5)
    lowering.descentStop = -15
    for set in [up, SyntheticSet(lowering)] {
      let reps = try motion(set.render()).reps
      #expect(reps.count == 5)
      for rep in reps { #expect(abs(rep.topLevel) < 3) }
    }
  }

  @Test("fidgeting legs and a creeping hold make no extra reps")
  func fidgets() throws {
    let track = SyntheticSet(count: 3).render().mapPoses { index, pose in
      // The knee wanders by 8° in the rests.
      guard index < 40 else { return pose }
      var landmarks = pose.landmarks
      landmarks[Joint.leftKnee.rawValue].position.x += index % 20 < 10 ? 15 : 0
      return Pose(landmarks: landmarks, presence: 1)
    }
    #expect(try motion(track).reps.count == 3)
  }

  @Test("a clip that ends at the top of a rep: the rep is known as cut")
  func cutAtTop() throws {
    let set = SyntheticSet(count: 3)
    let track = set.render().cut(from: 0, to: set.onsets[2] + 1.2 + 0.6)
    let reps = try motion(track).reps
    #expect(reps.count == 3)
    #expect(reps.last?.interruption == .cutByEnd)
    #expect(reps[1].interruption == nil)
  }

  @Test("a clip that ends on the way up: that movement is not counted, and known")
  func cutOnTheWay() throws {
    let set = SyntheticSet(count: 3)
    let motion = try motion(set.render().cut(from: 0, to: set.onsets[2] + 0.6))
    #expect(motion.reps.count == 2)
    #expect(motion.hasCutMovement)
  }

  @Test("a clip that begins on the way up: the rep is known as cut")
  func cutByStart() throws {
    let set = SyntheticSet(count: 3)
    let reps = try motion(set.render().cut(from: set.onsets[0] + 0.55, to: 100)).reps
    #expect(reps.count == 3)
    #expect(reps.first?.interruption == .cutByStart)
    #expect(reps.last?.interruption == nil)
  }

  @Test("a clip that begins at the top: that movement is not counted, and known")
  func beginsAtTop() throws {
    let set = SyntheticSet(count: 3)
    let motion = try motion(set.render().cut(from: set.onsets[0] + 1.5, to: 100))
    #expect(motion.reps.count == 2)
    #expect(motion.hasCutMovement)
  }

  @Test("a rep that was lost for half a second, or is damaged, or cut, is known as such and still counted")
  func interruptions() throws {
    let set = SyntheticSet(count: 3)
    let at = Int((set.onsets[1] + 1.5) * 30)
    let lost = try motion(set.render().mapPoses { index, pose in (at..<at + 15).contains(index) ? nil : pose })
    guard case .gap = lost.reps[1].interruption else { throw Missing() }
    var track = set.render()
    track.frames[at].damaged = true
    let damaged = try motion(track)
    guard case .damaged = damaged.reps[1].interruption else { throw Missing() }
    for motion in [lost, damaged] {
      #expect(motion.reps.count == 3)
      #expect(motion.reps[0].interruption == nil)
      #expect(motion.reps[2].interruption == nil)
    }
  }

  @Test("a rep goes on through frames that the decoder left out for .2 s, not for longer", arguments: [0.15, 0.2, 0.4])
  func undecoded(seconds: Double) throws {
    let set = SyntheticSet(count: 3)
    var track = set.render()
    let from = set.onsets[1] + 1.5
    track.clip.decodeHealth.gaps = [TimeSpan(from: from, to: from + seconds)]
    let reps = try motion(track).reps
    #expect(reps.count == 3)
    #expect((reps[1].interruption == nil) == (seconds <= BodyPath.longestGap))
  }

  @Test("a set that breaks off for five seconds is judged up to there, the broken rep known as cut")
  func longLoss() throws {
    let set = SyntheticSet(count: 4)
    let at = Int((set.onsets[3] + 1.7) * 30)
    let track = set.render()
    let motion = try motion(track.mapPoses { index, pose in index >= at ? nil : pose })
    #expect(motion.reps.count == 4)
    #expect(motion.reps.last?.interruption == .cutByEnd)
  }

  private struct Missing: Error {}
}
