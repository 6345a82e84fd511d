import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("Which parts move")
struct MovingPartsTests {
  /// What moves in five even repetitions, perfectly tracked.
  private func parts(_ drill: Drill) throws -> MovingParts {
    let track = drill.track(seed: 4, counts: 5...5) { filming in
      filming.noise = 0
      filming.leaps = 0
    }
    let motion = try #require(SetReading(track, options: AnalysisOptions()).motion)
    return MovingParts(motion, in: [0...(motion.timeline.count - 1)])
  }

  private func drill(_ stance: @escaping @Sendable (Double) -> Stance) -> Drill {
    Drill("test", 3...3) { stance($0.share) }
  }

  @Test("legs that swing together: feet and thighs move, the rest does not")
  func swing() throws {
    let parts = try parts(
      drill { Stance(trunk: 0, hips: .init(both: 70 - 70 * $0), knees: .init(both: 10), support: .shoulder) })
    #expect(parts.feet > 1)
    #expect(abs(parts.thighs - 70) < 2)
    #expect(abs(parts.farThighs - 70) < 2)
    #expect(parts.together > 0.99)
    #expect(max(parts.shoulders, parts.hips) < 0.01)
    #expect(max(parts.trunk, parts.knees) < 1)
  }

  @Test("a leg that goes down while the other one goes up moves against it")
  func inTurn() throws {
    let parts = try parts(
      drill { Stance(trunk: 0, hips: .init(40 - 30 * $0, 10 + 30 * $0), knees: .init(both: 10), support: .shoulder) })
    #expect(parts.together < -0.99)
  }

  @Test("a leg that rests does not move, and says nothing about together")
  func oneLeg() throws {
    let parts = try parts(
      drill { Stance(trunk: 0, hips: .init(70 - 70 * $0, 70), knees: .init(both: 10), support: .shoulder) })
    #expect(parts.farThighs < 1)
    #expect(abs(parts.together) < 0.5)
  }

  @Test("a torso that goes up takes the shoulders along, by as much as it turns")
  func trunk() throws {
    let parts = try parts(
      drill { Stance(trunk: -40 * $0, hips: .init(both: -40 * $0), knees: .init(both: 0), support: .hip) })
    #expect(abs(parts.trunk - 40) < 2)
    #expect(abs(parts.shoulders - 0.64) < 0.03)
    #expect(max(parts.feet, parts.hips) < 0.02)
  }
}
