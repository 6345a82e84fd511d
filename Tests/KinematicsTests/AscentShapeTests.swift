import Movement
import MovementTesting
import Testing

@testable import Kinematics

/// RULES.md's table of simulated separation: 30 frames a second, 1.5 px of noise, 75° of range.
@Suite("The shape of an ascent")
struct AscentShapeTests {
  private struct Means {
    var peaks = 0.0
    var dip = 0.0
    var late = 0.0
    var overshoot = 0.0
  }

  /// Peaks and dip at 3 Hz, late ratio at 4 Hz, as the table has them.
  private func means(_ rep: SyntheticRep) throws -> Means {
    var set = SyntheticSet(rep, count: 12)
    set.noise = 1.5
    let motion = try #require(SetReading(set.render(), options: AnalysisOptions()).motion)
    let delta3 = Filters.lowPass(motion.signals.deltaRaw, cutOff: 3, rate: motion.timeline.rate)
    let speed3 = Filters.slope(delta3, halfWidth: 1, step: motion.timeline.step)
    var means = Means()
    let share = 1 / Double(motion.reps.count)
    for rep in motion.reps {
      let slow = try #require(AscentShape(angle: delta3, speed: speed3, timeline: motion.timeline, rep: rep))
      let fast = try #require(
        AscentShape(
          angle: motion.signals.delta4, speed: motion.signals.speed, timeline: motion.timeline, rep: rep))
      means.peaks += share * Double(slow.peaks)
      means.dip += share * (slow.dip ?? 1)
      means.late += share * fast.lateRatio
      let after = TimeSpan(from: rep.ascent.ninetieth, to: rep.ascent.ninetieth + 0.5)
      let peak = motion.signals.delta6[motion.timeline.range(after)].max() ?? 0
      means.overshoot += share * (peak - rep.topLevel)
    }
    return means
  }

  @Test("a strict lift has one peak, arrives slowly and does not overshoot", arguments: [1.0, 1.5, 2.0])
  func strict(seconds: Double) throws {
    let means = try means(SyntheticRep(ascent: seconds))
    #expect(means.peaks < 1.15)
    #expect(means.dip > 0.85)
    #expect((0.95...1.3).contains(means.late))
    #expect(means.overshoot < 1.5)
  }

  @Test("stop and go has two peaks and hardly any speed between them")
  func stopAndGo() throws {
    let means = try means(SyntheticRep(ascent: 1.8, shape: .stopAndGo))
    #expect((1.9...2.1).contains(means.peaks))
    #expect(means.dip < 0.15)
  }

  @Test("a jerk into the top is fastest late and overshoots")
  func jerkIntoTop() throws {
    let means = try means(SyntheticRep(ascent: 1.4, shape: .jerkIntoTop))
    #expect(means.late > 2.3)
    #expect((4...9).contains(means.overshoot))
  }

  @Test("a fast lift is not a jerky one", arguments: [0.8, 0.65])
  func swing(seconds: Double) throws {
    let means = try means(SyntheticRep(ascent: seconds))
    #expect(means.peaks < 1.1)
    #expect((0.9...1.3).contains(means.late))
    #expect(means.overshoot < 1.5)
  }
}
