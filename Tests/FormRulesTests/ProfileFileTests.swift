import FormRules
import Kinematics
import Movement
import MovementTesting
import Testing

@Suite("Profile files")
struct ProfileFileTests {
  private func sheet(_ text: String) throws(ProfileError) -> ProfileSheet {
    try ProfileSheet(OwnProfile(name: "mine.yaml", text: text))
  }

  private func message(_ text: String) -> String {
    do {
      _ = try sheet(text)
      return ""
    } catch {
      return error.description
    }
  }

  @Test(
    "the five profiles are whole: every criterion of a rule that is on has a limit somewhere",
    arguments: Profile.allCases)
  func builtIn(_ profile: Profile) {
    let sheet = ProfileSheet.builtIn(profile)
    #expect(sheet.profile == profile && !sheet.title.isEmpty)
    #expect(sheet.topReference == AnalysisOptions(profile: profile).topReference)
    for entry in sheet.rules {
      let rule = RuleBook.rule(entry.rule)
      #expect(rule != nil)
      #expect(entry.limits.isEmpty == (rule?.criteria.isEmpty ?? true), "\(entry.rule)")
    }
  }

  @Test("a profile of one's own changes what it names and nothing else")
  func changes() throws {
    let base = ProfileSheet.builtIn(.machine)
    let own = try sheet(
      """
      base: machine
      title: Studio north
      rules:
        pause:
          hold: { ok: 2, flag: 1.5 }
        head-steady: off
      """)
    #expect(own.title == "Studio north" && own.profile == .machine)
    let pause = try #require(own.limits(of: RuleID("pause"))?.first)
    #expect((pause.ok, pause.flag) == (2, 1.5))
    // What is left out keeps its distance from the limit.
    #expect(abs(pause.strong - 1.15) < 1e-9)
    #expect(own.limits(of: RuleID("head-steady")) == nil)
    let untouched = Set(base.rules.map(\.rule)).subtracting([RuleID("pause"), RuleID("head-steady")])
    for rule in untouched { #expect(own.limits(of: rule) == base.limits(of: rule)) }
  }

  @Test("it decides: a pause that is long enough for the machine is too short for the studio")
  func verdicts() throws {
    let track = SyntheticSet(SyntheticRep(hold: 0.95)).render()
    let options = AnalysisOptions(profile: .machine)
    let reading = SetReading(track, options: options)
    #expect(FormAssessor.assess(track, options: options).verdict("pause") == .ok)
    let strict = try sheet("base: machine\nrules: {pause: {hold: {ok: 3, flag: 2.5}}, above-line: off}")
    let judged = FormAssessor.assess(reading, track, options: options, sheet: strict)
    #expect(judged.verdict("pause") == .flag)
    #expect(judged.verdict("above-line") == nil)
  }

  @Test("signs of an alias inside words or alone are words")
  func noAlias() throws {
    #expect(try sheet("base: machine # R&B\ntitle: R&B 3 * 4 & more").title == "R&B 3 * 4 & more")
  }

  @Test(
    "what it does not know and what no limit can be is an error with the line",
    arguments: [
      ("base: machine\nrules:\n  pauze:\n    hold: { ok: 2, flag: 1 }", "mine.yaml:3: ", "did you mean pause?"),
      ("base: machine\nrules:\n  pause:\n    held: { ok: 2, flag: 1 }", "mine.yaml:4: ", "did you mean hold?"),
      ("base: machine\nrules:\n  pause:\n    hold: { ok: 2, flga: 1 }", "mine.yaml:4: ", "did you mean flag?"),
      ("base: machine\nrules:\n  pause:\n    hold: { ok: 1, flag: 2 }", "mine.yaml:4: ", "ok >= flag >= strong"),
      ("base: machine\nrules:\n  pause:\n    hold:\n      ok: 2\n      flag: -1", "mine.yaml:6: ", "from 0 to 60"),
      ("base: machine\nrules:\n  pause:\n    hold: { ok: .nan, flag: 1 }", "mine.yaml:4: ", "a number"),
      ("base: machine\nrules:\n  pause:\n    hold: { ok: soon, flag: 1 }", "mine.yaml:4: ", "a number"),
      ("base: machine\nrules:\n  pause: 3", "mine.yaml:3: ", "a list of hold"),
      ("base: sofa", "mine.yaml:1: ", "none of bench"),
      ("rules: {}", "mine.yaml:1: ", "base is missing"),
      ("base: machine\nname: x", "mine.yaml:2: ", "knows no \"name\""),
      ("base: machine\nrules:\n  capture: off", "mine.yaml:3: ", "knows no \"capture\""),
      ("base: machine\nbase: bench", "mine.yaml:", "base is written twice"),
      ("base: machine\nrules:\n  legs-together: {}", "mine.yaml:3: ", "write its limits"),
      (
        "base: machine\nrules:\n  pause: { hold: { ok: 1, flag: 0.5, because: [1] } }", "mine.yaml:3: ",
        "a line of text"
      ),
      ("base: machine\ntitle: \"two\\nlines\"", "mine.yaml:2: ", "a line of text"),
      ("base: machine\nrules:\n  pause:", "mine.yaml:3: ", "or on or off"),
      ("a: &a [1, 1]\nb: [*a, *a]\n? [*a]\n: 1", "mine.yaml:1: ", "write the value out"),
      ("base: machine\r\nx: [it's, *a, it's]", "mine.yaml:2: ", "write the value out"),
      ("base: machine\nx: [a#b, *a]", "mine.yaml:2: ", "write the value out"),
      ("base: [unclosed", "mine.yaml:", "YAML"),
      ("", "mine.yaml: ", "empty"),
      ("just words", "mine.yaml: ", "empty"),
      (String(repeating: "# long\n", count: 20_000), "mine.yaml: ", "longer than"),
    ])
  func refused(_ text: String, _ place: String, _ words: String) {
    let message = message(text)
    #expect(message.hasPrefix(place), "\(message)")
    #expect(message.contains(words), "\(message)")
  }
}
