import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

@Suite("A tilted camera")
struct CameraTiltTests {
  /// A set on the 45° bench whose thighs come up to -4° from the true horizontal, filmed with a camera turned
  /// clockwise by `roll`: everything in the picture turns counter-clockwise.
  private func assess(facing: Facing, roll: Double) -> Assessment {
    var set = SyntheticSet(SyntheticRep(top: -44))
    set.bottom = -120
    set.trunkElevation = 40
    set.facing = facing
    let (sine, cosine) = (sin(roll * .pi / 180), cos(roll * .pi / 180))
    let middle = Point(x: 700, y: 500)
    var track = set.render().mapPoses { _, pose in
      pose.mapPositions { place in
        let way = place - middle
        return middle + Point(x: cosine * way.x + sine * way.y, y: cosine * way.y - sine * way.x)
      }
    }
    track.roll = roll
    return FormAssessor.assess(track, options: AnalysisOptions(profile: .incline45))
  }

  @Test("does not change what is measured over the horizontal", arguments: [Facing.left, .right], [-6.0, -2, 2, 6])
  func elevation(facing: Facing, roll: Double) throws {
    let level = assess(facing: facing, roll: 0).values(.topElevation).map(\.value)
    let tilted = assess(facing: facing, roll: roll).values(.topElevation).map(\.value)
    #expect(level.count == 5 && tilted.count == 5)
    for (a, b) in zip(level, tilted) {
      #expect(abs(a + 4) < 1)
      #expect(abs(a - b) < 0.3)
    }
  }

  @Test("is worth filming again above 5°", arguments: [(-6.0, true), (-5, false), (0, false), (5, false), (6, true)])
  func warning(roll: Double, isGiven: Bool) {
    let capture = assess(facing: .left, roll: roll).capture
    #expect(capture.warnings.contains { $0.code == "camera-tilted" } == isGiven)
    #expect(capture.roll == roll)
  }
}
