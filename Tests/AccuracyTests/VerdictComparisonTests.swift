import Accuracy
import Movement
import Testing

@Suite("A comparison of verdicts")
struct VerdictComparisonTests {
  private func finding(_ verdict: Verdict, _ value: Double = 0, _ unit: Movement.Unit = .degrees) -> Finding {
    Finding(
      rule: "pause", verdict: verdict, value: value, unit: unit, uncertainty: 1, span: TimeSpan(from: 0, to: 1),
      message: "seen")
  }

  private func compare(
    _ old: [Finding], _ new: [Finding], start: Double = 0, by transformation: String = "mirrored",
    allowed: [String: Set<RuleID>] = [:]
  ) throws -> VerdictComparison {
    let analyses = [(0.0, old), (start, new)].map { start, findings in
      var rep = ScoreBench.rep(start)
      rep.findings = findings
      return ScoreBench.analysis([rep])
    }
    return VerdictComparison(
      from: analyses[0], to: analyses[1], by: try #require(Transformation.named(transformation)), allowed: allowed)
  }

  private enum Fate { case same, lost, step, failure }

  private func fate(_ comparison: VerdictComparison) -> [Fate] {
    Array(repeating: .same, count: comparison.same) + Array(repeating: .lost, count: comparison.lost)
      + comparison.steps.map { _ in .step } + comparison.failures.map { _ in .failure }
  }

  @Test("sorts what became of a verdict whose value hardly moved")
  func sorted() throws {
    let table: [(Verdict, Verdict, Fate)] = [
      (.ok, .ok, .same), (.flag, .flag, .same), (.ok, .notAssessed, .lost), (.flag, .notAssessed, .lost),
      (.ok, .borderline, .step), (.borderline, .flag, .step), (.flag, .borderline, .step), (.ok, .flag, .failure),
      (.flag, .ok, .failure), (.notAssessed, .flag, .failure),
    ]
    for (old, new, expected) in table {
      let comparison = try compare([finding(old)], [finding(new, 0.9)])
      #expect(fate(comparison) == [expected], "\(old) to \(new)")
      #expect(comparison.verdicts == (old == .notAssessed ? 0 : 1))
    }
  }

  @Test("takes a step for a failure where the value left its uncertainty, or another thing was measured")
  func far() throws {
    #expect(try compare([finding(.ok)], [finding(.borderline, 1.1)]).failures.count == 1)
    #expect(try compare([finding(.ok)], [finding(.borderline, 0, .seconds)]).failures.count == 1)
  }

  @Test("lets a flag of what could not be judged before come where the truth allows it")
  func allowed() throws {
    let comparison = try compare([finding(.notAssessed)], [finding(.flag)], allowed: ["rep 1": ["pause"]])
    #expect(comparison.failures == [])
  }

  @Test("misses findings that are gone")
  func gone() throws {
    #expect(try compare([finding(.ok)], []).failures.count == 1)
    #expect(try compare([], [finding(.ok)]).failures.isEmpty)
  }

  @Test("wants the reps where they were, or as much later as the clip is", arguments: [(0, 1), (1, 0)])
  func times(delay: Double, failures: Int) throws {
    #expect(try compare([], [], start: delay, by: "one second later").failures.count == failures)
    #expect(try compare([], [], start: 1 - delay).failures.count == failures)
  }

  @Test("fails where outcome or count differ")
  func counts() {
    let one = ScoreBench.analysis([ScoreBench.rep(0)])
    let transformation = Transformation.all[0]
    for other in [
      ScoreBench.analysis([]), ScoreBench.analysis([ScoreBench.rep(0)], outcome: .noReps),
      ScoreBench.analysis([ScoreBench.rep(0, kind: .attempt)]),
    ] {
      #expect(VerdictComparison(from: one, to: other, by: transformation).failures.count == 1)
    }
  }

  @Test("sees a flag of the set appear")
  func set() {
    let reps = [ScoreBench.rep(0)]
    let quiet = ScoreBench.analysis(reps)
    let loud = ScoreBench.analysis(reps, set: [ScoreBench.setFlag("sliding")])
    let transformation = Transformation.all[0]
    #expect(VerdictComparison(from: quiet, to: loud, by: transformation).failures.count == 1)
    #expect(VerdictComparison(from: loud, to: loud, by: transformation).failures == [])
  }
}

@Suite("A clip at half speed")
struct HalfSpeedTests {
  /// A rep whose top is 1 s after its start, and a triangle of speed in it.
  private func reading(hold: Double, top: Double = 0, peak: Double) -> HalfSpeed.Reading {
    let rep = ScoreBench.rep(
      0,
      measurements: [
        .topDeviation: Quantity(top, .degrees, uncertainty: 2), .hold: Quantity(hold, .seconds, uncertainty: 0.1),
      ])
    return HalfSpeed.Reading(
      ScoreBench.analysis([rep]),
      Signals(
        times: [0, 0.5, 1],
        columns: [Signals.Column(name: "angularSpeed", unit: .degreesPerSecond, values: [0, peak, nil])]))
  }

  @Test(
    "keeps its angles, takes twice as long and moves half as fast",
    arguments: [
      (2.0, 0.0, 50.0, 0), (2.15, 1.5, 55, 0), (1, 0, 50, 1), (2, 3, 50, 1), (2, 0, 100, 1), (1, 3, 100, 3),
    ])
  func halved(hold: Double, top: Double, peak: Double, failures: Int) {
    let comparison = HalfSpeed(from: reading(hold: 1, peak: 100), to: reading(hold: hold, top: top, peak: peak))
    #expect(comparison.failures.count == failures, "\(comparison.failures)")
  }
}
