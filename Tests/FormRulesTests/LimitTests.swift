import FormRules
import Movement
import Testing

@Suite("From numbers to verdicts")
struct LimitTests {
  private let atMost = Limit(Criterion(.topDeviation, .degrees, .atMost), ok: 10, flag: 15, strong: 25, because: "test")
  private let atLeast = Limit(Criterion(.hold, .seconds, .atLeast), ok: 1, flag: 0.7, strong: 0.35, because: "test")

  @Test(
    "ok inside, flag beyond the limit by more than u, borderline between",
    arguments: [
      (9.9, Verdict.ok), (10, .ok), (10.1, .borderline), (16, .borderline), (17.9, .borderline), (18.1, .flag),
    ])
  func above(value: Double, verdict: Verdict) {
    #expect(atMost.verdict(Quantity(value, .degrees, uncertainty: 3)) == verdict)
  }

  @Test(
    "the same toward the low side",
    arguments: [(1.0, Verdict.ok), (0.9, .borderline), (0.65, .borderline), (0.59, .flag)])
  func below(value: Double, verdict: Verdict) {
    #expect(atLeast.verdict(Quantity(value, .seconds, uncertainty: 0.1)) == verdict)
  }

  @Test(
    "strictness stretches the way from ok to flag",
    arguments: [(Strictness.lenient, 17.5), (.normal, 15), (.strict, 12.5)])
  func strictness(strictness: Strictness, flag: Double) {
    #expect(atMost.scaled(by: strictness).flag == flag)
    #expect(atMost.scaled(by: strictness).ok == 10)
  }

  @Test("only a flag has a severity", arguments: [(12.0, Severity.info), (20, .mild), (26, .strong)])
  func severity(value: Double, severity: Severity) {
    #expect(atMost.severity(Quantity(value, .degrees, uncertainty: 1)) == severity)
  }
}
