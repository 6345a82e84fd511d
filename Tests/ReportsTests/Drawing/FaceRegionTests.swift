import Movement
import MovementTesting
import Testing

@testable import Reports

@Suite("The disc over a face")
struct FaceRegionTests {
  private let pose = SyntheticSet(SyntheticRep(), count: 1).render().frames[0].pose!

  @Test("covers eyes, ears, nose and mouth with a margin")
  func covers() throws {
    let face = try #require(FaceRegion(pose))
    for joint in Joint.face { #expect(pose[joint].position.distance(to: face.centre) < 0.7 * face.radius, "\(joint)") }
  }

  @Test("is as large as a head, also where the landmarks of the face coincide")
  func profile() throws {
    let torso = pose[.leftShoulder].position.distance(to: pose[.leftHip].position)
    let flat = Pose(
      landmarks: Joint.allCases.map { joint in
        var landmark = pose[joint]
        if Joint.face.contains(joint) { landmark.position = Point(x: 100, y: 100) }
        return landmark
      }, presence: 1)
    let face = try #require(FaceRegion(flat))
    #expect((0.3 * torso...0.5 * torso).contains(face.radius))
    #expect(face.centre == Point(x: 100, y: 100))
  }

  @Test("grows with the picture", arguments: [0.5, 3])
  func scale(factor: Double) throws {
    let face = try #require(FaceRegion(pose))
    let large = try #require(FaceRegion(pose.mapPositions { $0 * factor }))
    #expect(abs(large.radius - face.radius * factor) < 0.1)
    #expect(large.centre.distance(to: face.centre * factor) < 0.1)
  }

  @Test("is not there without a pose, nor with a face of no place")
  func nobody() {
    #expect(FaceRegion(nil) == nil)
    #expect(FaceRegion(pose.mapPositions { _ in Point(x: .nan, y: 1) }) == nil)
    #expect(FaceRegion(pose.mapPositions { _ in Point(x: 5, y: 5) }) == nil)
  }
}

@Suite("The discs over a face through a clip")
struct FaceRegionsTests {
  /// Ten seconds, three frames a second, nobody found where `isLost` says so, the body moving to the right.
  private func frames(_ isLost: (Double) -> Bool) -> [TrackedFrame] {
    let pose = SyntheticSet(SyntheticRep(), count: 1).render().frames[0].pose!
    return (0...30).map { index in
      let time = Double(index) / 3
      let moved = pose.mapPositions { $0 + Point(x: 10 * time, y: 0) }
      return TrackedFrame(
        time: time, pose: isLost(time) ? nil : moved, damaged: false,
        scene: SceneGlance(brightness: 0.5, shift: nil, isCut: false))
    }
  }

  @Test("are those of the poses")
  func seen() throws {
    let frames = frames { _ in false }
    let regions = FaceRegions(frames)
    for frame in frames { #expect(regions.region(at: frame.time) == FaceRegion(frame.pose)) }
  }

  @Test("cover a gap: where the face was, where it will be, and between")
  func gap() throws {
    let truth = FaceRegions(frames { _ in false })
    let regions = FaceRegions(frames { (4.1...5.6).contains($0) })
    for time in [4.33, 4.67, 5, 5.33] {
      let (face, disc) = (try #require(truth.region(at: time)), try #require(regions.region(at: time)))
      #expect(disc.centre.distance(to: face.centre) + face.radius <= disc.radius)
    }
  }

  @Test(
    "stay for two seconds at the ends, and are not there long after", arguments: [(8.0, true), (9, true), (9.7, false)])
  func ends(time: Double, isCovered: Bool) {
    let regions = FaceRegions(frames { $0 > 7.1 })
    #expect((regions.region(at: time) != nil) == isCovered)
  }

  @Test("are none without a pose or without frames")
  func nobody() {
    #expect(FaceRegions(frames { _ in true }).region(at: 3) == nil)
    #expect(FaceRegions([]).region(at: 3) == nil)
  }
}
