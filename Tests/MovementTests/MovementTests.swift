import Foundation
import Movement
import Testing

@Suite("Numbers")
struct RoundingTests {
  @Test(
    "are rounded to decimals, halves away from zero, never to -0",
    arguments: [
      (1.2345, 2, 1.23), (1.235, 2, 1.24), (-0.0004, 3, 0.0), (-2.5, 0, -3.0), (7, 3, 7),
    ])
  func rounding(value: Double, decimals: Int, expected: Double) {
    let rounded = value.rounded(toDecimals: decimals)
    #expect(rounded == expected)
    #expect(!(rounded == 0 && rounded.sign == .minus))
  }

  @Test(
    "as directions lie within (-180, 180]",
    arguments: [
      (0.0, 0.0), (180, 180), (-180, 180), (181, -179), (-181, 179), (540, 180), (-359, 1), (725, 5),
    ])
  func wrapping(degrees: Double, expected: Double) {
    #expect(degrees.wrappedDegrees == expected)
  }
}

@Test(
  "The distance to a segment is that to its nearest place, an end where the foot lies beyond",
  arguments: [(0.0, 3.0, 3.0), (5, -2, 2), (13, 4, 5), (-3, -4, 5)])
func segmentDistance(x: Double, y: Double, expected: Double) {
  let a = Point(x: 0, y: 0)
  #expect(Point(x: x, y: y).distance(toSegmentFrom: a, to: Point(x: 10, y: 0)) == expected)
  #expect(Point(x: 3, y: 4).distance(toSegmentFrom: a, to: a) == 5)
}

@Suite("A box")
struct BoxTests {
  let unit = Box(minX: 0, minY: 0, maxX: 10, maxY: 10)

  @Test("overlaps itself wholly, a half by a third, a neighbour not at all")
  func overlap() {
    #expect(unit.overlap(with: unit) == 1)
    #expect(unit.overlap(with: Box(minX: 5, minY: 0, maxX: 15, maxY: 10)) == 1.0 / 3)
    #expect(unit.overlap(with: Box(minX: 10, minY: 0, maxX: 20, maxY: 10)) == 0)
  }

  @Test("around no points is none")
  func around() {
    #expect(Box(around: [Point]()) == nil)
    #expect(Box(around: [Point(x: 3, y: 9), Point(x: -1, y: 4)]) == Box(minX: -1, minY: 4, maxX: 3, maxY: 9))
  }
}

@Suite("A pose")
struct PoseTests {
  static let pose = Pose(
    landmarks: Joint.allCases.map {
      Landmark(position: Point(x: Double($0.rawValue) / 3, y: -0.001), depth: 1.6, visibility: 2.0 / 3)
    }, presence: 0.98765)

  @Test("is kept to a hundredth of a pixel")
  func quantised() {
    #expect(Self.pose[.leftEyeInner].position == Point(x: 0.33, y: 0))
    #expect(Self.pose[.nose].visibility == 0.667)
    #expect(Self.pose[.nose].depth == 2)
  }

  @Test("comes back from JSON as it was")
  func roundTrip() throws {
    let data = try JSONEncoder().encode(Self.pose)
    #expect(try JSONDecoder().decode(Pose.self, from: data) == Self.pose)
  }

  @Test("with a wrong number of landmarks is no pose", arguments: ["[1]", "[1, 2, 3, 4, 0.5]", "[1, 2]"])
  func wrongCount(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Pose.self, from: Data(text.utf8)) }
  }
}

@Suite("A tempo")
struct TempoTargetTests {
  @Test("is four numbers of seconds")
  func good() {
    #expect(TempoTarget("1-1-3-0") == TempoTarget(ascent: 1, top: 1, descent: 3, bottom: 0))
    #expect(TempoTarget("1.5-1-2.5-0.5")?.descent == 2.5)
  }

  @Test("of anything else is none", arguments: ["", "1-1-3", "1-1-3-0-2", "a-b-c-d", "1--3-0", "1-1-90-0", "-1-1-3-0"])
  func bad(text: String) {
    #expect(TempoTarget(text) == nil)
  }
}
