import Accuracy
import Movement
import Testing

@Suite("A score")
struct ClipScoreTests {
  private func score(
    _ reps: [Rep], set: [SetFinding] = [], yaw: Double? = nil, rep: String = #""mustFlag": [], "mayFlag": []"#,
    clip: String = ""
  ) throws -> ClipScore {
    ScoreBench.score(
      ScoreBench.analysis(reps, set: set, yaw: yaw), try ScoreBench.truth(rep: rep, clip: clip))
  }

  @Test("matches a rep that holds the true top, and counts ghosts and misses")
  func matching() throws {
    let exact = try score([ScoreBench.rep(1.2)])
    #expect(exact.isCountExact)
    let wrong = try score([ScoreBench.rep(5)])
    #expect((wrong.ghosts, wrong.missed, wrong.isCountExact) == (1, 1, false))
  }

  @Test("gives a true rep one partner: of two halves the second is a ghost")
  func halves() throws {
    let split = try score([ScoreBench.rep(0.5), ScoreBench.rep(1.1)])
    #expect((split.ghosts, split.missed) == (1, 0))
  }

  @Test("tells reps from attempts", arguments: [(Rep.Kind.rep, 0, true), (.attempt, 1, false)])
  func kinds(kind: Rep.Kind, mistaken: Int, isExact: Bool) throws {
    let found = try score([ScoreBench.rep(1, kind: kind)])
    #expect((found.mistaken, found.isCountExact) == (mistaken, isExact))
    let attempt = try score(
      [ScoreBench.rep(1, kind: kind)], rep: #""kind": "attempt", "mustFlag": [], "mayFlag": []"#)
    #expect((attempt.mistaken, attempt.isCountExact) == (1 - mistaken, !isExact))
    #expect(attempt.trueReps == 0)
  }

  @Test("says errors as found minus true, and whether truth lay within the uncertainty")
  func errors() throws {
    func error(_ top: Double) throws -> [MeasuredError]? {
      let measurements: [Measure: Quantity?] = [.topDeviation: Quantity(top, .degrees, uncertainty: 2)]
      return try score([ScoreBench.rep(1, measurements: measurements)]).errors[.topDeviation]
    }
    #expect(try error(2.5) == [MeasuredError(1.5, isCovered: true)])
    #expect(try error(4) == [MeasuredError(3, isCovered: false)])
  }

  @Test("compares the other measures where both sides have them")
  func measures() throws {
    let found = ScoreBench.rep(
      1, measurements: [.kneeFlexion: Quantity(12, .degrees, uncertainty: 1), .feetHeight: nil])
    let score = try score(
      [found],
      rep:
        #""measures": {"kneeFlexion": 10, "feetHeight": 0.1, "legSpread": null, "burst": 1.2}, "mustFlag": [], "mayFlag": []"#
    )
    #expect(score.errors == [.kneeFlexion: [MeasuredError(2, isCovered: false)]])
  }

  @Test("compares the size of the camera's turn, where the truth and the analysis know it")
  func yaw() throws {
    #expect(try score([], yaw: -12, clip: #", "yaw": 10"#).errors[Measure("yaw")] == [MeasuredError(2, isCovered: nil)])
    #expect(try score([], yaw: nil, clip: #", "yaw": 10"#).errors[Measure("yaw")] == nil)
    #expect(try score([], yaw: 3).errors[Measure("yaw")] == nil)
  }

  @Test("asks for one flag of each list of alternatives, of rules that exist")
  func missed() throws {
    let demand = #""mustFlag": [["pause"], ["swing"], ["partial-top", "swing"]], "mayFlag": []"#
    let half = try score([ScoreBench.rep(1, flags: ["pause"])], rep: demand)
    #expect(half.missedFlags == ["rep 1 partial-top"])
    #expect((half.rules["pause"]?.demands, half.rules["pause"]?.met) == (1, 1))
    #expect((half.rules["partial-top"]?.demands, half.rules["partial-top"]?.met) == (1, 0))
    #expect(try score([ScoreBench.rep(1, flags: ["pause", "partial-top"])], rep: demand).missedFlags == [])
  }

  @Test("counts a demand for its first rule, whichever of them flags")
  func alternatives() throws {
    let met = try score(
      [ScoreBench.rep(1, flags: ["pause"])], rep: #""mustFlag": [["partial-top", "pause"]], "mayFlag": []"#)
    #expect((met.rules["partial-top"]?.demands, met.rules["partial-top"]?.met) == (1, 1))
    #expect(met.rules["pause"]?.demands == 0)
  }

  @Test("counts silence about a true fault, and a fault of a rep that was not found, as missed")
  func silence() throws {
    let demand = #""mustFlag": [["pause"]], "mayFlag": []"#
    let silent = try score([ScoreBench.rep(1, silent: ["pause"])], rep: demand).rules["pause"]
    #expect((silent?.met, silent?.silentMisses, silent?.notAssessed, silent?.findings) == (0, 1, 1, 1))
    #expect(try score([], rep: demand).missedFlags == ["rep 1 pause"])
  }

  @Test("takes any other flag for a mistake, on a ghost every flag")
  func wrong() throws {
    let flags: [RuleID] = ["pause", "partial-top", "head-jerk"]
    let score = try score(
      [ScoreBench.rep(1, flags: flags), ScoreBench.rep(9, flags: ["pause"])],
      rep: #""mustFlag": [["pause"]], "mayFlag": ["partial-top"]"#)
    #expect(score.wrongFlags == ["rep 1 head-jerk", "ghost 1 pause"])
    #expect((score.rules["pause"]?.flags, score.rules["pause"]?.allowed) == (2, 1))
    #expect((score.rules["head-jerk"]?.flags, score.rules["head-jerk"]?.allowed) == (1, 0))
  }

  @Test("judges rules of the set by the set's own lists, and no sum of reps twice")
  func set() throws {
    let sum = ScoreBench.setFlag("pause")
    let drift = ScoreBench.setFlag("sliding")
    let reps = [ScoreBench.rep(1, flags: ["pause"])]
    let allowed = #""mustFlag": [["pause"]], "mayFlag": []"#
    #expect(try score(reps, set: [sum, drift], rep: allowed).wrongFlags == ["set sliding"])
    let may = try score(reps, set: [sum, drift], rep: allowed, clip: #", "mayFlagSet": ["sliding"]"#)
    #expect(may.wrongFlags == [])
    #expect(may.rules["pause"]?.flags == 1)
    let must = try score(reps, set: [drift], rep: allowed, clip: #", "mustFlagSet": [["sliding"]]"#)
    #expect((must.wrongFlags, must.missedFlags) == ([], []))
    let missed = try score(reps, rep: allowed, clip: #", "mustFlagSet": [["sliding"], ["tempo"]]"#)
    #expect(missed.missedFlags == ["set sliding"])
  }

  @Test(
    "of a clip without a set is right with one of the outcomes that are allowed",
    arguments: [
      (Outcome.noReps, true), (.notThisExercise, true), (.assessed, false), (.noAthlete, false),
    ])
  func outcomes(outcome: Outcome, isRight: Bool) throws {
    let negative = try ScoreBench.truth(
      #"{"profile": "bench", "outcome": ["noReps", "notThisExercise"], "reps": []}"#)
    let score = ScoreBench.score(ScoreBench.analysis([], outcome: outcome), negative)
    #expect((score.isOutcomeRight, score.isNegative) == (isRight, true))
  }
}
