import Foundation
import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("What is a set, and what is not")
struct SetReadingTests {
  private func outcome(_ track: PoseTrack) -> Outcome {
    if case .unread(let outcome, let reason, _) = SetReading(track, options: AnalysisOptions()) {
      #expect(!reason.isEmpty)
      return outcome
    }
    return .assessed
  }

  private func wave(_ time: Double) -> Double { 0.5 - 0.5 * cos(2 * .pi * time / 3) }

  @Test("an empty gym has no athlete")
  func empty() {
    #expect(outcome(.of([])) == .noAthlete)
    let still = SceneGlance(brightness: 0.5, shift: nil, isCut: false)
    let frames = (0..<90).map { TrackedFrame(time: Double($0) / 30, pose: nil, damaged: false, scene: still) }
    #expect(outcome(.of(frames)) == .noAthlete)
  }

  @Test("a handful of frames is no set", arguments: [1, 2, 5])
  func fewFrames(count: Int) {
    var track = SyntheticSet().render()
    track.frames = Array(track.frames.prefix(count))
    #expect(outcome(track) == .notAssessable)
  }

  @Test("an athlete who lies still has no reps", arguments: [0.0, 1, 3])
  func still(noise: Double) {
    var set = SyntheticSet(count: 0)
    set.lead = 10
    set.noise = noise
    #expect(outcome(set.render()) == .noReps)
  }

  @Test("standing, squatting, bending over and walking are other things")
  func upright() {
    #expect(outcome(.upright(seconds: 15)) == .notThisExercise)
    #expect(outcome(.upright(seconds: 15, lean: { 40 * wave($0) }, squat: wave)) == .notThisExercise)
    #expect(outcome(.upright(seconds: 15, lean: { 85 * wave($0) })) == .notThisExercise)
  }

  @Test("a torso that goes up and down over still legs is the other exercise")
  func backExtension() {
    var set = SyntheticSet()
    set.torsoMoves = true
    set.trunkElevation = 25
    #expect(outcome(set.render()) == .notThisExercise)
  }

  @Test("legs that go from the line to the front of the body are those of someone on the back")
  func lyingOnTheBack() {
    var set = SyntheticSet(SyntheticRep(top: 80))
    set.bottom = 5
    #expect(outcome(set.render()) == .notThisExercise)
  }

  @Test("landmarks that leap about are never a set", arguments: 1...8)
  func bystanders(seed: Int) {
    var random = SeededNoise(seed: UInt64(seed))
    let track = SyntheticSet().render().mapPoses { _, pose in
      pose.mapPositions { Point(x: $0.x + random.normal(120), y: $0.y + random.normal(120)) }
    }
    #expect(outcome(track) != .assessed)
  }

  @Test("a view from the front cannot be judged")
  func frontView() {
    let track = SyntheticSet().render().mapPoses { _, pose in
      var landmarks = pose.landmarks
      for joint in Joint.allCases where "\(joint)".hasPrefix("right") { landmarks[joint.rawValue].position.x += 120 }
      return Pose(landmarks: landmarks, presence: 1)
    }
    #expect(outcome(track) == .notAssessable)
  }

  @Test("one leg at a time is refused when the other one is in plain sight")
  func singleLeg() {
    let track = SyntheticSet().render().mapPoses { _, pose in
      var landmarks = pose.landmarks
      let hip = pose[.rightHip].position
      for (joint, length) in [(Joint.rightKnee, 110.0), (.rightAnkle, 210), (.rightHeel, 210), (.rightFootIndex, 215)] {
        landmarks[joint.rawValue] = Landmark(
          position: Point(x: hip.x + 20, y: hip.y + length), depth: 100, visibility: 0.8)
      }
      return Pose(landmarks: landmarks, presence: 1)
    }
    #expect(outcome(track) == .notThisExercise)
  }

  @Test("walking in, lying down, getting up: only the reps between them count")
  func walkIn() throws {
    let walk = PoseTrack.upright(seconds: 6)
    let track = PoseTrack.joined([walk, SyntheticSet(count: 4).render(), walk])
    let motion = try #require(SetReading(track, options: AnalysisOptions()).motion)
    #expect(motion.reps.count == 4)
    #expect(abs(motion.span.from - 6) < 1)
    #expect(motion.otherSets == [])
  }

  @Test("of two sets the longer one is judged, and the time of the other one is known")
  func severalSets() throws {
    let walk = PoseTrack.upright(seconds: 8)
    let short = SyntheticSet(count: 2).render()
    let track = PoseTrack.joined([short, walk, SyntheticSet(count: 4).render(), walk, SyntheticSet(count: 1).render()])
    let motion = try #require(SetReading(track, options: AnalysisOptions()).motion)
    #expect(motion.countedReps.count == 4)
    let other = try #require(motion.otherSets.first)
    // One rep alone is no set.
    #expect(motion.otherSets.count == 1)
    #expect(other.from < 0.5)
    let length = try #require(short.frames.last).time
    #expect(abs(other.to - length) < 1)
    let window = AnalysisOptions(start: other.from, end: other.to)
    #expect(SetReading(track, options: window).motion?.countedReps.count == 2)
  }

  @Test("a plank that lasts longer than the set does not hide it")
  func plankFirst() throws {
    var plank = SyntheticSet(count: 0)
    plank.bottom = -5
    plank.lead = 20
    let track = PoseTrack.joined([plank.render(), .upright(seconds: 5), SyntheticSet(count: 2).render()])
    let reading = SetReading(track, options: AnalysisOptions())
    guard case .set(let motion) = reading else {
      Issue.record("it was not read")
      return
    }
    #expect(motion.span.from > 30)
    #expect(motion.otherSets == [])
  }

  @Test("a short set in a long video is found")
  func shortSet() throws {
    let set = SyntheticSet(count: 2)
    var frames = set.render().frames
    let seen = frames.count
    let still = SceneGlance(brightness: 0.5, shift: nil, isCut: false)
    while frames.count < 12 * 60 * 30 {
      frames.append(TrackedFrame(time: Double(frames.count) / 30, pose: nil, damaged: false, scene: still))
    }
    #expect(seen * 50 < frames.count)
    let motion = try #require(SetReading(.of(frames), options: AnalysisOptions()).motion)
    #expect(motion.countedReps.count == 2)
  }

  @Test("a person who shows for half a second is no athlete")
  func glimpse() {
    #expect(outcome(SyntheticSet().render().mapPoses { index, pose in index < 15 ? pose : nil }) == .noAthlete)
  }

  private func reason(_ track: PoseTrack, _ options: AnalysisOptions) -> String {
    guard case .unread(_, let reason, _) = SetReading(track, options: options) else { return "" }
    return reason
  }

  @Test("a stretch without any frame is said to be one")
  func emptyWindow() {
    let options = AnalysisOptions(start: 1000)
    let track = SyntheticSet().render()
    guard case .unread(.notAssessable, let reason, _) = SetReading(track, options: options) else {
      Issue.record("it was read")
      return
    }
    #expect(reason.contains("--start"))
  }

  @Test(
    "a person who was asked for and is not there is said to be missing", arguments: [(1, "1 person"), (3, "3 people")])
  func missingPerson(candidates: Int, words: String) {
    var track = SyntheticSet().render().mapPoses { _, _ in nil }
    track.athlete = AthleteChoice(choice: .user, candidates: candidates, trackedFraction: 0, redetections: 0)
    let said = reason(track, AnalysisOptions(person: 4))
    #expect(said.hasPrefix("person 4 was asked for, but only \(words)"))
    #expect(reason(.of(track.frames), AnalysisOptions()) == "no person was found in the picture")
  }

  @Test("--start and --end leave the rest of the clip out")
  func startAndEnd() throws {
    let set = SyntheticSet(count: 5)
    let options = AnalysisOptions(start: set.onsets[1] - 0.5, end: set.onsets[3] - 0.1)
    let motion = try #require(SetReading(set.render(), options: options).motion)
    #expect(motion.countedReps.count == 2)
  }
}
