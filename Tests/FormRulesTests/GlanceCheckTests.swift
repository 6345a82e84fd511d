import FormRules
import Movement
import MovementTesting
import Testing

@Suite("Filming advice from ten glances")
struct GlanceCheckTests {
  /// Ten frames of a set, about two seconds apart, changed as asked.
  private func codes(
    _ set: SyntheticSet = SyntheticSet(), frame: (inout TrackedFrame) -> Void = { _ in },
    track change: (inout PoseTrack) -> Void = { _ in }
  ) -> [String] {
    var track = set.render()
    track.frames = stride(from: 0, to: track.frames.count, by: track.frames.count / 10).prefix(10).map {
      track.frames[$0]
    }
    for index in track.frames.indices { frame(&track.frames[index]) }
    change(&track)
    return CaptureCheck.warnings(ofGlances: track).map(\.code)
  }

  private func moved(_ way: Point) -> (inout TrackedFrame) -> Void {
    { frame in frame.pose = frame.pose?.mapPositions { $0 + way } }
  }

  @Test("a set filmed well needs none, whichever way the athlete faces", arguments: [Facing.left, .right])
  func good(facing: Facing) {
    var set = SyntheticSet()
    set.facing = facing
    #expect(codes(set) == [])
  }

  @Test("each weakness is said by itself")
  func each() {
    var small = SyntheticSet()
    small.torso = 70
    #expect(codes(small) == ["small-body"])
    #expect(codes(track: { $0.clip.frameRate = 15 }) == ["low-frame-rate"])
    #expect(codes(track: { $0.roll = -7 }) == ["camera-tilted"])
    #expect(codes(track: { $0.clip.variableFrameRate = true }) == ["variable-frame-rate"])
    #expect(codes(track: { $0.athlete?.candidates = 2 }) == ["other-people"])
    #expect(codes(track: { $0.frames[4].damaged = true }) == ["damaged-video"])
    #expect(
      codes(frame: { $0.scene = SceneGlance(brightness: 0.05, shift: nil, isCut: false) }) == ["dark"])
    #expect(codes(track: { for index in 0..<3 { $0.frames[index].pose = nil } }) == ["athlete-lost"])
  }

  @Test("just inside the limits nothing is said")
  func inside() {
    var small = SyntheticSet()
    small.torso = 95
    #expect(codes(small) == [])
    #expect(codes(track: { $0.clip.frameRate = 24 }) == [])
    #expect(codes(track: { $0.roll = 4 }) == [])
    #expect(codes(frame: { $0.scene = SceneGlance(brightness: 0.15, shift: nil, isCut: false) }) == [])
  }

  @Test("legs, feet and head outside the picture are told apart")
  func outOfFrame() {
    // The picture is 1400 by 900; the shoulder lies at (700, 400), the hanging feet end 225 pixels below.
    #expect(codes(frame: moved(Point(x: 0, y: 240))) == [])
    #expect(codes(frame: moved(Point(x: 0, y: 330))) == ["feet-out-of-frame"])
    #expect(codes(frame: moved(Point(x: 0, y: 400))) == ["out-of-frame"])
    #expect(codes(frame: moved(Point(x: -690, y: 0))) == ["head-out-of-frame"])
  }

  @Test("a view from the front, nobody lying, and nobody at all are said first")
  func wrong() {
    let front = codes(frame: { frame in
      frame.pose = frame.pose.map { pose in
        let landmarks = Joint.allCases.map { joint -> Landmark in
          var landmark = pose[joint]
          if joint == .rightShoulder { landmark.position = landmark.position + Point(x: 0, y: 130) }
          return landmark
        }
        return Pose(landmarks: landmarks, presence: pose.presence)
      }
    })
    #expect(front.first == "wrong-view")
    #expect(codes(track: { $0.frames = PoseTrack.upright(seconds: 3).frames }).first == "nobody-lying")
    #expect(codes(track: { for index in $0.frames.indices { $0.frames[index].pose = nil } }).first == "nobody-seen")
    #expect(codes(track: { $0.frames = [] }).first == "nobody-seen")
  }
}
