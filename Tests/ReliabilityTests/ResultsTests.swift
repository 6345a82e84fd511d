import Archive
import Foundation
import Testing

@Suite("The results of a batch")
struct ResultsTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  @Test("of three parts are the whole, each clip in one of them with all its names")
  func shards() throws {
    for number in 0..<24 { try bench.text("\(number).mp4", number) }
    for number in 0..<8 { try bench.text("again-\(number).mp4", number) }
    try bench.clip("clip.mp4")
    try bench.clip("twin.mp4")
    #expect(try bench.run(bench.batch(into: "whole")).status == 3)
    let whole = try bench.files(of: "whole")
    var union: Bench.Files = [:]
    for number in 1...3 {
      let ended = try bench.run(bench.batch("--shard", "\(number)/3", into: "part-\(number)"))
      #expect([0, 3].contains(ended.status), "\(ended.errors)")
      let part = try bench.files(of: "part-\(number)")
      #expect(!part.isEmpty && Set(part.keys).isDisjoint(with: union.keys))
      union.merge(part) { $1 }
    }
    #expect(difference(union, whole) == [])
  }

  @Test("have an archive that is made again from the files: deleted, damaged, or simply when asked")
  func reindex() throws {
    try bench.clip("clip.mp4")
    try bench.text("text.mp4")
    #expect(try bench.run(bench.batch()).status == 3)
    let rows = try bench.rows()
    let files = try bench.files()
    let archive = bench.url("results/" + ResultsArchive.fileName)

    #expect(try bench.run(["batch", "--out", "results", "--reindex"]).status == 0)
    #expect(try bench.rows() == rows)
    try FileManager.default.removeItem(at: archive)
    #expect(try bench.run(bench.batch()).status == 3)
    #expect(try bench.rows() == rows)

    // Behind the header, so that it is still ours.
    let handle = try FileHandle(forWritingTo: archive)
    try handle.seek(toOffset: 100)
    try handle.write(contentsOf: Data(repeating: 0x5A, count: 30_000))
    try handle.close()
    let damaged = try bench.run(bench.batch())
    #expect(damaged.status == 74 && damaged.errors.contains("--reindex"), "\(damaged.errors)")
    #expect(try bench.run(bench.batch("--reindex")).status == 3)
    #expect(try bench.rows() == rows)
    #expect(try difference(bench.files(), files) == [])
    try bench.expectSound()
  }

  @Test("with somebody else's file in the archive's place are not touched", arguments: [[], ["--reindex"]])
  func foreign(words: [String]) throws {
    try bench.clip("clip.mp4")
    try FileManager.default.createDirectory(at: bench.url("results"), withIntermediateDirectories: false)
    let archive = bench.url("results/" + ResultsArchive.fileName)
    try Data("my diary".utf8).write(to: archive)
    let ended = try bench.run(bench.batch() + words)
    #expect(ended.status == 74 && ended.errors.contains("formcheck.sqlite"), "\(ended.errors)")
    #expect(try Data(contentsOf: archive) == Data("my diary".utf8))
    #expect(try bench.sets().isEmpty)
  }
}

@Suite("Forgetting")
struct ForgettingTests {
  private static let anna = "Anna Beispiel-Ohneland"
  private static let bob = "Bob Anderswo-Mitzeit"

  private let bench: Bench

  init() throws {
    bench = try Bench()
    // Two of Anna's, one of them under two names and one that failed; one of Bob's.
    try bench.clip("anna.mp4", 1)
    try bench.clip("copy.mov", 1)
    try bench.text("anna-text.mp4")
    try bench.clip("bob.mp4", 2)
    let rows = ["anna.mp4,\(Self.anna),best set", "anna-text.mp4,\(Self.anna),", "bob.mp4,\(Self.bob),"]
    try Data((["file,athlete,notes"] + rows).joined(separator: "\n").utf8).write(to: bench.url("sets.csv"))
    try #require(try bench.run(bench.batch("--manifest", "sets.csv")).status == 3)
  }

  private var uploads: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: bench.url("uploads").path).sorted() }
  }

  /// All files below the results that hold a text.
  private func traces(of text: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: bench.url("results").path).filter { name in
      let content = FileManager.default.contents(atPath: bench.url("results/" + name).path) ?? Data()
      return content.range(of: Data(text.utf8)) != nil || name.contains(text)
    }
  }

  @Test("an athlete takes reports, records, rows and uploads, by whatever name they came, and leaves the others")
  func athlete() throws {
    #expect(try !traces(of: Self.anna).isEmpty && !traces(of: Self.bob).isEmpty)
    let ended = try bench.run(["forget", "results", "--athlete", Self.anna, "--uploads", "uploads"])
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try traces(of: Self.anna) == [])
    #expect(try traces(of: "best set") == [])
    #expect(try traces(of: "copy.mov") == [])
    #expect(try !traces(of: Self.bob).isEmpty)
    #expect(try uploads == ["bob.mp4"])
    #expect(try bench.sets().map { $0.uploads[0].path } == ["bob.mp4"] && bench.failures().isEmpty)
    try bench.expectSound()
    #expect(try bench.run(["forget", "results", "--athlete", Self.anna]).status == 66)
  }

  @Test("a clip takes all its names, and nothing else of its athlete")
  func clip() throws {
    let set = try #require(try bench.sets().first { $0.uploads.count == 2 })
    let digits = String(set.clipSha256.rawValue.prefix(12))
    #expect(try bench.run(["forget", "results", "--clip", digits, "--uploads", "uploads"]).status == 0)
    #expect(try uploads == ["anna-text.mp4", "bob.mp4"])
    #expect(try bench.sets().count == 1 && bench.failures().count == 1)
    #expect(try traces(of: set.clipSha256.rawValue) == [])
    try bench.expectSound()
  }

  @Test("is searched for where a link leads that is named itself; what is found nowhere is said")
  func links() throws {
    try FileManager.default.moveItem(at: bench.url("uploads"), to: bench.url("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: bench.url("uploads").path, withDestinationPath: bench.url("elsewhere").path)
    let ended = try bench.run(["forget", "results", "--athlete", Self.anna, "--uploads", "uploads"])
    #expect(ended.status == 0 && ended.errors == "", "\(ended.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.url("elsewhere").path) == ["bob.mp4"])

    try FileManager.default.createDirectory(at: bench.url("inner"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bench.url("inner/link").path, withDestinationPath: bench.url("elsewhere").path)
    let set = try #require(try bench.sets().first)
    let bob = try bench.run(["forget", "results", "--athlete", Self.bob, "--uploads", "inner"])
    #expect(bob.status == 0)
    #expect(bob.errors.contains("no file in inner has the content of the clip") && bob.errors.contains("not followed"))
    #expect(bob.errors.contains(set.clipSha256.rawValue.prefix(16)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.url("elsewhere").path) == ["bob.mp4"])
  }

  @Test("changes nothing when it is only asked what would go, or when it knows nobody of that name")
  func dry() throws {
    let before = try bench.files()
    let rows = try bench.rows()
    let asked = try bench.run(["forget", "results", "--athlete", Self.anna, "--uploads", "uploads", "--dry-run"])
    #expect(asked.status == 0 && asked.output.contains("copy.mov"), "\(asked.output)")
    #expect(try bench.run(["forget", "results", "--athlete", "Anna"]).status == 66)
    #expect(try uploads.count == 4)
    #expect(try difference(bench.files(), before) == [])
    #expect(try bench.rows() == rows)
  }
}

@Suite("What is known of the clips")
struct ManifestRunTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func run(_ manifest: String) throws -> Bench.Ended {
    try Data(manifest.utf8).write(to: bench.url("sets.csv"))
    return try bench.run(bench.batch("--manifest", "sets.csv"))
  }

  @Test(
    "under a header that cannot be used, nothing begins", arguments: ["", "name,load\n", "file,file\n", "file,hair\n"])
  func header(text: String) throws {
    try bench.clip("clip.mp4")
    let ended = try run(text)
    #expect(ended.status == 64 && ended.errors.contains("sets.csv"), "\(ended.errors)")
    #expect(!FileManager.default.fileExists(atPath: bench.url("results").path))
  }

  @Test("in a bad row holds back its clip alone, and says the line; rows of no file are said, too")
  func rows() throws {
    try bench.clip("good.mp4", 1)
    try bench.clip("bad.mp4", 2)
    let ended = try run(
      "file,date,athlete\ngood.mp4,2026-11-21,Anna\nbad.mp4,21.11.2026,Bob\ngone.mp4,2026-11-20,Eve\n")
    #expect(ended.status == 3, "\(ended.errors)")
    #expect(ended.errors.contains("sets.csv, line 3") && ended.errors.contains("gone.mp4 is not among the files"))
    let sets = try bench.sets()
    #expect(sets.map { $0.uploads[0].path } == ["good.mp4"] && sets[0].uploads[0].athlete == "Anna")
    let mended = try run("file,date,athlete\ngood.mp4,2026-11-21,Anna\nbad.mp4,2026-11-21,Bob\n")
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(try bench.sets().count == 2)
    try bench.expectSound()
  }

  @Test("stays known when a later run has no manifest, and gives way where it has one; files without a row are said")
  func remembered() throws {
    try bench.clip("a.mp4", 1)
    try bench.text("b.mp4")
    let ended = try run("file,athlete,profile,date\na.mp4,Anna,machine,2026-11-21\n")
    #expect(ended.status == 3 && ended.errors.contains("sets.csv: no row for b.mp4"), "\(ended.errors)")
    let before = try bench.files()
    let again = try bench.run(bench.batch("--retry-failed"))
    #expect(again.status == 3 && again.output.contains("1 known before, 1 failed"), "\(again.output)")
    let sets = try bench.sets()
    #expect(sets.map { $0.uploads[0].athlete } == ["Anna"] && sets.map { $0.uploads[0].profile } == ["machine"])
    #expect(try difference(bench.files(), before).allSatisfy { $0.hasPrefix("failures/") })

    // What is named now goes before what was said then.
    #expect(try bench.run(bench.batch("--profile", "ball")).status == 3)
    #expect(try bench.sets().map { $0.uploads[0].profile } == [nil])
    #expect(try run("file,athlete\nb.mp4,Bob\n").status == 3)
    #expect(try bench.sets().map { $0.uploads[0].athlete } == [nil])
    try bench.expectSound()
  }
}
