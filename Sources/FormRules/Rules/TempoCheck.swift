import Kinematics
import Movement

/// How even the tempo is, and how near to the one asked for. Information: no tempo is a fault.
struct TempoCheck: FormRule {
  let id = RuleID("tempo")
  let title = "Tempo"
  let words = [
    Quotation("S0", "Hold for a second, then slowly lower your legs"), Quotation("S1", "Lower your legs slowly"),
  ]
  let measured = """
    Way up, top, way down and bottom of each rep in seconds as a coach counts them: the moves in full, the top and the \
    bottom what lies between. With --tempo each part is held against the one asked for, ± half a second. Over the set: how \
    much the time of a whole rep varies. u: .25 s.
    """
  let notAssessedWhen = ["fewer than three reps (variation over the set)", "the track is bad"]
  let cue = "keep the tempo that was asked for"

  let criteria: [Criterion] = []

  /// Seconds: what a coach who counts does not hear.
  private static let tolerance = 0.5

  func judge(_ rep: RepMotion, in set: SetContext) -> Finding? {
    guard let target = set.options.tempo else { return nil }
    if let reason = Silence.interruption(rep) ?? Silence.noisy(set, allowed: .poor) { return silent(reason, rep) }
    let tempo = Tempos.tempo(of: rep, in: set.motion)
    let parts = [
      ("up", tempo.ascent, target.ascent), ("at the top", tempo.top, target.top),
      ("down", tempo.descent, target.descent), ("at the bottom", tempo.bottom, target.bottom),
    ]
    let known = parts.compactMap { name, found, wanted in found.map { (name: name, off: $0 - wanted) } }
    guard let worst = known.max(by: { abs($0.off) < abs($1.off) }) else { return nil }
    let isNear = abs(worst.off) <= TempoCheck.tolerance
    let way = worst.off < 0 ? "shorter" : "longer"
    let message =
      isNear
      ? "The tempo was the one asked for, ± half a second."
      : "\(Words.number(abs(worst.off), 1)) s \(way) \(worst.name) than the tempo asked for."
    return Finding(
      rule: id, verdict: isNear ? .ok : .borderline, value: abs(worst.off), unit: .seconds, uncertainty: 0.25,
      limit: TempoCheck.tolerance, span: rep.span, message: message)
  }

  func judge(_ set: SetContext) -> [SetFinding] {
    let reps = set.motion.wholeReps
    guard let first = reps.first, let last = reps.last else { return [] }
    let span = TimeSpan(from: first.start, to: last.end)
    let reason =
      (reps.count < 3 ? "a variation takes three reps to see" : nil) ?? Silence.noisy(set, allowed: .poor)
    if let reason { return [silent(reason, over: span, reps)] }
    let times = reps.map(\.span.duration)
    let mean = times.reduce(0, +) / Double(times.count)
    let variance = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(times.count - 1)
    let variation = variance.squareRoot() / max(mean, 0.1)
    let finding = Finding(
      rule: id, verdict: .ok, value: variation, unit: .ratio,
      uncertainty: 0.2 / max(mean, 0.1), span: span,
      message: "A rep took \(Words.number(mean, 1)) s on the average and varied by "
        + "\(Words.number(variation * 100)) % over the set.")
    return [SetFinding(finding: finding, reps: reps.map(\.number))]
  }
}
