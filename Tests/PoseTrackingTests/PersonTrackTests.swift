import Movement
import Testing

@testable import PoseTracking

@Suite("Following one person")
struct PersonTrackTests {
  @Test("who is not there in the first place is no person")
  func neverThere() {
    var track = PersonTrack(number: 0, region: Body.prone.region, detectedAt: 0)
    #expect(track.awaitsFirstReading)
    track.take(nil, frame: 0, time: 0)
    #expect(!track.isLiving)
    #expect(track.sightings.isEmpty)
  }

  @Test("a jump to a bystander is not taken, the old place is kept")
  func jump() {
    var track = PersonTrack(frames: 0..<10) { _ in .prone }
    let place = track.region
    track.take(Body(hips: Point(x: 700, y: 300)).reading(), frame: 10, time: 10 / 30)
    #expect(track.sightings.count == 10)
    #expect(!track.isFollowed)
    #expect(track.region == place)
    track.take(Body.prone.reading(), frame: 11, time: 11 / 30)
    #expect(track.isFollowed)
    #expect(track.redetections == 1)
  }

  @Test("after half a second the person is given up, and found again where they were")
  func lost() {
    var track = PersonTrack(frames: 0..<10) { _ in .prone }
    for frame in 10..<30 { track.take(nil, frame: frame, time: Double(frame) / 30) }
    #expect(!track.isLiving)
    #expect(track.claims(Body(hips: Point(x: 430, y: 300)).region, at: 60))
    #expect(!track.claims(Body(hips: Point(x: 700, y: 300)).region, at: 60))
    #expect(!track.claims(Body.standing.region, at: 60))
    track.resume(at: Body(hips: Point(x: 430, y: 300)).region, time: 60)
    track.take(Body(hips: Point(x: 430, y: 300)).reading(), frame: 1800, time: 60)
    #expect(track.isFollowed)
    #expect(track.redetections == 1)
  }

  @Test("a place read before the detection does not count as confirmed by it")
  func lateReading() {
    var track = PersonTrack(frames: 0..<10) { _ in .prone }
    track.take(nil, frame: 10, time: 10 / 30)
    track.resume(at: Body(hips: Point(x: 440, y: 300)).region, time: 12 / 30)
    track.take(Body(hips: Point(x: 700, y: 300)).reading(), frame: 11, time: 11 / 30)
    #expect(track.sightings.count == 10)
  }

  @Test("who walks is not waited for")
  func walker() {
    var track = PersonTrack(frames: 0..<10) { _ in .standing }
    for frame in 10..<30 { track.take(nil, frame: frame, time: Double(frame) / 30) }
    #expect(track.claims(Body.standing.region, at: 1))
    #expect(!track.claims(Body.standing.region, at: 60))
  }
}
