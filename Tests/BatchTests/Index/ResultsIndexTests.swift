import Archive
import Foundation
import Movement
import Reports
import Testing

@testable import Batch

@Suite("The pages of a batch's results")
struct ResultsIndexTests {
  private func page(_ results: SampleResults) throws -> String {
    String(decoding: try ResultsIndex(of: results.archive).page, as: UTF8.self)
  }

  /// The row of the table that shows a text.
  private func row(_ text: String, _ page: String) throws -> String {
    let table = try #require(page.firstRange(of: "<tbody>")).upperBound
    return try #require(page[table...].components(separatedBy: "</tr>").first { $0.contains(text) }, "\(text)")
  }

  @Test(
    "say of each clip what became of it",
    arguments: [
      ("ann/week 4.mp4", ["2026-02-09", "<bdi>Ann</bdi>", "machine", "assessed", ">40 kg<", ">1-1-3-0<"]),
      ("ann/week 1.mp4", ["#rep-2\">Pause at the top</a> strong, rep 2", "class=\"faultyReps\">2<"]),
      ("copy of émile.mp4", ["also <bdi>émile.mp4</bdi>", "2 attempts", "shoulder hurts, light", "mild, rep 4"]),
      ("zoë/squats.mp4", ["another exercise", "Nobody lies face down."]),
      ("unnamed/IMG_100.MOV", ["also <bdi>unnamed/IMG_103.MOV</bdi>", "and 3 more", "<bdi>unnamed/IMG_106.MOV</bdi>"]),
      ("bob/holiday.mp4", ["failed", "It took longer than it may.", "no end in sight.", "--retry-failed to try it"]),
      ("readme.mp4", ["failed", "Send the file as it was filmed. Tried once: once its cause is mended"]),
    ])
  func rows(clip: String, says: [String]) throws {
    let row = try row("<bdi>\(clip)</bdi>", page(Studio.results()))
    for text in says { #expect(row.contains(text), "\(text) in \(row)") }
  }

  @Test(
    "say when a failed clip is tried again",
    arguments: [
      (.tryAgain, 2, false, "Tried 2 times: the next run of the batch tries it again."),
      (.unreadable, 0, false, "Not tried: the next run of the batch tries it again."),
      (.unusable, 1, false, "Tried once: once its cause is mended, run the batch with --retry-failed."),
      (.crashed, 2, true, "Tried 2 times, set aside: run the batch with --retry-failed to try it again."),
    ] as [(FailureRecord.Kind, Int, Bool, String)])
  func nextStep(kind: FailureRecord.Kind, attempts: Int, quarantined: Bool, says: String) throws {
    let results = try SampleResults()
    try results.fail(1, [IndexSample.upload("a.mp4")], kind, "it ended", attempts: attempts, quarantined: quarantined)
    #expect(try row("a.mp4", page(results)).contains("it ended. \(says)"))
  }

  @Test("say of a failure that another clip of its name has a result, and how to remove it")
  func followed() throws {
    let results = try SampleResults()
    try results.fail(1, [IndexSample.upload("a.mp4"), IndexSample.upload("b.mp4")], .unusable)
    try results.record(2, [IndexSample.upload("a.mp4")])
    let removal = "formcheck forget DIR --clip \(IndexSample.clip(1).rawValue.prefix(16))"
    #expect(try !page(results).contains(removal), "the clip that came as b.mp4 has no result yet")
    try results.record(3, [IndexSample.upload("b.mp4")])
    #expect(try page(results).contains(removal))
  }

  @Test("link each set to its report, and no failed clip to anything")
  func links() throws {
    let page = try page(Studio.results())
    for number in [0, 1, 2, 3, 10, 11, 12] {
      #expect(page.contains("<a href=\"sets/\(IndexSample.key(number))/report.html\">"))
    }
    for number in [20, 21] { #expect(!page.contains(IndexSample.key(number).rawValue)) }
  }

  @Test("count what is there")
  func counts() throws {
    let page = try page(Studio.results())
    for (number, what) in [
      ("16", "files"), ("9", "different clips"), ("7", "sets"), ("6", "assessed"), ("1", "not assessed"),
      ("47", "reps"),
      ("4", "reps with a fault"), ("2", "failed"),
    ] {
      #expect(page.contains("<span class=\"number\">\(number)</span> <span class=\"what\">\(what)</span>"))
    }
  }

  @Test("put the newest first, those without a date last")
  func order() throws {
    let page = try page(Studio.results())
    let dates = page.matches(of: /<td class="date">([0-9-]*)</).map { String($0.1) }
    #expect(
      dates == [
        "2026-02-09", "2026-01-22", "2026-01-21", "2026-01-20", "2026-01-19", "2026-01-12", "2026-01-05", "", "",
      ])
  }

  @Test("have no column for what nobody wrote down")
  func columns() throws {
    let results = try SampleResults()
    try results.record(1, [IndexSample.upload("a.mp4", notes: "tired")])
    let page = try page(results)
    #expect(page.contains("data-column=\"notes\""))
    #expect(!page.contains("data-column=\"load\"") && !page.contains("class=\"load\""))
    #expect(!page.contains("data-column=\"tempo\"") && !page.contains("class=\"tempo\""))
  }

  @Test("say that there is nothing yet, and how that changes")
  func empty() throws {
    let results = try SampleResults()
    let index = try ResultsIndex(of: results.archive)
    let page = String(decoding: index.page, as: UTF8.self)
    #expect(page.contains("formcheck batch CLIPS --out RESULTS"))
    #expect(!page.contains("<script") && !page.contains("<table"))
    #expect(index.table.split(separator: UInt8(ascii: "\n")).count == 1)
  }

  @Test("are the same bytes for the same results, in whatever order they came, and know of no place")
  func deterministic() throws {
    let first = try Studio.results()
    let again = try SampleResults()
    let days = ["2026-01-05", "2026-01-06"]
    let swapped = try SampleResults()
    for number in [0, 1] { try again.record(number, [IndexSample.upload("\(number).mp4", "Ann", days[number])]) }
    for number in [1, 0] { try swapped.record(number, [IndexSample.upload("\(number).mp4", "Ann", days[number])]) }
    let (one, other) = (try ResultsIndex(of: again.archive), try ResultsIndex(of: swapped.archive))
    #expect(one.page == other.page && one.table == other.table)
    let page = try page(first)
    #expect(!page.contains(first.url.path) && !page.contains(ProcessInfo.processInfo.hostName + "/"))
    #expect(try page == self.page(Studio.results()))
  }

  static let unkind = [
    "\"quotes\" 'and' `ticks`.mp4", "\"\u{301} onmouseover=alert(1) x=\"\u{301}.mp4", "<script>alert(1)</script>.mp4",
    "</noscript><img src=x onerror=alert(1)>.mp4", "</tr></tbody></table>.mp4", "two\nlines\r.mp4",
    "=cmd()|' /C calc'!A0",
    "\u{202E}4pm.\u{2066}\u{200F}right.mp4", "%2e%2e%2f a%20b#c?.mp4", "javascript:alert(1)", "{{name}} {{{data}}}.mp4",
    "<!--", "]]>", "\u{1F469}\u{1F3FD}\u{200D}\u{1F680} lifts.mp4", "\\u003c/script>\u{2028}.mp4",
    String(repeating: "n", count: 251) + ".mp4", "e" + String(repeating: "\u{301}", count: 120) + ".mp4",
  ]

  @Test("show any name as text", arguments: unkind)
  func hostile(name: String) throws {
    func results(_ name: String) throws -> SampleResults {
      let results = try SampleResults()
      let upload = Upload(
        path: name.replacing("/", with: ":"), athlete: name, profile: name, date: CalendarDay("2026-01-05"), load: name,
        tempo: name, notes: name)
      let analysis = IndexSample.analysis(reps: 2, flagged: [1: "pause"])
      try results.record(1, [upload], analysis)
      try results.record(
        2, [upload], IndexSample.analysis(reps: 0, outcome: .noAthlete, reason: name))
      try results.fail(3, [upload], .bug, name)
      return results
    }
    let plain = try page(results("plain"))
    let page = try page(results(name))
    // Nothing that a name holds begins a tag, ends an attribute or changes an address but the one that asks for it.
    #expect(page.count { $0 == "<" } == plain.count { $0 == "<" })
    func addresses(_ page: String) -> [String] {
      page.matches(of: /href="([^"]*)"/).map { String($0.1) }.filter { !$0.hasPrefix("#athlete=") }
    }
    #expect(addresses(page) == addresses(plain))
    #expect(page.contains("<bdi>\(escaped(name.printable))</bdi>"))
    let asks = try #require(page.firstMatch(of: /href="#athlete=([A-Za-z0-9._~%-]*)"/))
    #expect(String(asks.1).removingPercentEncoding == name.printable)
  }

  private func escaped(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")].reduce(text) { text, pair in
      text.replacingOccurrences(of: pair.0, with: pair.1, options: .literal)
    }
  }

  @Test("are written whole, over older ones, and leave nothing else behind")
  func written() throws {
    let results = try Studio.results()
    let index = try ResultsIndex(of: results.archive)
    try Data("old".utf8).write(to: results.url.appendingPathComponent("index.html"))
    for _ in 0..<2 { try index.write(to: results.url) }
    #expect(try Data(contentsOf: results.url.appendingPathComponent("index.html")) == index.page)
    #expect(try Data(contentsOf: results.url.appendingPathComponent("summary.csv")) == index.table)
    let names = try FileManager.default.contentsOfDirectory(atPath: results.url.path)
    #expect(names.filter { !$0.contains("sqlite") }.sorted() == ["index.html", "summary.csv"])
  }

  @Test(
    "stay as they were where they cannot be written",
    arguments: [("index.html", "summary.csv"), (".index.html.new", "index.html"), (".summary.csv.new", "summary.csv")])
  func notWritten(inTheWay: String, old: String) throws {
    let results = try Studio.results()
    let folder = results.url.appendingPathComponent("results")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(inTheWay), withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(old)
    let isFirst = old == "summary.csv" && inTheWay == "index.html"
    try Data("old".utf8).write(to: file)
    let index = try ResultsIndex(of: results.archive)
    let error = #expect(throws: WriteError.self) { try index.write(to: folder) }
    #expect(error?.description.hasPrefix("cannot write \(folder.path)/") == true)
    #expect(error?.description.contains("is a directory") == true)
    // The table comes first; each file is old or new, never a part.
    #expect(try Data(contentsOf: file) == (isFirst ? index.table : Data("old".utf8)))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".new") }
    #expect(left == (inTheWay.hasSuffix(".new") ? [inTheWay] : []))
  }

  @Test("say which folder is not there, or may not be written")
  func noFolder() throws {
    let results = try SampleResults()
    let index = try ResultsIndex(of: results.archive)
    let nowhere = results.url.appendingPathComponent("nowhere")
    let error = #expect(throws: WriteError.self) { try index.write(to: nowhere) }
    #expect(error?.description.contains("no such file or directory") == true)
    // Nobody, not even root, makes files there.
    let kernels = #expect(throws: WriteError.self) { try index.write(to: URL(fileURLWithPath: "/proc/self")) }
    #expect(kernels?.description.contains("/proc/self/summary.csv") == true)
  }
}
