import Kinematics
import Testing

@Suite("A robust line")
struct TheilSenTests {
  private func line(_ slope: Double, _ intercept: Double, count: Int = 9) -> [(x: Double, y: Double)] {
    (0..<count).map { (x: Double($0), y: slope * Double($0) + intercept) }
  }

  @Test("finds a line, whatever becomes of a quarter of its points", arguments: [-2.0, 0, 0.5], [-7.0, 3])
  func outliers(slope: Double, intercept: Double) throws {
    var points = line(slope, intercept)
    points[2].y = 1000
    points[7].y = .nan
    let found = try #require(TheilSen(points))
    #expect(abs(found.slope - slope) < 1e-9 && abs(found.intercept - intercept) < 1e-9)
  }

  @Test("has none through a single place")
  func none() {
    #expect(TheilSen([]) == nil)
    #expect(TheilSen([(1, 2)]) == nil)
    #expect(TheilSen([(1, 2), (1, 3)]) == nil)
    #expect(TheilSen([(1, 2), (2, .nan)]) == nil)
  }
}
