import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("The floor")
struct FloorLineTests {
  private func floor(_ track: PoseTrack) throws -> FloorLine? {
    try #require(SetReading(track, options: AnalysisOptions()).motion).standingFloor
  }

  @Test("a named floor is raised to where the landmarks of a standing foot lie")
  func named() {
    let floor = FloorLine(named: 600, legLength: 200)
    #expect(abs(floor.level + 592) < 1e-9)
    #expect(abs(floor.clearance(of: -572, legLength: 200) - 0.1) < 1e-9)
  }

  @Test("feet well below it disprove it, feet on it and feet lost for a moment do not")
  func disproved() {
    let floor = FloorLine(named: 600, legLength: 200)
    let hanging = [Double](repeating: -560, count: 200)
    #expect(!floor.isDisproved(by: hanging, legLength: 200))
    #expect(!floor.isDisproved(by: hanging + [-598, -598, -598, -598], legLength: 200))
    #expect(!floor.isDisproved(by: hanging + [-700, -700], legLength: 200))
    #expect(floor.isDisproved(by: hanging + [Double](repeating: -620, count: 20), legLength: 200))
    #expect(!floor.isDisproved(by: [], legLength: 200))
  }

  @Test("the level is that of the feet under somebody who stands, before or after", arguments: [true, false])
  func standing(isBefore: Bool) throws {
    let track = SyntheticSet().render().joined(with: .upright(seconds: 3, noise: 0.4), isBefore: isBefore)
    let level = try #require(try floor(track)).level
    #expect(abs(level + 800) < 1.5)
  }

  @Test("a camera that moved between standing and lying is taken into account")
  func cameraMoved() throws {
    var track = SyntheticSet().render().joined(with: .upright(seconds: 3, noise: 0.4), isBefore: true)
    // Thirty pixels while somebody lies down: the set shows that much lower.
    for index in track.frames.indices where track.frames[index].time > 2.995 {
      track.frames[index].pose = track.frames[index].pose?.mapPositions { $0 + Point(x: 0, y: 30) }
    }
    let first = try #require(track.frames.firstIndex { $0.time > 2.995 })
    track.frames[first].scene.shift = Point(x: 0, y: 30)
    let level = try #require(try floor(track)).level
    #expect(abs(level + 830) < 1.5)
  }

  @Test("somebody who squats, leans or is far away shows no floor, and neither does one who lies")
  func none() throws {
    let set = SyntheticSet().render()
    #expect(try floor(set) == nil)
    let squatting = PoseTrack.upright(seconds: 3, squat: { _ in 1 })
    #expect(try floor(set.joined(with: squatting, isBefore: true)) == nil)
    let leaning = PoseTrack.upright(seconds: 3, lean: { _ in 40 })
    #expect(try floor(set.joined(with: leaning, isBefore: true)) == nil)
    #expect(try floor(set.joined(with: PoseTrack.upright(seconds: 3).scaled(by: 0.5), isBefore: true)) == nil)
  }

  @Test("feet that walk on do not say where the floor is, until they stop")
  func walking() throws {
    let walking = PoseTrack.upright(seconds: 3, noise: 0.2).mapPoses { index, pose in
      pose.mapPositions { $0 + Point(x: 0, y: 1.5 * Double(min(index, 60)) - 90) }
    }
    let stopped = SyntheticSet().render().joined(with: walking, isBefore: true)
    #expect(abs((try #require(try floor(stopped))).level + 800) < 1.5)
    let never = PoseTrack.upright(seconds: 3, noise: 0.2).mapPoses { index, pose in
      pose.mapPositions { $0 + Point(x: 0, y: 1.5 * Double(index) - 90) }
    }
    #expect(try floor(SyntheticSet().render().joined(with: never, isBefore: true)) == nil)
  }
}
