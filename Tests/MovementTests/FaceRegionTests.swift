import MovementTesting
import Testing

@testable import Movement

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

@Suite("The disc over a face through a clip")
struct FacePathTests {
  private let pose = SyntheticSet(SyntheticRep(), count: 1).render().frames[0].pose!
  private let times = (0...30).map { Double($0) / 3 }

  /// Ten seconds, three sightings a second, nobody found where `isLost` says so, the body moving to the right.
  private func path(_ isLost: (Double) -> Bool) -> FacePath {
    times.filter { !isLost($0) }.reduce(into: FacePath()) { $0.append(moved($1), at: $1) }
  }

  private func moved(_ time: Double) -> Pose { pose.mapPositions { $0 + Point(x: 10 * time, y: 0) } }

  @Test("is that of the pose in every sighting, and moves along in between")
  func seen() throws {
    let path = path { _ in false }
    for time in times { #expect(path.region(at: time) == FaceRegion(moved(time))) }
    let (before, after) = (try #require(path.region(at: 3)), try #require(path.region(at: times[10])))
    let between = try #require(path.region(at: (3 + times[10]) / 2))
    #expect(between.centre.distance(to: (before.centre + after.centre) * 0.5) < 1e-9)
  }

  @Test("covers a gap: where the face was, where it will be, and between")
  func gap() throws {
    let path = path { (4.1...5.6).contains($0) }
    for time in [4.33, 4.67, 5, 5.33] {
      let (face, disc) = (try #require(FaceRegion(moved(time))), try #require(path.region(at: time)))
      #expect(disc.centre.distance(to: face.centre) + face.radius <= disc.radius)
    }
  }

  @Test(
    "stays for two seconds at the ends, and is not there long after",
    arguments: [(8.0, true), (8.9, true), (9.7, false)])
  func ends(time: Double, isCovered: Bool) {
    #expect((path { $0 > 7.1 }.region(at: time) != nil) == isCovered)
  }

  @Test("is none without a sighting")
  func nobody() {
    #expect(FacePath().region(at: 3) == nil)
    #expect(FacePath().isEmpty)
  }
}
