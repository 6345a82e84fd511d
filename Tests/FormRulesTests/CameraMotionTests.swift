import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

@Suite("A camera that moves")
struct CameraMotionTests {
  /// Five reps whose picture shifts with the camera, as a perfect scene meter sees it.
  ///
  /// - Parameter place: where the background lies at a time, pixels.
  private func assess(_ place: (Double) -> Point) -> Assessment {
    var track = SyntheticSet().render()
    var last = place(0)
    for index in track.frames.indices {
      let now = place(track.frames[index].time)
      track.frames[index].pose = track.frames[index].pose?.mapPositions { $0 + now }
      if index > 0 { track.frames[index].scene.shift = now - last }
      last = now
    }
    return FormAssessor.assess(track, options: AnalysisOptions(profile: .bench))
  }

  private func codes(_ assessment: Assessment) -> [String] {
    assessment.capture.warnings.map(\.code).filter { !$0.hasSuffix("out-of-frame") }
  }

  @Test("a hand that shakes or drifts is taken out, and said")
  func handHeld() {
    let shaken = assess { Point(x: 20 * sin(5 * $0), y: 15 * sin(4 * $0 + 1)) }
    let drifting = assess { Point(x: 6 * $0, y: -3 * $0) }
    for assessment in [shaken, drifting] {
      #expect(assessment.outcome == .assessed)
      #expect(assessment.summary.reps == 5)
      #expect(assessment.verdicts(of: "partial-top").allSatisfy { $0 == .ok })
      #expect(codes(assessment) == ["camera-moved"])
    }
  }

  @Test("reps during which the camera is swung along are not judged, the others are")
  func panThroughTwoReps() {
    let times = SyntheticSet().onsets
    // Four torso lengths, from the onset of the first rep into the second one.
    let assessment = assess { Point(x: 560 * min(1, max(0, ($0 - times[0]) / 8)), y: 0) }
    #expect(assessment.outcome == .assessed)
    #expect(
      assessment.verdicts(of: "partial-top") == [.notAssessed, .notAssessed, .ok, .ok, .ok])
    #expect(assessment.reason("partial-top")?.contains("swung along") == true)
    #expect(codes(assessment) == ["pan"])
    #expect(assessment.capture.warnings.contains { $0.message.contains("reps 1 and 2") })
  }

  @Test("a camera that swings to and fro through the whole set is refused")
  func panAllAlong() {
    let assessment = assess { Point(x: 250 * sin(1.5 * $0), y: 0) }
    #expect(assessment.outcome == .notAssessable)
    #expect(assessment.reason?.contains("camera was swung") == true)
    #expect(assessment.reps.isEmpty)
    #expect(codes(assessment).contains("pan"))
  }

  @Test("a camera that stands is not said to move")
  func standing() {
    let assessment = assess { _ in Point(x: 0, y: 0) }
    #expect(codes(assessment).isEmpty)
  }
}
