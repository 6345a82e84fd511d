import Testing

@testable import ReviewServer

@Suite("How often something may be tried")
struct AttemptsTests {
  @Test("so many at once, then one for each pause, and never more than so many")
  func table() {
    let attempts = Attempts(most: 3, pause: .seconds(10))
    let start = ContinuousClock.now
    #expect((0..<4).map { _ in attempts.take(at: start) } == [true, true, true, false])
    #expect(!attempts.take(at: start + .seconds(9)))
    #expect(attempts.take(at: start + .seconds(11)))
    #expect(!attempts.take(at: start + .seconds(12)))
    #expect((0..<4).map { _ in attempts.take(at: start + .seconds(9_999)) } == [true, true, true, false])
  }
}
