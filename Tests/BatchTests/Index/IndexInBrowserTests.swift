import Archive
import BrowserTesting
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("The results in a browser", .serialized)
struct IndexInBrowserTests {
  /// Writes the pages, opens the one for people, and hands over.
  private func showing(
    _ results: SampleResults, at fragment: String = "", script: Bool = true,
    _ body: (BrowserSession) async throws -> Void
  ) async throws {
    try ResultsIndex(of: results.archive).write(to: results.url)
    let page = results.url.appendingPathComponent("index.html").absoluteString
    try await withBrowser { browser in
      try await browser.prefers(reducedMotion: true)
      try await browser.turnScript(on: script)
      try await browser.open(URL(string: page + fragment)!)
      try await body(browser)
    }
  }

  /// A column of the rows that are shown.
  private func column(_ name: String, _ browser: BrowserSession) async throws -> [String] {
    let script =
      "return [...document.querySelectorAll('tbody .' + arguments[0])].filter(e => e.checkVisibility()).map(e => e.innerText.trim())"
    return try await browser.run(script, [.string(name)]).array.compactMap(\.string)
  }

  private func choose(_ field: String, _ value: String, _ browser: BrowserSession) async throws {
    try await browser.run(
      "const f = document.getElementById('filters').elements[arguments[0]]; f.value = arguments[1]; f.dispatchEvent(new Event('input', { bubbles: true }))",
      [.string(field), .string(value)])
  }

  @Test("opens from a file without an error and asks for nothing")
  func opens() async throws {
    for results in [try Studio.results(), try SampleResults()] {
      try await showing(results) { browser in
        let errors = try await browser.consoleErrors()
        #expect(errors == [])
        let page = results.url.appendingPathComponent("index.html").absoluteString
        #expect(try await browser.requests().filter { $0 != page } == [])
      }
    }
  }

  @Test("sorts by every column, what is missing last, and says so")
  func sorts() async throws {
    let columns = [
      ("athlete", "ascending", ["ann/week 4.mp4", "ann/week 3.mp4"]),
      ("date", "descending", ["ann/week 4.mp4", "bob/holiday.mp4"]),
      ("clip", "ascending", ["ann/week 1.mp4", "ann/week 2.mp4"]),
      ("profile", "ascending", ["copy of émile.mp4", "zoë/squats.mp4"]),
      ("outcome", "ascending", ["zoë/squats.mp4", "ann/week 4.mp4"]),
      ("reps", "descending", ["unnamed/IMG_100.MOV", "ann/week 4.mp4"]),
      ("faultyReps", "descending", ["ann/week 1.mp4", "copy of émile.mp4"]),
      ("faults", "descending", ["ann/week 1.mp4", "copy of émile.mp4"]),
      ("worst", "descending", ["ann/week 1.mp4", "ann/week 2.mp4"]),
      ("notJudged", "descending", ["ann/week 4.mp4", "copy of émile.mp4"]),
      ("load", "ascending", ["ann/week 1.mp4", "ann/week 2.mp4"]),
      ("tempo", "ascending", ["ann/week 4.mp4", "ann/week 3.mp4"]),
      ("notes", "ascending", ["copy of émile.mp4", "ann/week 4.mp4"]),
    ]
    try await showing(try Studio.results()) { browser in
      #expect(try await browser.count("#shown [data-column]") == columns.count)
      for (name, direction, first) in columns {
        let head = "#shown [data-column=\(name)]"
        try await browser.click("\(head) button")
        #expect(try await browser.attribute("aria-sort", of: head) == direction)
        #expect(try await browser.count("[aria-sort]") == 1)
        let clips = try await column("clip", browser).compactMap { $0.split(separator: "\n").first.map(String.init) }
        #expect(Array(clips.prefix(2)) == first, "\(name)")
        #expect(clips.count == 9)
        let values = try await column(name, browser)
        try await browser.click("\(head) button")
        #expect(try await browser.attribute("aria-sort", of: head) != direction)
        // Whichever way, what has no value stands at the end; a reason is no fault.
        let backwards = try await column(name, browser)
        for shown in [values, backwards] where name != "worst" {
          let rest = shown.drop { !$0.isEmpty }
          #expect(rest.allSatisfy { $0.isEmpty }, "\(name)")
        }
        #expect(values.sorted() == backwards.sorted())
      }
    }
  }

  @Test("shows what is asked for, and keeps it in the address")
  func filters() async throws {
    let choices = [
      ("q", "EMILE", "q=EMILE", 1), ("q", "shoulder light", "q=shoulder+light", 1), ("q", "IMG_106", "q=IMG_106", 1),
      ("q", "nothing like it", "q=nothing+like+it", 0), ("athlete", "Ann", "athlete=Ann", 4),
      ("profile", "ball", "profile=ball", 1), ("outcome", "failed", "outcome=failed", 2),
      ("outcome", "not assessed", "outcome=not+assessed", 1),
      ("outcome", "another exercise", "outcome=another+exercise", 1), ("rule", "swing", "rule=swing", 2),
      ("rule", "pause", "rule=pause", 2),
    ]
    try await showing(try Studio.results()) { browser in
      for (field, value, address, count) in choices {
        try await choose(field, value, browser)
        #expect(try await column("clip", browser).count == count, "\(address)")
        let said = try await browser.text("#count")
        #expect(said == (count == 0 ? "No row is like that. “Show all” takes the choice away." : "\(count) of 9 rows"))
        try await browser.wait(until: "location.hash === '#\(address)'")
        try await browser.click("#filters [type=reset]")
        try await browser.wait(until: "document.querySelectorAll('#shown tbody tr').length === 9")
        // The same by its address.
        try await browser.run("location.hash = arguments[0]", [.string(address)])
        try await browser.wait(until: "document.querySelectorAll('#shown tbody tr').length === \(count)")
        try await browser.click("#filters [type=reset]")
      }
    }
  }

  @Test("a view is a link, with its order; what nobody wrote is passed over")
  func links() async throws {
    let results = try Studio.results()
    try await showing(results, at: "#faults=1&sort=-load&athlete=Ann") { browser in
      #expect(try await column("load", browser) == ["20 kg", "10 kg"])
      // Typed into the address while the page is open.
      try await browser.run("location.hash = '#outcome=failed'")
      try await browser.wait(until: "document.querySelectorAll('#shown tbody tr').length === 2")
      // A place in the page is no choice.
      try await browser.run("location.hash = '#athletes'")
      #expect(try await column("clip", browser).count == 2)
      try await browser.run("history.back()")
    }
    for odd in [
      "#athlete=Nobody&sort=-x&rule=%3Cb%3E", "#q=%", "#sort=shown]&profile=__proto__", "#outcome=constructor",
    ] {
      try await showing(results, at: odd) { browser in
        let clips = try await column("clip", browser)
        #expect(try await browser.consoleErrors() == [])
        #expect(clips.count == (odd == "#q=%" ? 0 : 9), "\(odd)")
      }
    }
  }

  @Test(
    "counts above the table lead to the rows that they count",
    arguments: [("failed", 2), ("not assessed", 1), ("fault", 3)])
  func counts(what: String, rows: Int) async throws {
    try await showing(try Studio.results()) { browser in
      try await browser.run(
        "[...document.querySelectorAll('.counts a')].find(e => e.textContent.includes(arguments[0])).click()",
        [.string(what)])
      try await browser.wait(until: "document.querySelectorAll('#shown tbody tr').length === \(rows)")
    }
  }

  @Test("an athlete's charts are there once they are asked for")
  func trends() async throws {
    try await showing(try Studio.results()) { browser in
      #expect(try await browser.count("#athletes svg") == 0)
      try await browser.click(".person summary")
      try await browser.wait(until: "document.querySelectorAll('#athletes svg').length === 3")
      let label = try await browser.attribute("aria-label", of: ".frame")
      #expect(label?.hasPrefix("Hip angle at the top, means of 3 days: 168° on 2026-01-05") == true)
      #expect(
        try await browser.run("return document.querySelector('.frame svg').getBoundingClientRect().height > 50") == true
      )
      // From an athlete to the athlete's rows, and nobody else's charts.
      try await browser.click(".person .when a")
      try await browser.wait(until: "document.querySelectorAll('#shown tbody tr').length === 4")
      #expect(
        try await browser.run(
          "return [...document.querySelectorAll('.person')].filter(e => e.checkVisibility()).length") == 1)
      #expect(try await browser.consoleErrors() == [])
    }
  }

  @Test("more rows come when they are asked for, and the keyboard goes on there")
  func further() async throws {
    try await showing(try Studio.season(sets: 450, athletes: 9)) { browser in
      #expect(try await browser.count("#shown tbody tr") == 200)
      let part = try await browser.text("#count")
      #expect(part == "450 of 450 rows, the first 200 are shown")
      try await browser.click("[data-more='200']")
      #expect(try await browser.count("#shown tbody tr") == 400)
      #expect(
        try await browser.run("return document.activeElement === document.querySelectorAll('tbody th')[200]") == true)
      try await browser.click("[data-more='200']")
      let whole = try await browser.text("#count")
      #expect(whole == "450 of 450 rows")
      #expect(try await browser.run("return document.getElementById('further').checkVisibility()") == false)
    }
  }

  @Test("can be read by everyone: contrast, names, pictures in words", arguments: ["light", "dark"])
  func accessible(scheme: String) async throws {
    for results in [try Studio.results(), try SampleResults()] {
      try await showing(results) { browser in
        try await browser.prefers(colorScheme: .init(rawValue: scheme), reducedMotion: true)
        try await browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        if try await browser.count(".person") > 0 {
          try await browser.wait(until: "document.querySelectorAll('#athletes svg').length === 6")
          try await browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        }
        #expect(try await browser.faintTexts() == [])
        #expect(try await browser.imagesWithoutText() == [])
        #expect(try await browser.duplicateIDs() == [])
        #expect(try await browser.focusableElements().filter(\.name.isEmpty) == [])
      }
    }
  }

  @Test("works by keyboard alone")
  func keyboard() async throws {
    try await showing(try Studio.results()) { browser in
      try await browser.run("document.querySelector('[data-column=clip] button').focus()")
      try await browser.press(.enter)
      #expect(try await browser.attribute("aria-sort", of: "[data-column=clip]") == "ascending")
      #expect(try await browser.run("return document.activeElement.textContent") == "Clip")
      try await browser.run("document.querySelector('[name=q]').focus()")
      try await browser.press("b", "o", "b", .enter)
      #expect(try await column("clip", browser) == ["bob/holiday.mp4"])
    }
  }

  @Test("fits a phone and a desk, whatever the names", arguments: [390, 768, 1279, 1280, 1440])
  func widths(width: Int) async throws {
    let unkind = try SampleResults()
    for (number, name) in ResultsIndexTests.unkind.enumerated() {
      let upload = Upload(
        path: name.replacing("/", with: ":"), athlete: name, profile: "machine", date: CalendarDay("2026-01-05"),
        load: name, tempo: "1-1-3-0", notes: name)
      try unkind.record(number, [upload], IndexSample.analysis(reps: 6, flagged: [1: "pause"], attempts: 2))
      try unkind.fail(100 + number, [upload], .bug, name)
    }
    for results in [try Studio.results(), unkind, try SampleResults()] {
      try await showing(results) { browser in
        try await browser.resize(width: width, height: 844)
        let shown = try await browser.run("return document.scrollingElement.scrollWidth")
        #expect(shown == .number(Double(width)))
        #expect(try await browser.consoleErrors() == [])
      }
    }
  }

  @Test("shows unkind names letter by letter, as text, in table, choice and charts")
  func hostile() async throws {
    let results = try SampleResults()
    for (number, name) in ResultsIndexTests.unkind.enumerated() {
      let upload = Upload(
        path: name.replacing("/", with: ":"), athlete: name, profile: "machine", date: CalendarDay("2026-01-05"),
        load: name, tempo: name, notes: name)
      try results.record(number, [upload])
    }
    try await showing(results) { browser in
      let shown = try await browser.run(
        "return [...document.querySelectorAll('td.athlete bdi')].map(e => e.textContent)")
      #expect(Set(shown.array.compactMap(\.string)) == Set(ResultsIndexTests.unkind.map(\.printable)))
      for name in ResultsIndexTests.unkind {
        try await choose("athlete", name.printable.precomposedStringWithCanonicalMapping, browser)
        #expect(try await browser.count("#shown tbody tr") == 1, "\(name)")
        try await browser.wait(until: "new URLSearchParams(location.hash.slice(1)).get('athlete') !== null")
      }
      #expect(try await browser.consoleErrors() == [])
      #expect(try await browser.count("img, #shown script") == 0)
    }
  }

  @Test("can be read with scripts off")
  func scriptless() async throws {
    try await showing(try Studio.results(), script: false) { browser in
      #expect(try await column("clip", browser).count == 9)
      #expect(try await browser.count("#all tbody a[href^=sets]") == 10)
      #expect(try await browser.run("return document.getElementById('filters').checkVisibility()") == false)
      #expect(try await browser.count(".person svg") == 6)
      try await browser.click(".person summary")
      #expect(try await browser.run("return document.querySelector('.person svg').checkVisibility()") == true)
    }
  }

  @Test("prints without its controls")
  func print() async throws {
    try await showing(try Studio.results()) { browser in
      try await browser.prefers(media: .print)
      #expect(try await browser.run("return document.getElementById('filters').checkVisibility()") == false)
      #expect(try await column("clip", browser).count == 9)
      let file = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("index-\(UUID().uuidString).pdf")
      defer { try? FileManager.default.removeItem(at: file) }
      try await browser.printPDF(to: file)
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      let pages = text.matches(of: #//Type /Page\b/#).count
      #expect((1...3).contains(pages), "\(pages) pages")
    }
  }
}
