import Foundation
import Imaging
import Movement
import Testing

@testable import PoseTracking

extension WithModels {
  @Suite("Tracking the athlete")
  struct AthleteTrackerTests {
    @Test("an empty picture has nobody in it", arguments: [0, 128, 255] as [UInt8])
    func empty(luma: UInt8) throws {
      var tracker = try AthleteTracker(models: Shared.models.get())
      try withFlatPicture(width: 320, height: 180, luma: luma) { picture in
        for frame in 0..<20 { try tracker.advance(picture, at: Double(frame) / 30) }
      }
      let track = try tracker.finish()
      #expect(track.choice == nil)
      #expect(track.poses.count == 20)
      #expect(track.poses.allSatisfy { $0 == nil })
    }

    @Test("a clip without frames has nobody in it")
    func noFrames() throws {
      let track = try AthleteTracker(models: Shared.models.get()).finish()
      #expect(track == AthleteTrack(choice: nil, poses: []))
    }

    @Test("one stream and two give the same poses to the bit", .enabled(if: Repository.hasClip("bench-clean")))
    func streams() throws {
      let tracks = try [1, 2].map { streams in
        var tracker = try AthleteTracker(models: PoseModels.load(from: Repository.models, streams: streams))
        try forEachFrame(of: Repository.clip("bench-clean"), limit: 60) { _, frame in
          try frame.withPicture { try tracker.advance($0, at: frame.time) }
        }
        return try tracker.finish()
      }
      #expect(tracks[0] == tracks[1])
      #expect(tracks[0].choice?.choice == .only)
    }

    @Test(
      "the athlete is found however the picture is turned", .enabled(if: Repository.hasClip("bench-clean")),
      arguments: [90, 180, 270])
    func turned(rotation: Int) throws {
      var tracker = try AthleteTracker(models: Shared.models.get())
      try forEachFrame(of: Repository.clip("bench-clean"), limit: 30) { _, frame in
        try frame.withPicture { picture in
          var turned = picture
          turned.geometry = DisplayGeometry(
            storedWidth: picture.luma.width, storedHeight: picture.luma.height, rotation: rotation)
          try tracker.advance(turned, at: frame.time)
        }
      }
      let track = try tracker.finish()
      #expect((track.choice?.trackedFraction ?? 0) > 0.9)
    }

    @Test("times of a clip that starts late change nothing", .enabled(if: Repository.hasClip("bench-clean")))
    func shiftedTimes() throws {
      let tracks = try [0.0, 1024].map { start in
        var tracker = try AthleteTracker(models: Shared.models.get())
        try forEachFrame(of: Repository.clip("bench-clean"), limit: 40) { index, frame in
          // Steps that are exact in binary, so that the shift does not round them.
          try frame.withPicture { try tracker.advance($0, at: start + Double(index) / 32) }
        }
        return try tracker.finish()
      }
      #expect(tracks[0].choice == tracks[1].choice)
      #expect(tracks[0].poses == tracks[1].poses)
      // Faces carry their times.
      let faces = zip([0.0, 1024], tracks).map { start, track in track.faces.map { $0.region(at: start + 0.5) } }
      #expect(faces[0] == faces[1] && !faces[0].isEmpty)
    }

    /// In a process of its own: the count is the process's, and other tests have networks, too.
    @Test("every handle is given back, also with inferences under way")
    func handles() async {
      await #expect(processExitsWith: .success) {
        do {
          var tracker = try AthleteTracker(models: PoseModels.load(from: Repository.models, streams: 1))
          try withFlatPicture(width: 64, height: 64, luma: 90) { try tracker.advance($0, at: 0) }
          guard Network.handlesAlive > 0 else { exit(2) }
        }
        guard Network.handlesAlive == 0 else { exit(3) }
      }
    }
  }
}
