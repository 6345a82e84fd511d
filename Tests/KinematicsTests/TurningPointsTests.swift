import Testing

@testable import Kinematics

@Suite("Turning points")
struct TurningPointsTests {
  @Test("a rise and fall is a bottom, a top and a pending bottom")
  func simple() {
    #expect(TurningPoints.find(in: [0, 10, 20, 10, 0], reversal: 15) == [.bottom(0), .top(2), .bottom(4)])
  }

  @Test("a wriggle smaller than the reversal is no turn")
  func wriggle() {
    #expect(TurningPoints.find(in: [0, 20, 10, 22, 0], reversal: 15) == [.bottom(0), .top(3), .bottom(4)])
  }

  @Test("a signal that never goes far has no turns", arguments: [[], [1.0], [0, 5, 0, 5, 0]])
  func still(signal: [Double]) {
    #expect(TurningPoints.find(in: signal, reversal: 15).isEmpty)
  }

  @Test("a signal that begins high begins with a top")
  func beginsHigh() {
    #expect(TurningPoints.find(in: [20, 0, 20], reversal: 15) == [.top(0), .bottom(1), .top(2)])
  }
}
