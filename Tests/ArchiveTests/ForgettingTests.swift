import ArchiveTesting
import Foundation
import Testing

@testable import Archive

@Suite("Forgetting")
struct ForgettingTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive

  /// Ann's clip 1 under two keys and three names, a failure of a file of that name; clip 4 is Ben's.
  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
    let ann = "Ann Unforgettable"
    try archive.record(
      Sample.set(1, uploads: [Upload(path: "a.mp4", athlete: ann), Upload(path: "copy.mp4")]),
      Sample.analysis(clip: 1))
    try archive.record(Sample.set(2, clip: 1, uploads: [Upload(path: "old.mp4")]), Sample.analysis(clip: 1))
    try archive.record(Sample.failure(3, clip: nil, uploads: [Upload(path: "copy.mp4")]))
    try archive.record(Sample.set(4, uploads: [Upload(path: "b.mp4", athlete: "Ben")]), Sample.analysis(clip: 4))
    try archive.record(Sample.failure(5, clip: 5, uploads: [Upload(path: "c.mp4", athlete: ann)]))
  }

  @Test("a person goes with everything that shows them, and nobody else does")
  func athlete() throws {
    var removed: [Forgotten] = []
    let gone = try archive.forget(.athlete("Ann Unforgettable")) { removed.append($0) }
    #expect(gone.sets == [Sample.key(1), Sample.key(2)].sorted())
    #expect(gone.failures == [Sample.key(3), Sample.key(5)].sorted())
    #expect(gone.clips == [Sample.clip(1), Sample.clip(5)].sorted())
    #expect(gone.uploads == ["a.mp4", "c.mp4", "copy.mp4", "old.mp4"])
    #expect(!gone.isLogLeft)
    #expect(removed == [gone])
    #expect(try archive.sets().map(\.key) == [Sample.key(4)])
    #expect(try archive.failures().isEmpty)
    #expect(try archive.counts().clips == 1)
    #expect(try archive.check() == [])
    #expect(try archive.forget(.athlete("Ann Unforgettable")).isEmpty)
  }

  @Test("not a byte of the name is left in any file of the archive")
  func bytes() throws {
    let name = Data("Unforgettable".utf8)
    func files() throws -> [Data] {
      try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
        .map { try Data(contentsOf: $0) }
    }
    _ = try ResultsArchive(at: folder.database, steps: SchemaStep.all + [OpeningTests.later], patience: 1)
    for copy in ["formcheck.sqlite.damaged-1", "formcheck.sqlite.damaged-1-wal", ".formcheck.sqlite.copy"] {
      try name.write(to: folder.url.appendingPathComponent(copy))
    }
    #expect(try files().count { $0.range(of: name) != nil } >= 5)
    _ = try archive.forget(.athlete("Ann Unforgettable"))
    #expect(try files().count { $0.range(of: name) != nil } == 0)
  }

  @Test("a clip is named by the first digits of its hash")
  func clip() throws {
    let digits = String(Sample.clip(4).rawValue.prefix(10)).uppercased()
    let gone = try archive.forget(.clip(digits))
    #expect(gone.sets == [Sample.key(4)])
    #expect(gone.uploads == ["b.mp4"])
    #expect(try archive.forget(.clip(digits)).isEmpty)
    #expect(try archive.forget(.clip(Sample.clip(1).rawValue)).failures == [Sample.key(3)])
    #expect(try archive.sets().isEmpty)
  }

  @Test("a file that could not be read is named by its failure's key, and goes alone")
  func unread() throws {
    let gone = try archive.forget(.clip(String(Sample.key(3).rawValue.prefix(16))))
    #expect(gone.failures == [Sample.key(3)] && gone.sets.isEmpty && gone.clips.isEmpty)
    #expect(try archive.failures().map(\.key) == [Sample.key(5)])
    #expect(try archive.sets().count == 3)
  }

  @Test("digits that could be several clips, or are none, are refused", arguments: ["", "abc", "zzzzzzzz", "0000000%"])
  func ambiguous(digits: String) throws {
    let rows = try archive.dump()
    let error = #expect(throws: ArchiveError.self) { try archive.forget(.clip(digits)) }
    #expect(error?.kind == .invalid)
    #expect(try archive.dump() == rows)
  }

  @Test("two clips with the same first digits are told apart by more of them")
  func alike() throws {
    let twin = try #require(ClipHash(rawValue: String(Sample.clip(4).rawValue.dropLast()) + "0"))
    var analysis = Sample.analysis(clip: 4)
    analysis.clip.sha256 = twin.rawValue
    try archive.record(SetRecord(key: Sample.key(6), clipSha256: twin, uploads: [Upload(path: "t.mp4")]), analysis)
    let error = #expect(throws: ArchiveError.self) {
      try archive.forget(.clip(String(twin.rawValue.prefix(12))))
    }
    #expect(error?.description.contains("2 clips") == true)
    #expect(try archive.forget(.clip(twin.rawValue)).sets == [Sample.key(6)])
  }

  @Test("what coaches decided of them goes too, from the file and from the rows, and nobody else's does")
  func decisions() throws {
    for (number, set, clip) in [(1, 1, 1), (2, 4, 4), (3, 2, 1), (4, 4, 4)] {
      try archive.decide(
        Sample.decision(number, of: set, clip: clip, rep: (4, 7.5), .note("word of \(clip)", at: 5)))
    }
    // Damaged, and still about her.
    let file = folder.url.appendingPathComponent(ResultsLayout.decisionsFile)
    let torn = "{\"clip\":\"\(Sample.clip(1))\",\"coach\":\"Ki"
    try (Data(contentsOf: file) + Data(torn.utf8)).write(to: file)
    #expect(try archive.traces(of: .athlete("Ann Unforgettable")).decisions == 2)

    #expect(try archive.forget(.athlete("Ann Unforgettable")).decisions == 2)
    let kept = [2, 4].map { Sample.decisionID($0) }
    #expect(try archive.decisions().map(\.decision.id) == kept)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(!text.contains(Sample.clip(1).rawValue) && !text.contains("word of 1"))
    #expect(text.contains("word of 4"))
    #expect(try archive.holdsAllDecisions())
    #expect(try archive.bringDecisionsInLine() == [])
    #expect(try archive.decisions().map(\.decision.id) == kept)
    // Whoever still has the page open cannot bring her back.
    let late = Sample.decision(9, of: 1, rep: nil, .note("late", at: 1))
    #expect(throws: ArchiveError.self) { try archive.decide(late) }
    #expect(try archive.check() == [])
  }

  @Test("a clip without a result any more is forgotten by what was decided of it")
  func strayDecisions() throws {
    try archive.decide(Sample.decision(1, of: 4, rep: nil, .note("x", at: 1)))
    try archive.remove(Sample.key(4))
    let digits = String(Sample.clip(4).rawValue.prefix(8))
    let gone = try archive.forget(.clip(digits))
    #expect(gone.decisions == 1 && gone.clips == [Sample.clip(4)] && gone.sets.isEmpty)
    #expect(try archive.decisions().isEmpty)
    #expect(try Data(contentsOf: folder.url.appendingPathComponent(ResultsLayout.decisionsFile)).isEmpty)
    #expect(try archive.forget(.clip(digits)).isEmpty)
  }

  @Test("killed between the file and the rows, the same call ends what was begun")
  func killedBetween() throws {
    try archive.decide(Sample.decision(1, of: 4, rep: nil, .note("x", at: 1)))
    try archive.decide(Sample.decision(2, of: 1, rep: nil, .note("y", at: 1)))
    // The file made anew, the transaction lost.
    let file = DecisionsFile(folder: folder.url)
    let length = try file.rewrite { (try? Decision(line: $0))?.clip != Sample.clip(4) }
    #expect(try length == file.length)
    #expect(try archive.forget(.athlete("Ben")).sets == [Sample.key(4)])
    #expect(try archive.decisions().map(\.decision.id) == [Sample.decisionID(2)])
    #expect(try archive.holdsAllDecisions())
  }

  @Test("decisions go before the reports: when those are gone nobody would know whose they were")
  func decisionsFirst() throws {
    struct Refusal: Error {}
    try archive.decide(Sample.decision(1, of: 4, rep: nil, .note("x", at: 1)))
    #expect(throws: Refusal.self) {
      try archive.forget(.athlete("Ben")) { found in
        #expect(found.decisions == 1)
        throw Refusal()
      }
    }
    #expect(try archive.bringDecisionsInLine() == [])
    #expect(try archive.decisions().isEmpty)
    #expect(try archive.forget(.athlete("Ben")).sets == [Sample.key(4)])
  }

  @Test("when files cannot be removed the rows stay")
  func refused() throws {
    struct Refusal: Error {}
    let rows = try archive.dump()
    #expect(throws: Refusal.self) { try archive.forget(.athlete("Ben")) { _ in throw Refusal() } }
    #expect(try archive.dump() == rows)
  }

  @Test("a nobody is nobody")
  func nobody() throws {
    var isAsked = false
    #expect(try archive.forget(.athlete("ann unforgettable")) { _ in isAsked = true }.isEmpty)
    #expect(!isAsked)
  }
}
