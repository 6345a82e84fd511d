import Accuracy
import Movement
import Testing

@Suite("A change to a clip")
struct TransformationTests {
  private static let clip = ClipFacts(
    file: "clip.mp4", sha256: "", duration: 1, frames: 1, frameRate: 30, variableFrameRate: false, width: 640,
    height: 360, rotation: 0,
    decodeHealth: DecodeHealth(framesDecoded: 1, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true))

  /// An athlete whose box, with the torso's fifth around it, is 200 by 100 pixels at (x, y).
  private func subject(x: Double, y: Double) -> Transformation.Subject {
    var landmarks = Joint.allCases.map { _ in Landmark(position: Point(x: x, y: y), depth: 0, visibility: 1) }
    landmarks[Joint.leftAnkle.rawValue].position = Point(x: x + 200, y: y + 100)
    let frame = TrackedFrame(
      time: 0, pose: Pose(landmarks: landmarks, presence: 1), damaged: false,
      scene: SceneGlance(brightness: 0.5, shift: nil, isCut: false))
    return Transformation.Subject(PoseTrack(clip: Self.clip, models: [], athlete: nil, frames: [frame]))
  }

  private func named(_ name: String) throws -> Transformation { try #require(Transformation.named(name)) }

  @Test("has a name of its own, and ends in the changed clip")
  func all() {
    let names = Transformation.all.map(\.name)
    #expect(Set(names).count == names.count && names.count > 20)
    for transformation in Transformation.all {
      #expect(transformation.calls("a.mp4", subject(x: 0, y: 0), scratch: "s").last?.last == "s/changed.mp4")
    }
  }

  @Test(
    "crops to the athlete and stays inside the picture",
    arguments: [(100, 100, "280:180:60:60"), (-50, 300, "190:100:0:260")])
  func crop(x: Double, y: Double, area: String) throws {
    let calls = try named("cropped to the athlete").calls("a.mp4", subject(x: x, y: y), scratch: "s")
    #expect(calls[0].contains("crop=\(area)"), "\(calls[0])")
  }

  @Test(
    "moves the floor with the picture",
    arguments: [("scaled by 0.5", 150), ("cropped to the athlete", 240), ("mirrored", 300)])
  func floor(name: String, height: Double) throws {
    let options = AnalysisOptions(profile: .bench, floorY: 300)
    #expect(try named(name).options(options, subject(x: 100, y: 100)).floorY == height)
    #expect(try named(name).options(AnalysisOptions(), subject(x: 100, y: 100)) == AnalysisOptions())
  }

  @Test("is of the whole picture where nobody is in it")
  func nobody() {
    let subject = Transformation.Subject(PoseTrack(clip: Self.clip, models: [], athlete: nil, frames: []))
    #expect(subject.body == Box(minX: 0, minY: 0, maxX: 640, maxY: 360))
  }
}
