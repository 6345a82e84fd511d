import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import ReviewServer

@Suite("The report of agreement")
struct AgreementReportTests {
  private func tally(_ agreed: Int, _ disagreed: Int, split: Int = 0, unsure: Int = 0, open: Int = 0)
    -> RuleAgreement.Tally
  {
    RuleAgreement.Tally(agreed: agreed, disagreed: disagreed, split: split, unsure: unsure, open: open)
  }

  private func line(
    _ rule: String?, _ profile: Profile? = nil, flags: RuleAgreement.Tally = .init(),
    borderline: RuleAgreement.Tally = .init(), missed: Int = 0
  ) -> RuleAgreement {
    RuleAgreement(
      rule: rule.map { RuleID($0) }, profile: profile, flags: flags, borderline: borderline, missed: missed)
  }

  @Test("is a table with shares, intervals and what was missed")
  func table() {
    let report = AgreementReport([
      line("pause", flags: tally(12, 2, open: 3), borderline: tally(2, 1, open: 9), missed: 2),
      line("swing", flags: tally(0, 0, split: 1, unsure: 2)), line("toes-pointed", missed: 1), line(nil, missed: 4),
    ])
    #expect(
      report.lines.joined(separator: "\n") == """
        Coaches agreed with 12 of 14 flags and 2 of 3 borderline findings.
        12 findings are open, 7 missed.

        Rule          Said        Agreed  Share     90 %  Split  Unsure  Open  Missed
        pause         flag         12/14   86 %  65-95 %      0       0     3       2
                      borderline     2/3   67 %  25-92 %      0       0     9
        swing         flag             -      -        -      1       2     0       0
        toes-pointed  nothing          -      -        -      -       -     -       1
        (no rule)     nothing          -      -        -      -       -     -       4

        Agreed: of those that coaches agreed or disagreed with; 90 %: the share's interval (Wilson).
        Split: coaches hold both. Unsure: none could say. Open: not decided.
        Missed: reps in which a coach saw the fault and the rule did not flag it.
        """)
  }

  @Test("fits a terminal of a hundred columns, whatever was counted")
  func widths() {
    let many = tally(9_876, 123, split: 4_567, unsure: 4_567, open: 9_999)
    let report = AgreementReport(
      isByProfile: true,
      [line("feet-off-floor", .ballOnBench, flags: many, borderline: many, missed: 9_876)])
    for line in report.lines { #expect(line.count <= 100, "\(line)") }
  }

  @Test("says of results without any decision what is open, and how to begin")
  func undecided() throws {
    let results = try SharingResults()
    try results.record(1)
    let lines = try AgreementReport(of: results.archive).lines
    #expect(
      lines[0] == "Nobody has decided anything yet: 2 findings are open. \"formcheck review DIR\" opens the desk.")
    #expect(lines.contains("pause  flag             -      -     -      0       0     1       0"))
    let empty = AgreementReport([]).lines
    #expect(
      empty == ["There is nothing to agree with: no rep is flagged or borderline, and nothing was marked as missed."])
  }

  @Test("holds to one coach, and says who there is when nobody has that name")
  func coaches() throws {
    let results = try SharingResults()
    try results.record(1)
    let nobody = #expect(throws: DeskError.self) { try AgreementReport(of: results.archive, coach: "Kim") }
    #expect(nobody?.description == "nobody named Kim has decided anything; nobody has yet.")
    try results.archive.decide([
      Sample.decision(1, of: 1, rep: (4, 7.5), rule: "pause", by: "Kim", .agree),
      Sample.decision(2, of: 1, rep: (4, 7.5), rule: "pause", by: "Lee\u{E9}", .disagree(.tooSmall)),
    ])
    #expect(try AgreementReport(of: results.archive).rules[0].flags.split == 1)
    #expect(try AgreementReport(of: results.archive, coach: "Kim").rules[0].flags.agreed == 1)
    // However a keyboard makes an accent.
    let lee = try AgreementReport(of: results.archive, coach: "Leee\u{301}")
    #expect(lee.rules[0].flags.disagreed == 1)
    #expect(lee.lines[0] == "Lee\u{E9} agreed with 0 of 1 flags and 0 of 0 borderline findings.")
    let unknown = #expect(throws: DeskError.self) { try AgreementReport(of: results.archive, coach: "Max\u{7}") }
    #expect(unknown?.kind == .notFound)
    #expect(unknown?.description == "nobody named Max? has decided anything; these have: Kim, Lee\u{E9}.")
  }

  @Test("is one JSON document whose keys are always there")
  func json() throws {
    let report = AgreementReport(
      isByProfile: true, [line("pause", .bench, flags: tally(3, 1, unsure: 1)), line(nil, .bench, missed: 2)])
    let text = try report.json().text
    #expect(
      text == """
        {"byProfile":true,"coach":null,"rules":[{"borderline":{"agreed":0,"disagreed":0,"interval":null,"open":0,\
        "share":null,"split":0,"unsure":0},"flags":{"agreed":3,"disagreed":1,"interval":{"from":0.3562,"to":0.9421},\
        "open":0,"share":0.75,"split":0,"unsure":1},"missed":0,"profile":"bench","rule":"pause"},{"borderline":\
        {"agreed":0,"disagreed":0,"interval":null,"open":0,"share":null,"split":0,"unsure":0},"flags":{"agreed":0,\
        "disagreed":0,"interval":null,"open":0,"share":null,"split":0,"unsure":0},"missed":2,"profile":"bench",\
        "rule":null}],"schema":"formcheck.agreement/1"}
        """)
  }

  @Test("says of a folder without results what to name, and changes nothing there")
  func noResults() throws {
    let scratch = try TemporaryFolder()
    let error = #expect(throws: DeskError.self) { try ResultsArchive(ofResults: scratch.url) }
    #expect(error?.kind == .notFound)
    #expect(error?.description.contains("formcheck batch CLIPS --out") == true)
    try FileManager.default.createDirectory(
      at: scratch.url.appendingPathComponent("sets"), withIntermediateDirectories: true)
    let lost = #expect(throws: DeskError.self) { try ResultsArchive(ofResults: scratch.url) }
    #expect(lost?.description.contains("--reindex") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["sets"])
  }
}
