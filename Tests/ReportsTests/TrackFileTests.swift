import Foundation
import Movement
import Reports
import Testing

@Suite("A saved track")
struct TrackFileTests {
  private func track(frames: Int, file: String = "clip.mp4") -> PoseTrack {
    let health = DecodeHealth(framesDecoded: frames, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true)
    let clip = ClipFacts(
      file: file, sha256: "00", duration: 1, frames: frames, frameRate: 30, variableFrameRate: false, width: 640,
      height: 480, rotation: 0, decodeHealth: health)
    let landmarks = Joint.allCases.map { joint in
      Landmark(position: Point(x: Double(joint.rawValue) * 1.37, y: 0.01), depth: -3, visibility: 0.999)
    }
    let pose = Pose(landmarks: landmarks, presence: 1)
    let scene = SceneGlance(brightness: 0.5, shift: Point(x: 0.1, y: -0.2), isCut: false)
    var track = PoseTrack(clip: clip, models: [ModelFacts(name: "model", sha256: "11")], athlete: nil, frames: [])
    for index in 0..<frames {
      let seen = index % 3 == 0 ? nil : pose
      track.frames.append(
        TrackedFrame(time: Double(index) / 29.97, pose: seen, damaged: index % 7 == 0, scene: scene))
    }
    return track
  }

  @Test("comes back as it was, however long", arguments: [0, 1, 255, 256, 257, 700])
  func roundTrip(frames: Int) throws {
    let track = track(frames: frames)
    #expect(try TrackFile.decode(TrackFile.encode(track)) == track)
  }

  @Test("is what the encoder writes for the whole", arguments: [#"clip.mp4"#, #"x"frames":[].mp4"#])
  func sameText(file: String) throws {
    let track = track(frames: 300, file: file)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try Gzip.decompress(TrackFile.encode(track)) == encoder.encode(track))
  }
}
