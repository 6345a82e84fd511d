import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

/// u is half the width of a 90 % interval: nine of ten measured numbers lie within it of the truth.
@Suite("How sure the numbers are")
struct UncertaintyTests {
  private static let sets = 60
  private static let wanted = 0.9

  /// Sets as people do them: other tempos, levels, noise, sizes and frame rates each time.
  private func sets(_ change: (inout SyntheticSet, inout SeededNoise) -> Void = { _, _ in }) -> [SyntheticSet] {
    var random = SeededNoise(seed: 7)
    return (0..<UncertaintyTests.sets).map { index in
      let reps = (0..<4).map { _ in
        SyntheticRep(
          top: random.uniform(-8...8), ascent: random.uniform(0.7...2), hold: random.uniform(0...2),
          descent: random.uniform(0.8...3), rest: random.uniform(0...1))
      }
      var set = SyntheticSet(reps)
      set.noise = random.uniform(0.2...1.2)
      set.torso = random.uniform(110...220)
      set.bottom = random.uniform(-90 ... -60)
      set.frameRate = [24, 25, 30, 60][index % 4]
      set.seed = UInt64(index + 1)
      change(&set, &random)
      return set
    }
  }

  private func share(_ name: String, _ hits: [Bool]) -> Double {
    let share = Double(hits.count { $0 }) / Double(max(hits.count, 1))
    print("\(name): \(Int((share * 100).rounded())) % of \(hits.count) within u")
    return share
  }

  @Test("hold")
  func hold() {
    let hits = sets().flatMap { set in
      zip(assess(set).values(.hold), set.reps.indices).map { measured, rep in
        abs(measured.value - set.trueHold(rep)) <= measured.uncertainty
      }
    }
    #expect(share("hold", hits) >= UncertaintyTests.wanted)
  }

  @Test("top level, with a bias of the size measured on clips")
  func top() {
    // Standard deviation for 90 % within 4.8°, as measured at the top on rendered and photographic clips.
    let biased = sets { set, random in set.bias = random.normal(4.8 / 1.645) }
    let hits = biased.flatMap { set in
      zip(assess(set).values(.topDeviation), set.reps).map { abs($0.value - $1.top) <= $0.uncertainty }
    }
    #expect(share("top level", hits) >= UncertaintyTests.wanted)
  }

  @Test(
    "late speed, overshoot and burst: against the same lift without noise",
    arguments: [
      Measure.lateSpeedRatio, .overshoot, Measure("ascentBurst"),
    ])
  func speeds(measure: Measure) {
    let hits = sets().flatMap { set -> [Bool] in
      var ideal = set
      ideal.noise = 0
      return zip(assess(set).values(measure), assess(ideal).values(measure)).map { measured, truth in
        abs(measured.value - truth.value) <= measured.uncertainty
      }
    }
    #expect(share(measure.rawValue, hits) >= UncertaintyTests.wanted)
  }

  @Test("clean sets are not flagged, and hardly ever left unjudged")
  func falseFlags() {
    let clean = sets { set, random in
      // As tracked clips have it: .05-.3° of noise. With more, the head rules rightly keep silent.
      set.noise = random.uniform(0.1...0.6)
      set.floorClearance = 0.15
      for rep in set.reps.indices {
        set.reps[rep].hold += 1
        set.reps[rep].ascent = max(set.reps[rep].ascent, 0.95)
        set.reps[rep].descent += 0.8
      }
    }.map { assess($0) }
    let verdicts = clean.flatMap(\.verdicts).joined()
    let flagged = verdicts.count { $0 == .flag }
    let silent = verdicts.count { $0 == .notAssessed }
    print("clean sets: \(flagged) flags and \(silent) not assessed of \(verdicts.count) verdicts")
    #expect(flagged == 0, "\(clean.flatMap(\.flags))")
    #expect(Double(silent) <= 0.05 * Double(verdicts.count))
  }
}
