import Foundation
import Movement
import Testing

@testable import PoseTracking

@Suite("Choosing the athlete")
struct AthleteChooserTests {
  private static let times = (0..<300).map { Double($0) / 30 }

  private static func swing(_ time: Double) -> Double { -40 + 40 * sin(time * 2) }
  private static let athlete = PersonTrack(frames: 0..<300) { Body(thigh: swing($0)) }
  /// Twice as large, in the middle, moving all the time.
  private static let coach = PersonTrack(number: 1, frames: 0..<300) {
    Body(hips: Point(x: 600 + 40 * sin($0), y: 300), trunk: 200, elevation: -88 + 6 * sin($0 * 5), thigh: swing($0))
  }
  private static let sleeper = PersonTrack(number: 2, frames: 0..<300) { _ in
    Body(hips: Point(x: 100, y: 300), trunk: 180)
  }
  private static let mirrored = PersonTrack(number: 3, frames: 0..<300) {
    Body(hips: Point(x: 900, y: 200), trunk: 60, thigh: swing($0))
  }

  private func choose(_ tracks: PersonTrack..., person: Int? = nil) -> AthleteTrack {
    AthleteChooser(tracks: tracks, times: Self.times).choose(person: person)
  }

  @Test("nobody is a value")
  func nobody() {
    let track = choose()
    #expect(track.choice == nil)
    #expect(track.poses == Self.times.map { _ in nil })
  }

  @Test("the only person is the athlete, whatever they do")
  func only() {
    #expect(choose(Self.coach).choice?.choice == .only)
  }

  @Test("the one who lies, not the one who is larger and moves")
  func prone() {
    let track = choose(Self.coach, Self.athlete)
    #expect(track.choice == AthleteChoice(choice: .prone, candidates: 2, trackedFraction: 1, redetections: 0))
    #expect(track.poses[0] == Self.athlete.sightings[0].pose)
  }

  @Test("of several who lie the one whose legs swing; of a mirror pair the nearer")
  func moving() {
    let track = choose(Self.sleeper, Self.mirrored, Self.athlete, Self.coach)
    #expect(track.choice?.choice == .moving)
    #expect(track.poses[10] == Self.athlete.sightings[10].pose)
  }

  @Test("the user counts from the left")
  func user() {
    let fromLeft = [Self.sleeper, Self.athlete, Self.coach, Self.mirrored]
    for (index, expected) in fromLeft.enumerated() {
      let track = choose(Self.mirrored, Self.athlete, Self.coach, Self.sleeper, person: index + 1)
      #expect(track.choice?.choice == .user)
      #expect(track.poses[5] == expected.sightings[5].pose)
    }
    let nobody = choose(Self.athlete, Self.coach, person: 3)
    #expect(nobody.choice == AthleteChoice(choice: .user, candidates: 2, trackedFraction: 0, redetections: 0))
    #expect(nobody.poses.allSatisfy { $0 == nil })
  }

  @Test("what lives for less than half a second, or is never quite there, is no person")
  func phantoms() {
    let brief = PersonTrack(frames: 50..<60) { _ in .prone }
    let faint = PersonTrack(frames: 0..<300, presence: 0.55) { _ in .prone }
    #expect(choose(brief, faint).choice == nil)
  }

  @Test("a standing person who is looked at six times a second counts as seen throughout")
  func sparse() {
    var track = PersonTrack(number: 0, region: Body.standing.region, detectedAt: 0)
    for frame in stride(from: 0, to: 300, by: 5) {
      track.take(Body.standing.reading(), frame: frame, time: Self.times[frame])
    }
    #expect(choose(track).choice?.trackedFraction == (296.0 / 300).rounded(toDecimals: 4))
  }
}
