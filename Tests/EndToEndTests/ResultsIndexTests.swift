import Archive
import Batch
import BrowserTesting
import Foundation
import Movement
import Testing

@Suite("The pages of a batch's results, over real reports")
struct ResultsIndexTests {
  /// A results folder as a batch leaves it, of sample clips that the program analysed.
  private func results(_ clips: [String], in scratch: TemporaryFolder) async throws -> URL {
    let folder = scratch.url.appendingPathComponent("results #1?")
    let sets = folder.appendingPathComponent(ResultsLayout.setsFolder)
    try FileManager.default.createDirectory(at: sets, withIntermediateDirectories: true)
    let archive = try ResultsArchive(at: folder.appendingPathComponent(ResultsArchive.fileName))
    for (index, clip) in clips.enumerated() {
      let report = try await SampleReports.shared.report(clip)
      let hash = try #require(ClipHash(rawValue: report.analysis.clip.sha256))
      let key = try #require(SetKey(rawValue: String(hash.rawValue.prefix(40))))
      try FileManager.default.copyItem(
        at: report.folder, to: folder.appendingPathComponent(ResultsLayout.folder(of: key)))
      let upload = Upload(
        path: "\(clip).mp4", athlete: "Ann", date: CalendarDay("2026-01-\(String(format: "%02d", 5 + 7 * index))"))
      try archive.record(SetRecord(key: key, clipSha256: hash, uploads: [upload]), report.analysis)
    }
    try ResultsIndex(of: archive).write(to: folder)
    return folder
  }

  @Test("every link leads to a report, and to the rep that is worth a look")
  func links() async throws {
    let scratch = try TemporaryFolder()
    let clips = ["machine-mixed", "machine-set-fade", "bench-clean", "squats"]
    let folder = try await results(clips, in: scratch)
    let page = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
    let links = page.matches(of: /href="(sets\/[0-9a-f]{40}\/report\.html)(?:#([a-z0-9-]+))?"/)
    #expect(links.count == 6)
    for link in links {
      let report = try String(contentsOf: folder.appendingPathComponent(String(link.1)), encoding: .utf8)
      if let anchor = link.2 { #expect(report.contains("id=\"\(anchor)\""), "\(link.0)") }
    }

    try await withBrowser { browser in
      try await browser.prefers(reducedMotion: true)
      try await browser.open(folder.appendingPathComponent("index.html"))
      let mixed = try await SampleReports.shared.report("machine-mixed").analysis
      let reps = try await browser.run("return document.querySelector('tbody tr:last-child .reps').textContent")
      #expect(reps == .string("\(mixed.summary.reps)"))
      let charts = "document.querySelectorAll('.person svg').length === 3"
      try await browser.click(".person summary")
      try await browser.wait(until: charts)
      #expect(try await browser.attribute("aria-label", of: ".frame")?.contains("means of 3 days") == true)

      // The report's own page has tests of its own.
      let errors = try await browser.consoleErrors()
      #expect(errors == [])

      try await browser.click("tbody tr:last-child .worst a")
      let anchor = try #require(await browser.address.split(separator: "#").last.map(String.init))
      #expect(mixed.summary.flaggedReps.map { "rep-\($0)" }.contains(anchor))
      try await browser.wait(
        until: "(box => box.top < innerHeight && box.bottom > 0)"
          + "(document.getElementById('\(anchor)').getBoundingClientRect())")
    }
  }
}
