import Foundation
import Testing

@testable import Kinematics

@Suite("Spectral arc length")
struct SpectralArcLengthTests {
  @Test("the paper's bell, exp(-5t²) on t = -1, -.99 … .99, is -1.41403")
  func paper() throws {
    let bell = (0..<200).map { exp(-5 * pow(-1 + Double($0) / 100, 2)) }
    let value = try #require(SpectralArcLength.of(bell, rate: 100))
    #expect(abs(value + 1.41403) < 1e-5)
  }

  @Test("two bells are less smooth than one")
  func twoBells() throws {
    func bell(_ index: Int, centre: Double, width: Double) -> Double {
      let t = (Double(index) - centre) / width
      return exp(-t * t)
    }
    let one = (0..<200).map { bell($0, centre: 100, width: 45) }
    let two = (0..<200).map { bell($0, centre: 60, width: 18) + bell($0, centre: 140, width: 18) }
    #expect(try #require(SpectralArcLength.of(two, rate: 100)) < #require(SpectralArcLength.of(one, rate: 100)))
  }

  @Test("what never moves has no smoothness")
  func still() {
    #expect(SpectralArcLength.of([0, 0, 0, 0], rate: 30) == nil)
    #expect(SpectralArcLength.of([], rate: 30) == nil)
  }
}
