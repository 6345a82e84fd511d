import Archive
import BrowserTesting
import Foundation
import Movement
import Testing

@testable import Batch

/// A season of a busy studio. What is printed stands in the documents; what is expected is far from it.
@Suite("Thousands of rows in a browser", .serialized)
struct IndexScaleTests {
  /// `FORMCHECK_INDEX_SETS=10000` for the figures at length.
  static let count = ProcessInfo.processInfo.environment["FORMCHECK_INDEX_SETS"].flatMap { Int($0) } ?? 1_000

  @Test("are made, opened, sorted and filtered without delay")
  func season() async throws {
    let results = try Studio.season(sets: Self.count, athletes: Self.count / 20)
    let clock = ContinuousClock()
    var made: ResultsIndex?
    let making = try clock.measure { made = try ResultsIndex(of: results.archive) }
    let index = try #require(made)
    let megabytes = Double(index.page.count) / 1e6
    print("\(Self.count) rows, \(Self.count / 20) athletes: made in \(making.milliseconds) ms, page \(megabytes) MB")
    #expect(making < .seconds(30))
    try index.write(to: results.url)

    try await withBrowser { browser in
      try await browser.open(results.url.appendingPathComponent("index.html"))
      let loaded = try await browser.run("return performance.getEntriesByType('navigation')[0].loadEventEnd")
      print("opened in \(loaded.number ?? .nan) ms")
      #expect(try #require(loaded.number) < 20_000)
      for (name, deed) in Self.deeds {
        // With the layout that follows, without the wait for the next picture.
        let time = try await browser.run(
          "const start = performance.now(); \(deed); document.body.offsetHeight; return performance.now() - start")
        print("\(name): \(time.number ?? .nan) ms")
        #expect(try #require(time.number) < 15_000, "\(name)")
      }
      #expect(try await browser.count("#shown tbody tr") > 0)
      #expect(try await browser.consoleErrors() == [])
    }
  }

  private static let deeds: [(String, String)] = {
    func enter(_ field: String, _ value: String) -> String {
      "const f = document.getElementById('filters').elements.\(field); f.value = '\(value)'; "
        + "f.dispatchEvent(new Event('input', { bubbles: true }))"
    }
    func sort(_ column: String) -> String { "document.querySelector('[data-column=\(column)] button').click()" }
    return [
      ("sorting by clip, first", sort("clip")), ("sorting by clip, backwards", sort("clip")),
      ("sorting by reps", sort("reps")), ("first search", enter("q", "knee")), ("next search", enter("q", "vid_7")),
      ("no search", enter("q", "")), ("one athlete", enter("athlete", "Athlete Number 7")),
      ("all athletes", enter("athlete", "")), ("one rule", enter("rule", "pause")), ("any rule", enter("rule", "")),
      ("2000 more rows", "document.querySelector('[data-more=\"2000\"]').click()"),
      ("back to some", sort("date")),
    ]
  }()
}

extension Duration {
  fileprivate var milliseconds: Int { Int(self / .milliseconds(1)) }
}
