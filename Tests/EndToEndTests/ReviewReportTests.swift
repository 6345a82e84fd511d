import Archive
import Batch
import BrowserTesting
import Foundation
import Movement
import Testing

@Suite("What review prints and shares, over real reports")
struct ReviewReportTests {
  /// Results as a batch leaves them, of clips that the program analysed, with a coach's decisions of the first.
  private struct Desk {
    let scratch: TemporaryFolder
    var folder: URL { scratch.url.appendingPathComponent("results") }
    private var database: URL { folder.appendingPathComponent(ResultsArchive.fileName) }
    private(set) var keys: [SetKey] = []

    init(_ reports: [(folder: URL, analysis: Analysis)]) throws {
      scratch = try TemporaryFolder()
      let sets = scratch.url.appendingPathComponent("results").appendingPathComponent(ResultsLayout.setsFolder)
      try FileManager.default.createDirectory(at: sets, withIntermediateDirectories: true)
      let archive = try ResultsArchive(at: database)
      for report in reports {
        let hash = try #require(ClipHash(rawValue: report.analysis.clip.sha256))
        let key = try #require(SetKey(rawValue: String(hash.rawValue.prefix(40))))
        let place = folder.appendingPathComponent(ResultsLayout.folder(of: key))
        try FileManager.default.copyItem(at: report.folder, to: place)
        let upload = Upload(
          path: report.analysis.clip.file, athlete: "Ann", date: CalendarDay("2026-01-05"), notes: "sore knee")
        let record = SetRecord(key: key, clipSha256: hash, uploads: [upload])
        try record.document().write(to: place.appendingPathComponent(SetRecord.fileName))
        try archive.record(record, report.analysis)
        keys.append(key)
      }
      try ResultsIndex(of: archive).write(to: folder)
    }

    /// A decision of Kim's about a rep of a report. The archive is closed again: whoever has it open writes beside it.
    func decide(_ rep: Rep?, of analysis: Analysis, rule: RuleID? = nil, _ what: Decision.What) throws {
      let hash = try #require(ClipHash(rawValue: analysis.clip.sha256))
      let key = try #require(SetKey(rawValue: String(hash.rawValue.prefix(40))))
      try ResultsArchive(at: database).decide(
        Decision(
          id: DecisionID(UUID()), made: Moment(Date(timeIntervalSince1970: 1_795_000_000)), coach: "Kim", clip: hash,
          set: key, rep: rep.map { Decision.SeenRep(number: $0.number, start: $0.start, top: $0.top, end: $0.end) },
          rule: rule, what: what))
    }

    func review(_ words: String...) throws -> Program.Result {
      try Program.formcheck(["review", folder.path] + words, in: scratch.url)
    }
  }

  private func sampleDesk() async throws -> (Desk, Analysis) {
    var reports: [(URL, Analysis)] = []
    for name in ["machine-mixed", "bench-clean"] {
      let report = try await SampleReports.shared.report(name)
      reports.append((report.folder, report.analysis))
    }
    return (try Desk(reports), reports[0].1)
  }

  @Test("counts agreement and prints labels, and changes nothing on disk")
  func printing() async throws {
    let (desk, analysis) = try await sampleDesk()
    let rep = try #require(analysis.reps.first { $0.findings.contains { $0.verdict == .flag } })
    let flagged = try #require(rep.findings.first { $0.verdict == .flag }).rule

    let nothing = try desk.review("--report")
    #expect(nothing.status == 0 && nothing.errors.isEmpty)
    #expect(nothing.output.hasPrefix("Nobody has decided anything yet: "))

    try desk.decide(rep, of: analysis, rule: flagged, .agree)
    try desk.decide(analysis.reps[0], of: analysis, .missed("=looks away"))
    let before = try files(in: desk.folder)
    let text = try desk.review("--report")
    #expect(text.output.hasPrefix("Coaches agreed with 1 of 1 flags and 0 of 0 borderline findings.\n"))
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let row = try #require(text.output.split(separator: "\n").first { $0.hasPrefix("\(flagged) ") })
    #expect(row.contains("1/1  100 %  27-100 %"))
    let json = try desk.review("--report", "--by-profile", "--coach", "Kim", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "formcheck.agreement/1")
    #expect(document["coach"] as? String == "Kim")

    let csv = try desk.review("--export", "csv")
    #expect(csv.output.hasPrefix("clip,set,tool_version,") && csv.output.hasSuffix("\r\n"))
    #expect(csv.output.components(separatedBy: "\r\n").count == 3)
    let lines = try desk.review("--export", "jsonl")
    #expect(lines.output.split(separator: "\n").count == 1)
    let label = try JSONDecoder().decode(LabelledRep.self, from: Data(lines.output.utf8))
    #expect(label.rule == flagged && label.label == .present && label.athlete == "Ann")
    #expect(try files(in: desk.folder) == before)
  }

  @Test("says what is wrong, and how to go on")
  func mistakes() async throws {
    let (desk, _) = try await sampleDesk()
    let cases: [([String], Int32, String)] = [
      (["--report", "--coach", "Max"], 66, "nobody named Max has decided anything"),
      (["--share", "ffffffffff"], 66, "no set's key begins like that. Every set's key is in its address"),
      (["--share", "abc"], 64, "the first six or more hexadecimal digits"),
      (["--share", desk.keys[0].rawValue, "--out", "results"], 74, "is there already and not empty"),
    ]
    for (words, status, message) in cases {
      let run = try Program.formcheck(["review", desk.folder.path] + words, in: desk.scratch.url)
      #expect(run.status == status && run.output.isEmpty, "\(words)")
      #expect(run.errors.contains(message), "\(run.errors)")
    }
    let empty = try TemporaryFolder()
    for words in [["--report"], ["--export", "csv"], ["--share", "abcdef"]] {
      let run = try Program.formcheck(["review", empty.url.path] + words)
      #expect(run.status == 66)
      #expect(run.errors.contains("no results of a batch") && run.errors.contains("formcheck batch"))
    }
    #expect(try empty.contents == [])
  }

  @Test("tells of decisions that the archive has not taken in yet")
  func behind() async throws {
    let (desk, _) = try await sampleDesk()
    try Data("{}\n".utf8).write(to: desk.folder.appendingPathComponent(ResultsLayout.decisionsFile))
    let run = try desk.review("--report")
    #expect(run.status == 0)
    #expect(run.errors.contains("decisions.jsonl holds other decisions than the archive"))
  }

  @Test("shares a set whose notes lead to their moment in the film")
  func sharing() async throws {
    let drawn = try await DrawnSet.shared.copy()
    let analysis = try Analysis(ofReportIn: drawn.report)
    let desk = try Desk([(drawn.report, analysis)])
    let rep = try #require(analysis.reps.first)
    let at = (rep.top * 100).rounded() / 100
    try desk.decide(rep, of: analysis, .note("Hold it here", at: at))
    try desk.decide(rep, of: analysis, rule: RuleID("pause"), .agree)
    let before = try files(in: desk.folder)

    let run = try desk.review("--share", String(desk.keys[0].rawValue.prefix(8)).uppercased())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "Shared with 2 decisions and notes: set.shared/index.html\n")
    #expect(try files(in: desk.folder) == before)
    let folder = desk.scratch.url.appendingPathComponent("set.shared")
    let shared = try files(in: folder)
    let wanted = [
      "index.html", "report.html", "annotated.mp4", "decisions.csv", "reps.csv", "signals.csv", "analysis.json",
    ]
    #expect(Set(wanted).isSubset(of: shared.keys))
    #expect(Set(["set.json", "pose.json.gz", "film.json"]).isDisjoint(with: shared.keys))
    // Every address leads to a file of the folder.
    for page in ["index.html", "report.html"] {
      let text = String(decoding: try #require(shared[page]), as: UTF8.self)
      for link in text.matches(of: /(?:href|src|data-original|data-annotated)="([^"#]+)[^"]*"/)
      where !link.1.hasPrefix("data:") {
        #expect(shared[String(link.1)] != nil, "\(page) leads to \(link.1)")
      }
    }
    for (name, data) in shared where !name.hasSuffix("mp4") && !name.hasSuffix("jpg") {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("sore knee") && !text.contains(desk.scratch.url.path), "\(name)")
    }

    try await withBrowser { browser in
      try await browser.open(folder.appendingPathComponent("index.html"))
      try await browser.click(".notes a")
      try await browser.wait(until: "Math.abs(document.getElementById('film').currentTime - \(at)) < 0.05")
      #expect(try await browser.run("return document.querySelector('.card.now').id") == .string("rep-1"))
      #expect(try await browser.count("[data-do=overlay], [data-original]") == 0)
      let errors = try await browser.consoleErrors()
      #expect(errors == [])
    }
  }

  @Test("shares a set of which only the clip as it was filmed could be watched: without any film")
  func withoutFilm() async throws {
    let scratch = try TemporaryFolder()
    try Footage.cut("bench-pause", from: 9.4, seconds: 5, to: scratch.url.appendingPathComponent("set.mp4"))
    let made = try Program.formcheck(
      ["set.mp4", "--out", "report", "--profile", "bench", "--no-video"], in: scratch.url)
    try #require(made.status == 0, "\(made.errors)")
    let report = scratch.url.appendingPathComponent("report")
    let desk = try Desk([(report, try Analysis(ofReportIn: report))])
    let run = try desk.review("--share", desk.keys[0].rawValue, "--out", "for/ann")
    #expect(run.status == 0, "\(run.errors)")
    let folder = desk.scratch.url.appendingPathComponent("for/ann")
    let page = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(page.contains("The clip as it was filmed is not part of it."))
    #expect(page.contains(">The report, with all numbers<"))
    try await withBrowser { browser in
      try await browser.open(report.appendingPathComponent("report.html"))
      #expect(try await browser.count("video") == 1)
      try await browser.open(folder.appendingPathComponent("report.html"))
      #expect(try await browser.count("video") == 0)
      let errors = try await browser.consoleErrors()
      #expect(errors == [])
    }
  }
}
