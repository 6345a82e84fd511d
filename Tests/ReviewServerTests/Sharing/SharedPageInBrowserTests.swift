import Archive
import ArchiveTesting
import BrowserTesting
import Foundation
import Movement
import Testing

@testable import ReviewServer

@Suite("A shared set in a browser", .serialized)
struct SharedPageInBrowserTests {
  /// Shares a set with every kind of decision, and opens its page.
  private func showing(
    isDecided: Bool = true, names: [String] = ["Ann", "Kim"], _ body: (BrowserSession, URL) async throws -> Void
  ) async throws {
    let results = try SharingResults()
    try results.record(1, uploads: [Sample.upload(1, athlete: names[0])], file: "\(names[0]).mp4", message: names[0])
    if isDecided {
      try results.archive.decide([
        Sample.decision(1, of: 1, rep: (4, 7.5), rule: "pause", by: names[1], .agree),
        Sample.decision(2, of: 1, rep: (4, 7.5), rule: "swing", by: "Lee", .disagree(.tooSmall)),
        Sample.decision(3, of: 1, rep: (8, 11.5), by: names[1], .missed("looks at her phone")),
        Sample.decision(4, of: 1, rep: (8, 11.5), by: names[1], .note("Better!\nKeep it up", at: 9.4)),
        Sample.decision(5, of: 1, rep: nil, by: names[1], .note(names[1], at: 0.5)),
        Sample.decision(6, of: 1, rep: nil, rule: "set-fade", by: "Lee", .unsure),
      ])
    }
    let folder = results.place("shared")
    try SharedSet(Sample.key(1).rawValue, of: results.url, in: results.archive).write(to: folder)
    try await withBrowser { browser in
      try await browser.turnScript(on: false)
      try await browser.open(folder.appendingPathComponent("index.html"))
      try await body(browser, folder)
    }
  }

  @Test("can be read by everyone, without script, light and dark", arguments: ["light", "dark"], [true, false])
  func accessible(scheme: String, isDecided: Bool) async throws {
    try await showing(isDecided: isDecided) { browser, folder in
      try await browser.prefers(colorScheme: .init(rawValue: scheme), reducedMotion: true)
      #expect(try await browser.faintTexts() == [])
      #expect(try await browser.imagesWithoutText() == [])
      #expect(try await browser.duplicateIDs() == [])
      #expect(try await browser.focusableElements().filter(\.name.isEmpty) == [])
      #expect(try await browser.consoleErrors() == [])
      let page = folder.appendingPathComponent("index.html").absoluteString
      #expect(try await browser.requests().filter { $0 != page } == [])
    }
  }

  @Test("fits a phone and a desk, whatever the names", arguments: [390, 768, 1440])
  func widths(width: Int) async throws {
    let long = [String(repeating: "Wilhelmine", count: 12), String(repeating: "x", count: 120)]
    for names in [["Ann", "Kim"], long] {
      try await showing(names: names) { browser, _ in
        try await browser.resize(width: width, height: 844)
        #expect(try await browser.run("return document.scrollingElement.scrollWidth") == .number(Double(width)))
      }
    }
  }

  @Test("a note leads to its moment in the report beside it")
  func notes() async throws {
    try await showing { browser, folder in
      try await browser.click(".notes li:last-child a")
      let report = folder.appendingPathComponent("report.html").absoluteString
      #expect(try await browser.address == "\(report)#rep=2&t=9.40")
    }
  }
}
