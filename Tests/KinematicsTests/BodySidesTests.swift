import Kinematics
import Movement
import MovementTesting
import Testing

@Suite("The sides of a body in a track")
struct BodySidesTests {
  private static let parts: [BodyPart] = [.knee, .ankle, .toe, .farKnee, .farAnkle]
  /// Legs far apart, so that it shows which is which; hips and shoulders lie too close together to tell.
  private func track(facing: Facing = .left) -> PoseTrack {
    var set = SyntheticSet(SyntheticRep(), count: 2)
    set.facing = facing
    set.farLag = 25
    return set.render()
  }

  private func places(_ track: PoseTrack, set: TimeSpan? = nil) -> [[Point]] {
    let sides = BodySides(track.frames, set: set)
    return track.frames.indices.map { index in
      Self.parts.map { sides.landmark($0, in: track.frames[index].pose!, frame: index).position }
    }
  }

  @Test("has the better seen side near", arguments: [(Facing.left, Side.left), (.right, .right)])
  func near(facing: Facing, expected: Side) {
    #expect(BodySides(track(facing: facing).frames, set: nil).near == expected)
  }

  @Test("goes on along the same leg where the model exchanges the labels")
  func exchanged() {
    let track = track()
    let swapped = track.mapPoses { index, pose in index % 50 < 4 ? pose.withSidesExchanged : pose }
    #expect(places(swapped) == places(track))
  }

  @Test("does not ask the time before and after the set")
  func outside() {
    let track = track()
    let end = track.frames[track.frames.count - 1].time
    // Most of the clip shows the other side, while the athlete gets on.
    let turned = track.mapPoses { index, pose in
      track.frames[index].time < 0.8 * end ? pose.mapPositions { $0 + Point(x: 3000, y: 0) }.withSidesExchanged : pose
    }
    #expect(BodySides(turned.frames, set: TimeSpan(from: 0.82 * end, to: end)).near == .left)
  }

  @Test("is any side in a track without poses")
  func nobody() {
    let track = track().mapPoses { _, _ in nil }
    #expect(BodySides(track.frames, set: nil).near == .left)
    #expect(BodySides([], set: nil).near == .left)
  }
}
