import Movement
import Testing

@testable import Reports

@Suite("What goes on at a moment")
struct SetStoryTests {
  private func story(_ change: (inout DrawnSet) -> Void = { _ in }) -> SetStory {
    var set = DrawnSet()
    change(&set)
    return SetStory(set.analysis, signals: set.signals)
  }

  private func flag(_ rule: String, from: Double, to: Double, _ verdict: Verdict = .flag) -> Finding {
    Finding(rule: RuleID(rule), verdict: verdict, span: TimeSpan(from: from, to: to), message: rule)
  }

  static let phases: [(Double, Int?, Phase, Double?, Int)] = [
    (0, nil, .beforeSet, nil, 0), (1.999, nil, .beforeSet, nil, 0), (2, 1, .ascent, nil, 0), (3.4, 1, .ascent, nil, 0),
    (3.5, 1, .hold, 0, 0), (4, 1, .hold, 0.5, 0), (4.5, 1, .descent, nil, 0), (5.9, 1, .descent, nil, 0),
    (6, nil, .bottom, nil, 1), (6.9, nil, .bottom, nil, 1), (7, 2, .ascent, nil, 1), (11, nil, .afterSet, nil, 2),
    (1000, nil, .afterSet, nil, 2), (-1, nil, .beforeSet, nil, 0),
  ]

  @Test("is the rep, its phase and how long the legs are held", arguments: phases)
  func phase(time: Double, number: Int?, phase: Phase, hold: Double?, done: Int) {
    let moment = story().moment(at: time)
    #expect(moment.rep?.number == number)
    #expect(moment.phase == phase)
    #expect(moment.hold == hold)
    #expect(moment.repsDone == done)
  }

  @Test("is nothing where nothing was assessed")
  func unassessed() {
    let moment = story { $0 = $0.unassessed(because: "dark") }.moment(at: 3)
    #expect(
      moment == Moment(time: 3, rep: nil, phase: nil, repsDone: 0, hold: nil, hipAngle: nil, bodyLine: nil, flags: []))
  }

  @Test("counts attempts apart")
  func attempts() {
    let story = story { $0.analysis.reps[0].kind = .attempt }
    #expect(story.moment(at: 3).rep?.kind == .attempt)
    #expect(story.moment(at: 12).repsDone == 1)
  }

  @Test("is the angle between two samples", arguments: [(0.0, 100.0), (3.25, 103.25), (13, 113), (12.99, 112.99)])
  func angle(time: Double, expected: Double) throws {
    #expect(abs(try #require(story().moment(at: time).hipAngle) - expected) < 1e-9)
  }

  @Test("is no angle in a gap, nor outside the signals", arguments: [-0.01, 13.01, 4.95, 5, 5.05, .nan])
  func noAngle(time: Double) {
    let story = story { $0.signals.columns[0].values[50] = nil }
    #expect(story.moment(at: time).hipAngle == nil)
    #expect(story.moment(at: 5.1).hipAngle != nil)
  }

  static let shown: [(Double, Int)] = [(3.49, 0), (3.5, 1), (3.8, 1), (4.99, 1), (5, 0), (8.6, 0)]

  @Test("is a flag for a second and a half at least", arguments: shown)
  func flags(time: Double, count: Int) {
    #expect(story().moment(at: time).flags.count == count)
  }

  @Test("is a flag as long as it lasts, and never what is borderline")
  func longFlags() {
    let story = story { set in
      set.analysis.reps[0].findings = [
        flag("swing", from: 2, to: 6), flag("lowering", from: 2, to: 6, .borderline),
        flag("tempo", from: 2, to: 6, .notAssessed),
      ]
    }
    #expect(story.moment(at: 5.9).flags.map(\.rule.rawValue) == ["swing"])
  }

  @Test("shows a flag of the set unless a rep has it")
  func setFlags() {
    let story = story { set in
      set.analysis.setFindings = [
        SetFinding(finding: flag("pause", from: 3.5, to: 3.7), reps: [1]),
        SetFinding(finding: flag("set-fade", from: 3, to: 8), reps: [1, 2]),
      ]
    }
    #expect(story.moment(at: 3.6).flags.map(\.rule.rawValue) == ["set-fade", "pause"])
    #expect(story.moment(at: 7.9).flags.map(\.rule.rawValue) == ["set-fade"])
  }

  @Test("shows one flag of a rule at a time")
  func oneAtATime() {
    let story = story { set in
      set.analysis.reps[0].findings = [flag("swing", from: 5, to: 5.1)]
      set.analysis.reps[1].findings = [flag("swing", from: 6, to: 6.1)]
    }
    #expect(story.moment(at: 6.2).flags.map(\.span.from) == [6])
    #expect(story.moment(at: 5.9).flags.map(\.span.from) == [5])
  }

  @Test(
    "calls a rep by the worst that was found",
    arguments: [
      ([Verdict.ok, .borderline, .flag, .notAssessed], Verdict.flag), ([.ok, .borderline, .notAssessed], .borderline),
      ([.ok, .notAssessed], .ok), ([.notAssessed], .notAssessed), ([], .notAssessed),
    ])
  func verdict(found: [Verdict], expected: Verdict) {
    #expect(DrawnSet.rep(1, from: 0, found.map { flag("swing", from: 0, to: 1, $0) }).verdict == expected)
  }

  static let messages = [
    (
      "The legs stopped 32° ±6° below the line of the torso, at 0:07.4: \"in line\" (S0).",
      "The legs stopped 32°\u{A0}±6° below the line of the torso"
    ),
    ("Reps 1, 2 and 4, most of all rep 1: The legs swung, at 0:02.1: \"x\"", "The legs swung"),
    (
      "The legs were held at the top for 0.2 s ±0.1 s, at 12:12.1: \"Hold\"",
      "The legs were held at the top for 0.2\u{A0}s\u{A0}±0.1\u{A0}s"
    ),
    ("No time in it", "No time in it"), ("", "pause"), (", at 0:01.0", "pause"),
  ]

  @Test("says a flag without time and quotation", arguments: messages)
  func shortMessage(message: String, expected: String) {
    #expect(
      Finding(rule: RuleID("pause"), verdict: .flag, span: TimeSpan(from: 0, to: 1), message: message).shortMessage
        == expected)
  }

  @Test("is the line of the torso, corrected by the lifter's own offset")
  func torsoLine() {
    #expect(story { $0.analysis.options.neutralOffset = -4 }.moment(at: 3).bodyLine == -4)
  }

  @Test(
    "is the horizontal of the room where the legs are held against the floor",
    arguments: [(Facing.left, 3.0), (.right, -3)])
  func floorLine(facing: Facing, expected: Double) {
    let story = story { set in
      set.analysis.options.topReference = .floor
      set.analysis.capture.facing = facing
      set.analysis.capture.roll = 3
      set.signals.columns[1].values = set.signals.times.map { _ in 20 }
    }
    #expect(story.moment(at: 3).bodyLine == expected)
  }
}
