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
