import Archive
import ArchiveTesting
import Foundation
import Movement
import Reports
import Testing

@testable import ReviewServer

@Suite("A set that is shared")
struct SharedSetTests {
  let results: SharingResults

  init() throws { results = try SharingResults() }

  private func share(_ number: Int, to name: String = "for ann") throws -> [String: Data] {
    let set = try SharedSet(Sample.key(number).rawValue, of: results.url, in: results.archive)
    try set.write(to: results.place(name))
    return try SharingResults.files(in: results.place(name))
  }

  private func page(_ number: Int) throws -> String {
    try SharedSet(Sample.key(number).rawValue, of: results.url, in: results.archive).page.text
  }

  @Test("is a folder with the report and what it needs, the page and the decisions, and nothing else")
  func files() throws {
    try results.record(1)
    let before = try SharingResults.files(in: results.folder(1))
    let files = try share(1)
    #expect(
      files.keys.sorted() == [
        "analysis.json", "annotated.mp4", "decisions.csv", "flags/rep-1-pause.mp4", "index.html", "report.html",
        "reps.csv", "signals.csv", "stills/rep-1-top.jpg",
      ])
    for (name, data) in files where !["decisions.csv", "index.html", "report.html"].contains(name) {
      #expect(data == before[name], "\(name)")
    }
    #expect(try SharingResults.files(in: results.folder(1)) == before)
    #expect(try results.neighbours == ["for ann"])
  }

  @Test("leads nowhere outside, names no other upload and nothing of this machine")
  func selfContained() throws {
    let others = [
      Sample.upload(7, athlete: "Ann"), Upload(path: "bob/private.mp4", athlete: "Ann", notes: "knee hurts"),
    ]
    try results.record(1, uploads: others)
    let files = try share(1)
    for name in ["secret", "private", "bob", "knee", results.url.path, NSUserName() + "@", "/tmp"] {
      for (file, data) in files { #expect(!data.text.contains(name), "\(file) holds \(name)") }
    }
    let page = try #require(files["index.html"]).text
    let links = page.matches(of: /(?:href|src)="([^"#]*)[^"]*"/).map { String($0.1) }.filter { !$0.isEmpty }
    #expect(Set(links) == ["report.html", "decisions.csv"])
    #expect(page.contains("<h1><bdi>Ann</bdi></h1>"))
    #expect(page.contains("The clip as it was filmed is not part of it."))
    #expect(page.hasSuffix("<footer>formcheck describes form. It is no medical advice.</footer>\n</body>\n</html>\n"))
    #expect(!page.contains("<script"))
  }

  @Test("tells nobody of others where the uploads of a clip name several people")
  func severalOwners() throws {
    try results.record(1, uploads: [Sample.upload(7, athlete: "Ann"), Sample.upload(8, athlete: "Bob")])
    let page = try page(1)
    #expect(!page.contains("Ann") && !page.contains("Bob") && !page.contains("2026-"))
    #expect(page.contains("<h1><bdi>clip.mp4</bdi></h1>"))
  }

  @Test("says in words what coaches decided, and links notes to their moments")
  func decisions() throws {
    try results.record(1)
    try results.archive.decide([
      Sample.decision(1, of: 1, rep: (4, 7.5), rule: "pause", .agree),
      Sample.decision(2, of: 1, rep: (4, 7.5), rule: "swing", by: "Lee", .disagree(.intended)),
      Sample.decision(3, of: 1, rep: (8, 11.5), rule: "toes-pointed", .missed("left foot")),
      Sample.decision(4, of: 1, rep: (8, 11.5), .missed("looks at her phone")),
      Sample.decision(5, of: 1, rep: (8, 11.5), .bounds(start: 8.2, end: 11)),
      Sample.decision(6, of: 1, rep: (8, 11.5), .note("Better!\nKeep it up", at: 9.4)),
      Sample.decision(7, of: 1, rep: nil, .note("Warm up longer", at: 0.5)),
      Sample.decision(8, of: 1, rep: nil, rule: "set-fade", .missed(nil)),
    ])
    let page = try page(1)
    func says(_ coach: String, _ words: String) -> Bool {
      page.contains("<strong><bdi>\(coach)</bdi></strong> \(words)")
    }
    #expect(says("Kim", "agrees. <span"))
    #expect(says("Lee", "does not agree: you were asked to do it like that."))
    let toes = PageParts.title(RuleID("toes-pointed"))
    #expect(says("Kim", "saw a fault that was not found, in \u{201C}\(toes)\u{201D}. left foot"))
    #expect(says("Kim", "saw a fault that was not found: looks at her phone"))
    #expect(says("Kim", "says that the rep goes from 0:08.2 to 0:11.0."))
    #expect(says("Kim", "<span class=\"when\">5 decisions and 2 notes, <span class=\"day\">2026-11-18</span></span>"))
    #expect(says("Lee", "<span class=\"when\">1 decision, <span class=\"day\">2026-11-18</span></span>"))
    #expect(page.contains("<a href=\"report.html#rep=2&amp;t=9.40\">0:09.4</a> Rep 2</p>"))
    #expect(page.contains("Better!\nKeep it up"))
    #expect(page.contains("<a href=\"report.html#t=0.50\">0:00.5</a> </p>"))
    #expect(page.contains("Over the whole set"))
    // The rep that the program had nothing against has a fault now.
    #expect(page.contains("<article class=\"card flag\" id=\"rep-2\""))

    let rows = try #require(try share(1)["decisions.csv"]).text.components(separatedBy: "\r\n")
    #expect(rows.count == 10)
    #expect(rows[1] == "2026-11-18T11:06:40.125Z,Kim,1,4,7.5,pause,agree,,,,,")
    #expect(rows[2] == "2026-11-18T11:06:40.250Z,Lee,1,4,7.5,swing,disagree,intended,,,,")
    #expect(rows[5] == "2026-11-18T11:06:40.625Z,Kim,2,8,11.5,,bounds,,,,8.2,11")
    #expect(rows[6] == "2026-11-18T11:06:40.750Z,Kim,2,8,11.5,,note,,\"Better!\nKeep it up\",9.4,,")
  }

  @Test("leaves out what was undone, and what the same coach decided otherwise later")
  func undone() throws {
    try results.record(1)
    let note = Sample.decision(1, of: 1, rep: (4, 7.5), .note("said too much", at: 5))
    try results.archive.decide([
      note, note.undone(id: Sample.decisionID(2), made: note.made),
      Sample.decision(3, of: 1, rep: (4, 7.5), rule: "pause", .agree),
      Sample.decision(4, of: 1, rep: (4, 7.5), rule: "pause", .disagree(.misread)),
      Sample.decision(5, of: 1, rep: (4, 7.5), .bounds(start: 4.1, end: 7)),
      Sample.decision(6, of: 1, rep: (4, 7.5), .bounds(start: 4.2, end: 7)),
    ])
    let files = try share(1)
    for name in ["index.html", "decisions.csv"] {
      let text = try #require(files[name]).text
      #expect(!text.contains("said too much") && !text.contains("undo"), "\(name)")
    }
    let page = try #require(files["index.html"]).text
    #expect(!page.contains("agrees.") && page.contains("does not agree: the program saw something else."))
    #expect(!page.contains("0:04.1") && page.contains("0:04.2"))
    // A fault that every coach denies is none; the doubt beside it stays.
    #expect(page.contains("<article class=\"card borderline\" id=\"rep-1\""))
    #expect(files["decisions.csv"]?.text.components(separatedBy: "\r\n").count == 4)
  }

  @Test("keeps decisions of an analysis that has gone, by time")
  func reanalysed() throws {
    try results.record(1)
    try results.archive.decide(Sample.decision(1, of: 1, rep: (8, 11.5), .note("still here", at: 9)))
    try results.archive.remove(Sample.key(1))
    let analysis = Sample.analysis(clip: 1, [Sample.PlannedRep(8.1, 11.4)])
    try results.record(2)
    try results.archive.remove(Sample.key(2))
    try results.archive.record(Sample.set(2, clip: 1), analysis)
    try AnalysisJSON.document(analysis).write(to: results.folder(2).appendingPathComponent("analysis.json"))
    #expect(try page(2).contains("<a href=\"report.html#rep=1&amp;t=9.00\">0:09.0</a> Rep 1</p>"))
  }

  @Test("without a decision says so")
  func undecided() throws {
    try results.record(1)
    let page = try page(1)
    #expect(page.contains("No coach has decided or noted anything yet."))
    #expect(!page.contains("id=\"notes-title\""))
    #expect(try share(1)["decisions.csv"]?.text.components(separatedBy: "\r\n").count == 2)
  }

  static let unkind = [
    "<script>alert(1)</script>", "\" onload=alert(1) x=\"", "'-alert(1)-'", "</style><svg onload=x>",
    "quote\"\u{301} onmouseover=alert(1) \"\u{301}", "{{{style}}}", "javascript:alert(1)", "\u{202E}txt.exe",
    "&lt;b&gt;", "=cmd|' /C calc'!A0",
  ]

  @Test("shows every text as text", arguments: unkind)
  func hostile(name: String) throws {
    func page(_ number: Int, _ name: String) throws -> String {
      try results.record(
        number, uploads: [Sample.upload(number, athlete: name)], file: "\(name.replacing("/", with: ":")).mp4",
        message: name)
      try results.archive.decide([
        Sample.decision(10 * number, of: number, rep: (4, 7.5), by: name, .note(name + "\n" + name, at: 5)),
        Sample.decision(10 * number + 1, of: number, rep: (4, 7.5), by: name, .missed(name)),
        Sample.decision(10 * number + 2, of: number, rep: (4, 7.5), rule: "pause", by: name, .agree),
      ])
      return try self.page(number)
    }
    let (plain, odd) = (try page(1, "plain"), try page(2, name))
    for mark: UInt8 in [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\"")] {
      #expect(odd.utf8.count { $0 == mark } == plain.utf8.count { $0 == mark })
    }
    #expect(!odd.contains("\u{202E}"))
    if name.hasPrefix("=") {
      let table = try #require(try share(2)["decisions.csv"]).text
      #expect(table.contains(",'=cmd|' /C calc'!A0,1,"))
    }
  }

  // MARK: - Names

  @Test("is named by the first digits of its key, in either case")
  func prefix() throws {
    for number in 1...4 { try results.record(number) }
    let key = Sample.key(3).rawValue
    for digits in [String(key.prefix(6)), String(key.prefix(6)).uppercased(), key] {
      #expect(try SharedSet(digits, of: results.url, in: results.archive).set.key.rawValue == key)
    }
  }

  @Test("is asked for again where the digits fit none, or several")
  func notOne() throws {
    let twins = ["0", "1"].map { SetKey(rawValue: String(repeating: "ab12", count: 9) + "cde" + $0)! }
    for (number, key) in twins.enumerated() {
      try results.archive.record(
        SetRecord(key: key, clipSha256: Sample.clip(number), uploads: [Sample.upload(number)]),
        Sample.analysis(clip: number))
    }
    let several = #expect(throws: DeskError.self) { try SharedSet("ab12ab", of: results.url, in: results.archive) }
    #expect(several?.kind == .notFound)
    #expect(several?.description.contains("2 sets have a key that begins like that") == true)
    #expect(several?.description.contains("week 0/clip-1.mp4") == true)
    for digits in ["ffffff", "ab12ac", "", "ab", "../..", "zzzzzz", String(repeating: "f", count: 40)] {
      let none = #expect(throws: DeskError.self) { try SharedSet(digits, of: results.url, in: results.archive) }
      #expect(none?.kind == .notFound)
      #expect(none?.description.contains("summary.csv") == true)
    }
  }

  @Test(
    "goes into a folder named after its clip",
    arguments: [
      ("clip.mp4", "clip.shared"), ("a.b.MOV", "a.b.shared"), ("noending", "noending.shared"),
      (".mp4", "mp4.shared"), ("..mp4", "mp4.shared"), ("../../etc/x.mp4", "x.shared"), ("", "KEY.shared"),
      ("two\nlines.mp4", "two?lines.shared"),
      (String(repeating: "n", count: 251) + ".mp4", String(repeating: "n", count: 240) + ".shared"),
    ])
  func folderName(file: String, expected: String) throws {
    try results.record(1, file: file)
    let name = try SharedSet(Sample.key(1).rawValue, of: results.url, in: results.archive).folderName
    #expect(name == expected.replacing("KEY", with: Sample.key(1).rawValue.prefix(12)))
  }

  // MARK: - What goes wrong

  @Test("takes no place where something is, and leaves it as it is")
  func taken() throws {
    try results.record(1)
    let set = try SharedSet(Sample.key(1).rawValue, of: results.url, in: results.archive)
    let files = FileManager.default
    try files.createDirectory(at: results.place("full"), withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: results.place("full/mine.txt"))
    try Data("mine".utf8).write(to: results.place("file"))
    try files.createDirectory(at: results.place("empty"), withIntermediateDirectories: false)
    try files.createSymbolicLink(atPath: results.place("link").path, withDestinationPath: results.place("empty").path)
    for name in ["full", "file", "link", "file/below"] {
      let error = #expect(throws: (any Error).self) { try set.write(to: results.place(name)) }
      let cause = name == "file/below" ? "not a directory" : "is there already"
      #expect("\(try #require(error))".contains(cause), "\(name)")
    }
    #expect(try results.neighbours == ["empty", "file", "full", "link"])
    #expect(try SharingResults.files(in: results.place("full")).keys.sorted() == ["mine.txt"])
    try set.write(to: results.place("empty"))
    try set.write(to: results.place("new/below"))
    #expect(try SharingResults.files(in: results.place("new/below")).count == 9)
    let again = #expect(throws: DeskError.self) { try set.write(to: results.place("empty")) }
    #expect(again?.kind == .notWritable)
    #expect(try results.neighbours == ["empty", "file", "full", "link", "new"])
  }

  @Test(
    "is not made of a report that is not whole, or that somebody turned into links",
    arguments: ["annotated.mp4", "reps.csv", "stills/rep-1-top.jpg", "report.html", "film.json", "analysis.json"])
  func damaged(name: String) throws {
    let files = FileManager.default
    for isLink in [false, true] {
      try results.record(1)
      let file = results.folder(1).appendingPathComponent(name)
      let set = try SharedSet(Sample.key(1).rawValue, of: results.url, in: results.archive)
      try files.removeItem(at: file)
      if isLink {
        try Data("of somebody else".utf8).write(to: results.place("other"))
        try files.createSymbolicLink(atPath: file.path, withDestinationPath: results.place("other").path)
      }
      // What is read at first, and what is copied.
      let error = #expect(throws: (any Error).self) {
        if ["film.json", "analysis.json"].contains(name) {
          _ = try SharedSet(Sample.key(1).rawValue, of: results.url, in: results.archive)
        }
        try set.write(to: results.place("shared"))
      }
      #expect("\(try #require(error))".contains("nalyse its clip again"), "\(name)")
      #expect(try results.neighbours == (isLink ? ["other"] : []))
    }
  }

  @Test("ends when it is cancelled, and leaves nothing; what a killed one left goes with the next")
  func cancelled() async throws {
    try results.record(1)
    let set = try SharedSet(Sample.key(1).rawValue, of: results.url, in: results.archive)
    let place = results.place("shared")
    let task = Task.detached {
      withUnsafeCurrentTask { $0?.cancel() }
      try set.write(to: place)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try results.neighbours == [])
    // No process has this number.
    try FileManager.default.createDirectory(
      at: results.place(".formcheck-share-2147483647-AB"), withIntermediateDirectories: false)
    try set.write(to: place)
    #expect(try results.neighbours == ["shared"])
  }
}
