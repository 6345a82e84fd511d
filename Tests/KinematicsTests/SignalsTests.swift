import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("Signals")
struct SignalsTests {
  private func motion(_ set: SyntheticSet) throws -> SetMotion {
    try #require(SetReading(set.render(), options: AnalysisOptions()).motion)
  }

  @Test("delta follows the true angle to a tenth of a degree on a clean track", arguments: [Facing.left, .right])
  func delta(facing: Facing) throws {
    var set = SyntheticSet()
    set.facing = facing
    let motion = try motion(set)
    let course = set.course
    for index in stride(from: 0, to: motion.timeline.count, by: 7) {
      #expect(abs(motion.signals.deltaRaw[index] - course.angle(at: motion.timeline.time(index))) < 0.1)
    }
  }

  @Test("facing comes from the torso, and the near side from visibility", arguments: [Facing.left, .right])
  func facing(facing: Facing) throws {
    var set = SyntheticSet()
    set.facing = facing
    let motion = try motion(set)
    #expect(motion.body.facing == facing)
    #expect(motion.body.near == (facing == .left ? .left : .right))
  }

  @Test("phi and tau are elevations: legs hang at phi = bottom, a rising trunk has tau > 0")
  func elevations() throws {
    var set = SyntheticSet()
    set.trunkElevation = 20
    set.bottom = -100
    let motion = try motion(set)
    #expect(abs(motion.trunkElevation - 20) < 0.5)
    #expect(abs(motion.signals.phi[5] + 80) < 0.5)
    #expect(abs(motion.signals.kappa[5] - 8) < 0.5, "the shank is drawn 8° toward the back")
  }

  @Test(
    "eta rises when the head goes toward the back, whichever way the athlete faces", arguments: [Facing.left, .right])
  func eta(facing: Facing) throws {
    var set = SyntheticSet(SyntheticRep(headBack: 30))
    set.facing = facing
    let motion = try motion(set)
    let before = motion.signals.eta[motion.timeline.index(1)]
    let during = motion.signals.eta[motion.timeline.index(2.7)]
    #expect(abs(before + 50) < 1, "drawn 50° before the trunk line")
    #expect(abs(during - before - 30) < 1)
  }

  @Test("labels that swap for a few frames change nothing")
  func swappedLabels() throws {
    var set = SyntheticSet()
    set.noise = 0.5
    // Legs apart, so that a swap would be a leap.
    let apart = set.render().mapPoses { _, pose in
      var landmarks = pose.landmarks
      for joint in [Joint.rightKnee, .rightAnkle, .rightHeel, .rightFootIndex] {
        landmarks[joint.rawValue].position.y += 60
      }
      return Pose(landmarks: landmarks, presence: 1)
    }
    let swapped = apart.mapPoses { index, pose in index % 50 < 4 ? pose.withSidesExchanged : pose }
    let a = try #require(SetReading(apart, options: AnalysisOptions()).motion)
    let b = try #require(SetReading(swapped, options: AnalysisOptions()).motion)
    let difference = zip(a.signals.delta6, b.signals.delta6).map { abs($0 - $1) }.max() ?? .infinity
    // The shoulders lie 5 pixels apart and stay as labelled, which is 1.6° of the trunk.
    #expect(difference < 2)
  }

  @Test("gaps up to .2 s are filled, longer ones are missing", arguments: [(5, false), (9, true)])
  func gaps(frames: Int, isMissing: Bool) throws {
    let track = SyntheticSet().render().mapPoses { index, pose in (100..<100 + frames).contains(index) ? nil : pose }
    let motion = try #require(SetReading(track, options: AnalysisOptions()).motion)
    #expect(motion.signals.deltaRaw.contains { $0.isNaN } == isMissing)
  }

  @Test("a camera that drifts is taken out of the body's path")
  func cameraDrift() throws {
    var track = SyntheticSet().render()
    for index in track.frames.indices {
      let drift = 0.5 * Double(index)
      track.frames[index].pose = track.frames[index].pose?.mapPositions { Point(x: $0.x + drift, y: $0.y) }
      if index > 0 { track.frames[index].scene.shift = Point(x: 0.5, y: 0) }
    }
    let motion = try #require(SetReading(track, options: AnalysisOptions()).motion)
    #expect(motion.isCameraMoving)
    #expect((motion.signals.tau.robustRange() ?? 90) < 0.2)
  }

  @Test("noise is measured on still frames: half a pixel on a 112 px thigh", arguments: [0.25, 0.5, 1.0])
  func noise(pixels: Double) throws {
    var set = SyntheticSet()
    set.noise = pixels
    let motion = try motion(set)
    // Hip and knee jitter across a thigh of .8 Lt, the shoulder across the trunk.
    let expected = 57.3 * pixels * (2 / (112.0 * 112) + 1 / (140.0 * 140)).squareRoot()
    #expect(motion.isNoiseFromStills)
    #expect((0.6...1.1).contains(motion.noise / expected))
  }

  @Test("the columns of signals.csv have a value for every moment, and the hip angle is 180° + delta")
  func columns() throws {
    let table = try motion(SyntheticSet()).signals.table
    let columns = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.values) })
    let hipAngle = try #require(columns["hipAngle"]?.first ?? nil)
    let deviation = try #require(columns["bodyLineDeviation"]?.first ?? nil)
    #expect(abs(hipAngle - 105) < 0.5)
    #expect(abs(deviation + 75) < 0.5)
  }
}
