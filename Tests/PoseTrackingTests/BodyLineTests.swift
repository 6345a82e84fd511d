import Movement
import Testing

@testable import PoseTracking

@Suite("The line of a body")
struct BodyLineTests {
  @Test("trunk and thigh come out as the body was made", arguments: [-90.0, -30, 0, 20, 60], [-80.0, -10, 0, 12])
  func angles(elevation: Double, thigh: Double) {
    let line = BodyLine(Body(elevation: elevation, thigh: thigh).pose())
    #expect(abs(line.trunkElevation - elevation) < 0.05)
    #expect(abs(line.thighDeviation - thigh) < 0.1)
  }

  @Test("a mirrored body gives the same angles")
  func mirrored() {
    let line = BodyLine(Body(elevation: 20, thigh: -40).pose())
    func mirror(_ point: Point) -> Point { Point(x: 1000 - point.x, y: point.y) }
    let other = BodyLine(shoulders: mirror(line.shoulders), hips: mirror(line.hips), knees: mirror(line.knees))
    #expect(abs(other.trunkElevation - line.trunkElevation) < 1e-9)
    #expect(abs(other.thighDeviation - line.thighDeviation) < 1e-9)
  }

  @Test(
    "what a body cannot become in a frame",
    arguments: [
      ("a bystander", Body(hips: Point(x: 520, y: 300)), false),
      ("head to feet", Body(elevation: 180), false),
      ("a child", Body(trunk: 40), false),
      ("itself, swinging", Body(thigh: -60), true),
      ("itself, a little off", Body(hips: Point(x: 415, y: 290), trunk: 90, elevation: 10), true),
    ])
  func continuity(name: String, next: Body, isPossible: Bool) {
    let now = BodyLine(Body.prone.pose())
    #expect(now.canBecome(BodyLine(next.pose()), within: 1 / 30) == isPossible, "\(name)")
  }

  @Test("two readings of one body are one body, also head to feet; a coach behind the bench is not")
  func sameBody() {
    let athlete = BodyLine(Body.prone.pose())
    #expect(athlete.isSameBody(as: BodyLine(Body(hips: Point(x: 410, y: 305)).pose())))
    #expect(athlete.isSameBody(as: BodyLine(Body(elevation: 180).pose())))
    #expect(!athlete.isSameBody(as: BodyLine(Body(elevation: -90).pose())))
    #expect(!athlete.isSameBody(as: BodyLine(Body(hips: Point(x: 480, y: 300)).pose())))
  }

  @Test("lying has two limits, so that it does not flicker")
  func prone() {
    var state = ProneState()
    let steps = [
      (-90.0, false), (-50, false), (-40, true), (-50, true), (-60, false), (-50, false), (70, true), (85, false),
    ]
    for (elevation, isProne) in steps {
      state.update(trunkElevation: elevation)
      #expect(state.isProne == isProne, "\(elevation)")
    }
  }
}
