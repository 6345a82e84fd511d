import Foundation
import Movement
import Reports
import Testing

@Suite("The report's folder", .serialized)
struct ReportFolderTests {
  private func judge(_ set: DrawnSet.Copy, _ options: String...) throws -> Program.Result {
    try Program.formcheck(["judge", "report"] + options, in: set.scratch.url)
  }

  private func film(_ set: DrawnSet.Copy) throws -> Film {
    try JSONDecoder().decode(Film.self, from: Data(contentsOf: set.report.appendingPathComponent("film.json")))
  }

  @Test("loses what an earlier run drew and this one does not, and nothing of the user's own")
  func again() async throws {
    let set = try await DrawnSet.shared.copy()
    let drawn = try Set(files(in: set.report).keys)
    let own = ["notes.txt", "stills/mine.jpg", "flags/mine.mp4"]
    for name in own { try Data(name.utf8).write(to: set.report.appendingPathComponent(name)) }
    let run = try Program.formcheck(["set.mp4", "--out", "report", "--no-video"], in: set.scratch.url)
    try #require(run.status == 0, "\(run.errors)")
    let left = try files(in: set.report)
    #expect(Set(left.keys) == drawn.subtracting(["annotated.mp4", "flags/rep-1-pause.mp4"]).union(own))
    for name in own { #expect(left[name] == Data(name.utf8)) }
    let page = String(decoding: try #require(left["report.html"]), as: UTF8.self)
    #expect(page.contains("src=\"../set.mp4\"") && !page.contains("annotated.mp4") && !page.contains("flags/"))
  }

  @Test("is the same byte for byte when it is judged again with the same options")
  func unchanged() async throws {
    let set = try await DrawnSet.shared.copy()
    let before = try files(in: set.report)
    #expect(before["annotated.mp4"] != nil && before["flags/rep-1-pause.mp4"] != nil)
    let run = try judge(set)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let after = try files(in: set.report)
    #expect(after.keys.sorted() == before.keys.sorted())
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
  }

  @Test("loses the videos, and keeps the stills, when other limits change what they show")
  func otherLimits() async throws {
    let set = try await DrawnSet.shared.copy()
    let before = try files(in: set.report)
    let run = try judge(set, "--strictness", "strict")
    #expect(run.status == 0)
    #expect(run.errors.contains("report: the video showed the verdicts from before and was taken away"))
    let after = try files(in: set.report)
    #expect(Set(after.keys) == Set(before.keys).subtracting(["annotated.mp4", "flags/rep-1-pause.mp4"]))
    for name in before.keys where name.hasPrefix("stills/") { #expect(after[name] == before[name]) }
    #expect(!String(decoding: try #require(after["report.html"]), as: UTF8.self).contains("annotated.mp4"))
    let back = try judge(set, "--strictness", "normal")
    #expect(back.status == 0 && back.errors.isEmpty, "there is nothing left to take away: \(back.errors)")
  }

  @Test("offers no video that the user took away")
  func videoGone() async throws {
    let set = try await DrawnSet.shared.copy()
    for name in ["annotated.mp4", "flags/rep-1-pause.mp4", "stills/rep-1-top.jpg"] {
      try FileManager.default.removeItem(at: set.report.appendingPathComponent(name))
    }
    #expect(try judge(set).status == 0)
    let film = try film(set)
    #expect(film.video == nil && film.flagClips.isEmpty && film.stills.count == 2)
    let page = try String(contentsOf: set.report.appendingPathComponent("report.html"), encoding: .utf8)
    #expect(!page.contains("annotated.mp4") && !page.contains("flags/") && page.contains("src=\"../set.mp4\""))
  }

  static let foreign: [(String, String)] = [
    ("\"annotated.mp4\"", "\"../precious.txt\""), ("\"annotated.mp4\"", "\"/etc/hostname\""),
    ("\"annotated.mp4\"", "\"stills/../../precious.txt\""), ("\"annotated.mp4\"", "\"notes.txt\""),
    ("\"annotated.mp4\"", "\"stills\""), ("\"annotated.mp4\"", "\"stills/\""), ("\"annotated.mp4\"", "\"flags/.\""),
    ("\"annotated.mp4\"", "7"), ("\"annotated.mp4\"", "[]"), ("\"annotated.mp4\"", "\"annotated.mp4\\u0000\""),
    ("\"rep-1-top\"", "\"../../precious\""), ("\"rep-1-top\"", "\"/../../../precious.txt\\u0000\""),
    ("\"rep-1-top\"", "null"), ("\"rule\" : \"pause\"", "\"rule\" : \"../../../precious\""),
    ("\"rule\" : \"pause\"", "\"rule\" : 1e300"), ("\"rep\" : \"1\"", "\"rep\" : \"x/../../../precious\""),
    ("\"width\" : 600", "\"width\" : 1e300"), ("\"width\" : 600", "\"width\" : -600"),
    ("\"width\" : 600", "\"width\" : 9223372036854775807"), ("\"angle\" : 184", "\"angle\" : 1e300"),
    ("\"angle\" : 184", "\"angle\" : -1e300"), ("\"angle\" : 184", "\"angle\" : \"184\""),
    ("\"from\" : 1", "\"from\" : 1e300, \"was\" : 1"), ("\"to\" : 4", "\"to\" : -1e300, \"was\" : 4"),
    ("\"../set.mp4\"", "\"javascript:alert(1)\""), ("\"../set.mp4\"", "\"/etc/hostname\""),
    ("\"../set.mp4\"", "\"https://example.org/set.mp4\""), ("\"../set.mp4\"", "\"\\u0000<script>\""),
    ("formcheck.film/1", "formcheck.film/2"), ("{", "["), ("\"stills\"", "\"was\""),
  ]

  @Test("holds against a film.json that was tampered with", arguments: foreign)
  func tampered(old: String, new: String) async throws {
    let set = try await DrawnSet.shared.copy()
    let secret = Data("a secret of the user's".utf8)
    _ = try set.scratch.file("precious.txt", secret)
    _ = try set.scratch.file("precious.jpg", secret)
    _ = try set.scratch.file("precious.mp4", secret)
    try secret.write(to: set.report.appendingPathComponent("notes.txt"))
    let file = set.report.appendingPathComponent("film.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: file)
    for options in [[], ["--strictness", "lenient"]] {
      let run = try Program.formcheck(["judge", "report"] + options, in: set.scratch.url)
      #expect(run.status == 0, "\(options): \(run.status) \(run.errors)")
    }
    #expect(try set.scratch.contents == ["precious.jpg", "precious.mp4", "precious.txt", "report", "set.mp4"])
    for (name, bytes) in try files(in: set.scratch.url) where name.contains("precious") || name.contains("notes") {
      #expect(bytes == secret, "\(name)")
    }
    let page = try String(contentsOf: set.report.appendingPathComponent("report.html"), encoding: .utf8)
    let isOut = page.contains(secret.base64EncodedString())
    #expect(!isOut)
    let words = ["javascript:", "/etc/hostname", "example.org"].filter(page.contains)
    #expect(words.isEmpty)
  }

  @Test("reads and takes away nothing behind a link that somebody put into it")
  func links() async throws {
    let set = try await DrawnSet.shared.copy()
    let secret = Data("a secret of the user's".utf8)
    let files = FileManager.default
    let still = set.report.appendingPathComponent("stills/rep-1-top.jpg")
    try files.removeItem(at: still)
    try files.createSymbolicLink(at: still, withDestinationURL: try set.scratch.file("precious.txt", secret))
    #expect(try judge(set).status == 0)
    let page = try String(contentsOf: set.report.appendingPathComponent("report.html"), encoding: .utf8)
    let isOut = page.contains(secret.base64EncodedString())
    #expect(!isOut)

    let album = set.scratch.url.appendingPathComponent("album")
    try files.createDirectory(at: album, withIntermediateDirectories: false)
    let photo = album.appendingPathComponent("rep-1-bottom.jpg")
    try secret.write(to: photo)
    let stills = set.report.appendingPathComponent("stills")
    try files.removeItem(at: stills)
    try files.createSymbolicLink(at: stills, withDestinationURL: album)
    let analysis = try Data(contentsOf: set.report.appendingPathComponent("analysis.json"))
    let run = try Program.formcheck(["set.mp4", "--out", "report", "--no-video"], in: set.scratch.url)
    #expect(run.status == 74 && run.errors.contains("stills"), "\(run.errors)")
    #expect(try Data(contentsOf: photo) == secret)
    #expect(try files.contentsOfDirectory(atPath: album.path) == ["rep-1-bottom.jpg"])
    #expect(try Data(contentsOf: set.report.appendingPathComponent("analysis.json")) == analysis)
  }
}
