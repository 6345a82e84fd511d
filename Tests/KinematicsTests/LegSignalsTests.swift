import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("Legs and feet")
struct LegSignalsTests {
  private func motion(_ set: SyntheticSet) throws -> SetMotion {
    try #require(SetReading(set.render(), options: AnalysisOptions()).motion)
  }

  @Test(
    "the spread is positive where the near leg is higher, whichever way the athlete faces",
    arguments: [Facing.left, .right])
  func spread(facing: Facing) throws {
    var set = SyntheticSet()
    set.farLag = 12
    set.farVisibility = 0.9
    set.facing = facing
    let legs = try motion(set).legs
    #expect(legs.spread.allSatisfy { abs($0 - 12) < 0.5 })
    #expect(legs.farVisibility.allSatisfy { $0 > 0.85 })
    // An arc of 12° at a leg's length, in shanks of .7 Lt.
    #expect(legs.ankleGap.allSatisfy { abs($0 - 0.45) < 0.06 })
  }

  @Test("the angle of the foot is the one drawn", arguments: [95.0, 142, 170])
  func foot(angle: Double) throws {
    var set = SyntheticSet()
    set.footAngle = angle
    let legs = try motion(set).legs
    #expect(legs.footAngle.allSatisfy { abs($0 - angle) < 0.6 })
    #expect(legs.footLength.allSatisfy { abs($0 - 0.38 * 140) < 0.1 })
  }

  @Test("a far foot that is seen lower counts, a hidden one does not", arguments: [(0.9, true), (0.3, false)])
  func lowest(visibility: Double, counts: Bool) throws {
    var set = SyntheticSet()
    let together = try motion(set).legs.lowestFoot
    // At the top a leg that lags hangs lower.
    set.farLag = 20
    set.farVisibility = visibility
    let apart = try motion(set).legs.lowestFoot
    let top = 80
    #expect((together[top] - apart[top] > 30) == counts)
  }

  @Test("feet out of the picture are known as such")
  func outOfPicture() throws {
    let track = SyntheticSet().render().mapPoses { _, pose in pose.mapPositions { $0 + Point(x: 450, y: 0) } }
    let legs = try #require(SetReading(track, options: AnalysisOptions()).motion).legs
    #expect(legs.isFootInPicture.contains(false) && legs.isFootInPicture.contains(true))
    #expect(try motion(SyntheticSet()).legs.isFootInPicture.allSatisfy { $0 })
  }
}
