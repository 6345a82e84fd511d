import BrowserTesting
import Foundation
import Movement
import Reports
import Testing

/// Two reports for looking at: a set with a fault, from a clip with an unkind name, and a clip of another exercise.
actor ShownReports {
  static let shared = ShownReports()

  struct Report {
    let page: URL
    let analysis: Analysis
  }

  private let home: TemporaryFolder?
  private var reports: [String: Report] = [:]

  private init() {
    home = try? TemporaryFolder()
  }

  /// The first two reps of a set; the second one stops far below the line.
  func flagged() throws -> Report {
    try report("machine-mixed", named: "it's \"60 %\" <b>é&.mp4", seconds: 11, "--profile", "machine")
  }

  func unassessed() throws -> Report {
    try report("squats", named: "squats.mp4", seconds: 5)
  }

  private func report(_ sample: String, named name: String, seconds: Int, _ options: String...) throws -> Report {
    if let report = reports[sample] { return report }
    let folder = try #require(home).url
    let clip = folder.appendingPathComponent(name)
    let cut = try Program.tool(
      "ffmpeg", "-v", "error", "-i", SampleReports.clip(sample).path, "-t", "\(seconds)", "-c", "copy", clip.path)
    try #require(cut.status == 0, "\(cut.errors)")
    let out = folder.appendingPathComponent("\(sample) report")
    let run = try Program.formcheck([clip.path, "--out", out.path] + options)
    try #require(run.status == 0, "\(run.errors)")
    let analysis = try AnalysisJSON.analysis(from: Data(contentsOf: out.appendingPathComponent("analysis.json")))
    let report = Report(page: out.appendingPathComponent("report.html"), analysis: analysis)
    reports[sample] = report
    return report
  }
}

@Suite("The report in a browser", .serialized)
struct ReportInBrowserTests {
  /// Seconds between two frames of the clip.
  private static let frame = 1.0 / 30
  private static let time = "document.getElementById('film').currentTime"

  /// Opens a page, waits for its video, and hands over.
  private func showing(
    _ report: ShownReports.Report, at fragment: String = "", _ body: (BrowserSession) async throws -> Void
  ) async throws {
    try await withBrowser { browser in
      // Nothing moves under the pointer.
      try await browser.prefers(reducedMotion: true)
      try await browser.open(URL(string: report.page.absoluteString + fragment)!)
      try await browser.wait(until: "document.getElementById('film').readyState >= 2")
      try await body(browser)
    }
  }

  private func moment(_ browser: BrowserSession) async throws -> Double {
    try await browser.wait(until: "!document.getElementById('film').seeking")
    return try await browser.run("return \(Self.time)").number ?? .nan
  }

  /// The video stands at a moment, seconds.
  private func expect(
    _ browser: BrowserSession, at seconds: Double, within tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let shown = try await moment(browser)
    #expect(
      abs(shown - seconds) <= tolerance, "shows \(shown) s, expected \(seconds) s", sourceLocation: sourceLocation)
  }

  @Test("opens from a file without an error and asks for nothing but the video beside it")
  func opens() async throws {
    for report in [try await ShownReports.shared.flagged(), try await ShownReports.shared.unassessed()] {
      try await showing(report) { browser in
        #expect(try await browser.consoleErrors() == [])
        let folder = report.page.deletingLastPathComponent().absoluteString
        let outside = try await browser.requests().filter { !$0.hasPrefix(folder) && !$0.hasPrefix("data:") }
        #expect(outside == [])
      }
    }
  }

  @Test("a click on a fault moves the video to it, on a rep to its start")
  func clicks() async throws {
    let report = try await ShownReports.shared.flagged()
    let flag = try #require(report.analysis.reps.flatMap(\.findings).first { $0.verdict == .flag })
    try await showing(report) { browser in
      for link in [".span[data-flag]", ".findings .links a[data-flag]"] {
        // At once: a key scrolls little by little, and the click would miss.
        try await browser.run("scrollTo(0, 0); document.getElementById('film').currentTime = 0")
        _ = try await moment(browser)
        try await browser.click(link)
        let shown = try await moment(browser)
        #expect(abs(shown - flag.from) <= Self.frame, "\(link): \(shown)")
      }
      try await browser.click(".chip[data-rep='1']")
      let shown = try await moment(browser)
      #expect(abs(shown - report.analysis.reps[0].start) <= Self.frame)
      #expect(try await browser.address.contains("#rep=1&t="))
    }
  }

  @Test("a click on the chart moves the video there, and its playhead obeys the arrows")
  func chart() async throws {
    let report = try await ShownReports.shared.flagged()
    try await showing(report) { browser in
      try await browser.click(".plot")
      let middle = try await moment(browser)
      #expect(abs(middle - report.analysis.clip.duration / 2) < 0.2)
      try await browser.run("document.getElementById('playhead').focus()")
      try await browser.press(.arrowRight)
      try await expect(browser, at: middle + 0.1, within: 0.02)
      let spoken = try await browser.attribute("aria-valuetext", of: "#playhead")
      #expect(spoken?.contains("hip angle") == true)
    }
  }

  @Test("obeys its keys")
  func keys() async throws {
    let report = try await ShownReports.shared.flagged()
    let reps = report.analysis.reps
    let flag = try #require(reps.flatMap(\.findings).first { $0.verdict == .flag })
    try await showing(report) { browser in
      try await browser.press("j")
      try await expect(browser, at: reps[0].start, within: Self.frame)
      try await browser.press("j")
      try await expect(browser, at: reps[1].start, within: Self.frame)
      try await browser.press("k")
      try await expect(browser, at: reps[0].start, within: Self.frame)
      try await browser.press("n")
      try await expect(browser, at: flag.from, within: Self.frame)

      let before = try await moment(browser)
      try await browser.press(".")
      try await expect(browser, at: before + Self.frame, within: Self.frame / 2)
      try await browser.press(",")
      try await expect(browser, at: before, within: Self.frame / 2)
      try await browser.press(.shift("."))
      try await expect(browser, at: before + 10 * Self.frame, within: Self.frame)

      try await browser.press(">")
      try await expect(browser, at: before + 20 * Self.frame, within: Self.frame)

      try await browser.press("s")
      #expect(try await browser.run("return document.getElementById('film').playbackRate") == 0.5)
      try await browser.press(.space)
      try await browser.wait(until: "!document.getElementById('film').paused")
      try await browser.press(.space)
      try await browser.wait(until: "document.getElementById('film').paused")

      try await browser.press("?")
      #expect(try await browser.run("return document.getElementById('help').open") == true)
      try await browser.press(.escape)
      #expect(try await browser.run("return document.getElementById('help').open") == false)
      #expect(try await browser.consoleErrors() == [])
    }
  }

  @Test("shows the clip without drawings at the same moment, whatever its name")
  func overlay() async throws {
    try await showing(try await ShownReports.shared.flagged(), at: "#t=4.00") { browser in
      let before = try await moment(browser)
      try await browser.press("o")
      try await browser.wait(until: "document.getElementById('film').src.includes('60%20%25')")
      try await browser.wait(until: "document.getElementById('film').readyState >= 2")
      try await expect(browser, at: before, within: Self.frame)
      #expect(try await browser.attribute("aria-pressed", of: "[data-do=overlay]") == "false")
      try await browser.press("o")
      try await browser.wait(until: "document.getElementById('film').src.endsWith('annotated.mp4')")
      #expect(try await browser.consoleErrors() == [])
    }
  }

  @Test("goes to the moment that its address names")
  func address() async throws {
    let report = try await ShownReports.shared.flagged()
    try await showing(report, at: "#rep=2&t=6.50") { browser in
      try await expect(browser, at: 6.5, within: Self.frame)
      #expect(try await browser.count(".chip.now[data-rep='2']") == 0, "between two reps")
    }
    try await showing(report, at: "#rep=2") { browser in
      try await expect(browser, at: report.analysis.reps[1].start, within: Self.frame)
      #expect(try await browser.count(".chip.now[data-rep='2']") == 1)
    }
  }

  @Test("can be read by everyone: contrast, names, pictures in words", arguments: ["light", "dark"])
  func accessible(scheme: String) async throws {
    for report in [try await ShownReports.shared.flagged(), try await ShownReports.shared.unassessed()] {
      try await showing(report) { browser in
        try await browser.prefers(colorScheme: .init(rawValue: scheme), reducedMotion: true)
        #expect(try await browser.faintTexts() == [])
        #expect(try await browser.imagesWithoutText() == [])
        #expect(try await browser.duplicateIDs() == [])
        let nameless = try await browser.focusableElements().filter {
          $0.name.isEmpty && !["Video", "video"].contains($0.role)
        }
        #expect(nameless == [])
      }
    }
  }

  @Test("fits a phone and a desk", arguments: [390, 1280])
  func widths(width: Int) async throws {
    for report in [try await ShownReports.shared.flagged(), try await ShownReports.shared.unassessed()] {
      try await showing(report) { browser in
        try await browser.resize(width: width, height: 844)
        #expect(try await browser.run("return document.scrollingElement.scrollWidth") == .number(Double(width)))
      }
    }
  }

  @Test("can be read with scripts off")
  func scriptless() async throws {
    let report = try await ShownReports.shared.flagged()
    try await withBrowser { browser in
      try await browser.turnScript(on: false)
      try await browser.open(report.page)
      #expect(try await browser.text(".headline") == "2 reps, 1 with a fault")
      #expect(try await browser.run("return document.getElementById('tools').checkVisibility()") == false)
      try await browser.click(".chip[data-rep='2']")
      #expect(try await browser.address.hasSuffix("#rep-2"))
    }
  }

  @Test("prints without its player, on a handful of pages")
  func print() async throws {
    let report = try await ShownReports.shared.flagged()
    let scratch = try TemporaryFolder()
    let file = scratch.url.appendingPathComponent("report.pdf")
    try await showing(report) { browser in
      try await browser.printPDF(to: file)
      try await browser.prefers(media: .print)
      #expect(try await browser.run("return document.querySelector('.player').checkVisibility()") == false)
      #expect(try await browser.run("return document.querySelector('#rep-2 .numbers').checkVisibility()") == true)
    }
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let pages = text.matches(of: #//Type /Page\b/#).count
    #expect((1...6).contains(pages), "\(pages) pages")
  }
}
