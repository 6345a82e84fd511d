import BrowserTesting
import Foundation
import Movement
import Reports
import Testing

@Suite("Clips of any name", .serialized)
struct HostileNamesTests {
  static let names = [
    "plain.mp4", "\"quotes\" 'and' `ticks`.mp4", "<script>alert(1)<script>.mp4", "two\nlines.mp4",
    "\u{1F469}\u{1F3FD}\u{200D}\u{1F680} lifts.mp4", "\u{202E}4pm.\u{2066}\u{200F}right\u{202B}.mp4", "-dash.mp4",
    "--no-video.mp4", String(repeating: "n", count: 251) + ".mp4", String(repeating: "\u{811A}", count: 83) + "xy.mp4",
    "e" + String(repeating: "\u{301}", count: 120) + ".mp4", "a%20b#c?.mp4", "javascript:alert(1).mp4",
    "{{name}} &amp; {{{data}}}.mp4", "back\\slash.mp4", "\u{E9} and e\u{301}.mp4", "\t tab and bell\u{7}.mp4", "..mp4",
  ]

  /// The value of an attribute that occurs once.
  private func attribute(_ name: String, _ page: String) throws -> String {
    let values = page.matches(of: try Regex("\(name)=\"([^\"]*)\"")).compactMap { $0[1].substring.map(String.init) }
    #expect(values.count == 1)
    return try #require(values.first)
  }

  /// The page without what may differ: the name where it is text, and the link to the clip.
  private func frame(_ page: String) throws -> String {
    let title = try #require(page.firstMatch(of: /<h1><bdi>([\s\S]*?)<\/bdi><\/h1>/)).1
    #expect(!title.isEmpty && !title.contains("<") && !title.contains(">") && !title.contains("\""))
    let link = try attribute("data-original", page)
    return page.replacingOccurrences(of: "data-original=\"\(link)\"", with: "LINK")
      .replacingOccurrences(of: String(title), with: "NAME")
  }

  @Test("get reports that show the name as text and lead to the clip")
  func reports() async throws {
    let scratch = try TemporaryFolder()
    let room = try Data(contentsOf: Footage.room(to: scratch.url.appendingPathComponent(Self.names[0])))
    for name in Self.names.dropFirst() {
      try #require(name.utf8.count <= 255)
      try room.write(to: URL(fileURLWithPath: scratch.url.path + "/" + name))
    }
    let run = try Program.formcheck(["--"] + Self.names, in: scratch.url)
    #expect(run.status == 0, "\(run.errors)")
    var reports: [String: URL] = [:]
    for name in try scratch.contents where name.hasSuffix(".formcheck") {
      #expect(name != ".formcheck", "a folder that nobody sees")
      let folder = scratch.url.appendingPathComponent(name)
      let analysis = try AnalysisJSON.analysis(from: Data(contentsOf: folder.appendingPathComponent("analysis.json")))
      reports[analysis.clip.file] = folder
    }
    #expect(Set(reports.keys) == Set(Self.names))
    let expected = try frame(page(#require(reports["plain.mp4"])))
    for (name, folder) in reports {
      let page = try page(folder)
      #expect(try frame(page) == expected, "\(name)")
      try follow(page, from: folder, to: scratch.url.path + "/" + name)
    }
    for (name, folder) in reports { try await look(at: folder, named: name) }
  }

  /// In a real browser: the name is text, and the clip itself is shown where drawings are switched off.
  private func look(at folder: URL, named name: String) async throws {
    try await withBrowser { browser in
      try await browser.open(folder.appendingPathComponent("report.html"))
      let title = try await browser.run("return document.querySelector('h1').textContent").string
      #expect(title == name.printable)
      try await browser.wait(until: "document.getElementById('film').readyState >= 2")
      try await browser.press("o")
      try await browser.wait(
        until: "(film => film.src.endsWith(film.dataset.original.replaceAll('../', '')) && film.readyState >= 2)"
          + "(document.getElementById('film'))")
      #expect(try await browser.consoleErrors() == [], "\(name)")
    }
  }

  @Test("may begin with a dash, in folders of any name")
  func dash() throws {
    let scratch = try TemporaryFolder()
    try Footage.room(to: scratch.url.appendingPathComponent("-dash.mp4"))
    for (index, clip) in ["./-dash.mp4", "../\(scratch.url.lastPathComponent)/-dash.mp4"].enumerated() {
      let out = "reports <b>#\(index)?/100%\u{202E}"
      let run = try Program.formcheck([clip, "--out", out], in: scratch.url)
      #expect(run.status == 0, "\(run.errors)")
      let folder = scratch.url.appendingPathComponent(out)
      try follow(page(folder), from: folder, to: scratch.url.path + "/-dash.mp4")
    }
  }

  private func page(_ folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
  }

  /// Goes the way that a browser goes.
  private func follow(_ page: String, from folder: URL, to clip: String) throws {
    let link = try attribute("data-original", page)
    #expect(link.wholeMatch(of: /(\.\.\/)+([A-Za-z0-9._~\/-]|%[0-9A-F]{2})+/) != nil, "\(link)")
    let path = folder.path + "/" + (try #require(link.removingPercentEncoding))
    func number(_ path: String) throws -> Int {
      try #require(FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
    }
    #expect(try number(path) == number(clip))
  }
}
