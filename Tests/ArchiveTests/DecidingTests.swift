import ArchiveTesting
import Foundation
import GRDB
import Movement
import Testing

@testable import Archive

extension TemporaryFolder {
  var decisions: URL { url.appendingPathComponent(ResultsLayout.decisionsFile) }
}

@Suite("Deciding")
struct DecidingTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive
  let results: ResultsFolder

  /// Two sets of one rep each that pauses too briefly.
  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
    results = ResultsFolder(url: folder.url)
    for number in 1...2 {
      let analysis = Sample.analysis(clip: number, [.init(1, 4, [.init("pause", .flag, .mild)])])
      try results.add(Sample.set(number), analysis)
      try archive.record(Sample.set(number), analysis)
    }
  }

  private func agree(_ number: Int, of set: Int = 1, by coach: String = "Kim") -> Decision {
    Sample.decision(number, of: set, rep: (1, 4), rule: "pause", by: coach, .agree)
  }

  private func kept() throws -> [DecisionID] { try archive.decisions().map(\.decision.id) }

  @Test("what was decided is in the file and in the rows, in order")
  func inOrder() throws {
    let decisions = DecisionLineTests.whats.enumerated().filter { $0.offset != 7 }.map { number, said in
      Sample.decision(number, of: 1, rep: (1, 4), rule: said.rule, said.what)
    }
    for decision in decisions { try archive.decide(decision) }
    #expect(try archive.decisions().map(\.decision) == decisions)
    let lines = try Data(contentsOf: folder.decisions).split(separator: 10)
    #expect(try lines.map { try Decision(line: $0) } == decisions)
    #expect(try archive.history(of: RepAddress(Sample.key(1), 1)).map(\.decision) == decisions)
    #expect(try archive.holdsAllDecisions())
    #expect(try archive.check() == [])
  }

  @Test("the same decision twice is kept once, another one of its name not at all")
  func twice() throws {
    try archive.decide(agree(1))
    try archive.decide(agree(1))
    let bytes = try Data(contentsOf: folder.decisions)
    #expect(try kept().count == 1)
    let error = #expect(throws: ArchiveError.self) { try archive.decide(agree(1, by: "Lee")) }
    #expect(error?.kind == .invalid)
    #expect(try Data(contentsOf: folder.decisions) == bytes)
  }

  @Test("several are kept, or none of them")
  func several() throws {
    try archive.decide([agree(1), agree(2, of: 2)])
    #expect(throws: ArchiveError.self) { try archive.decide([agree(3), agree(4, of: 9)]) }
    #expect(try kept() == [Sample.decisionID(1), Sample.decisionID(2)])
    #expect(try Data(contentsOf: folder.decisions).count { $0 == 10 } == 2)
  }

  @Test("what cannot be is refused, and nothing changes")
  func refused() throws {
    try archive.decide(agree(1))
    try archive.decide(agree(1).undone(id: Sample.decisionID(2), made: agree(2).made))
    func undo(_ id: Int, by coach: String = "Kim", of set: Int = 1) -> Decision {
      Sample.decision(3, of: set, rep: (1, 4), by: coach, .undo(Sample.decisionID(id)))
    }
    let cases: [(String, Decision)] = [
      ("a clip that is not there", agree(3, of: 9)), ("undoing nothing", undo(8)), ("undoing an undoing", undo(2)),
      ("undoing another's", undo(1, by: "Lee")), ("undoing another clip's", undo(1, of: 2)),
      ("a text that is none", Sample.decision(3, of: 1, rep: nil, .note("\u{7}", at: 1))),
    ]
    let (bytes, rows) = (try Data(contentsOf: folder.decisions), try archive.dump())
    for (name, decision) in cases {
      let error = #expect(throws: ArchiveError.self, "\(name)") { try archive.decide(decision) }
      #expect(error?.kind == .invalid, "\(name)")
    }
    #expect(try Data(contentsOf: folder.decisions) == bytes)
    #expect(try archive.dump() == rows)
  }

  @Test(
    "rows are never changed, and go only when something is forgotten",
    arguments: [
      "UPDATE decisions SET coach = 'Lee'", "DELETE FROM decisions", "DELETE FROM decisions WHERE number = 1",
      "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
    ])
  func triggers(sql: String) throws {
    try archive.decide(agree(1))
    let rows = try archive.dump()
    #expect(throws: ArchiveError.self) { try archive.write { try $0.execute(sql: sql) } }
    #expect(try archive.dump() == rows)
  }

  @Test("a last line that was cut off anywhere is passed over and said, and the next decision stands on its own")
  func torn() throws {
    try archive.decide([agree(1), agree(2, of: 2)])
    let whole = try Data(contentsOf: folder.decisions)
    let line = try agree(3).line()
    for length in stride(from: 1, to: line.count, by: 61) {
      try (whole + line.prefix(length)).write(to: folder.decisions)
      let problems = try ResultsArchive(at: folder.database).bringDecisionsInLine()
      #expect(problems.count == 1 && problems[0].contains("decisions.jsonl, line 3: "), "\(length): \(problems)")
      #expect(try kept() == [1, 2].map { Sample.decisionID($0) })
      try archive.decide(agree(4))
      #expect(try kept() == [1, 2, 4].map { Sample.decisionID($0) })
      #expect(try archive.bringDecisionsInLine() == problems)
      #expect(try kept() == [1, 2, 4].map { Sample.decisionID($0) })
    }
    // All but the line feed: it is whole.
    try (whole + line.dropLast()).write(to: folder.decisions)
    #expect(try archive.bringDecisionsInLine() == [])
    try archive.decide(agree(4))
    #expect(try kept() == [1, 2, 3, 4].map { Sample.decisionID($0) })
  }

  @Test("damaged and hostile lines are named and passed over, the others count")
  func damaged() throws {
    try archive.decide(agree(1))
    var file = try Data(contentsOf: folder.decisions)
    let hostile: [Data] = [
      Data("dear diary\n".utf8), Data([0xFF, 0x00, 0x0A]), Data("{\"schema\":\"formcheck.decision/2\"}\n".utf8),
      Data(repeating: UInt8(ascii: "x"), count: 300_000) + Data("\n".utf8),
      // Another decision under a name that is taken.
      try agree(1, by: "Lee").line(),
    ]
    for line in hostile { file += line }
    // Blank, and doubled: no harm done.
    file += Data("\n \r\n".utf8)
    file += try agree(1).line()
    file += try agree(2).line()
    try file.write(to: folder.decisions)
    let problems = try archive.bringInLine(with: folder.url)
    #expect(problems.count == hostile.count)
    for number in 2...6 { #expect(problems.contains { $0.contains("line \(number): ") }, "\(number)") }
    #expect(try kept() == [1, 2].map { Sample.decisionID($0) })
    try archive.decide(agree(3))
    #expect(try kept() == [1, 2, 3].map { Sample.decisionID($0) })
    #expect(try Data(contentsOf: folder.decisions).starts(with: file))
  }

  @Test("the rows say what the file says, whatever became of it, and a rebuilt archive equals the kept one")
  func inLine() throws {
    try archive.decide([agree(1), agree(2, of: 2), agree(3, by: "Lee")])
    let rows = try archive.dump()
    #expect(rows.count { $0.hasPrefix("'decision'") } == 3)
    #expect(try archive.rebuild(from: folder.url).decisions == 3)
    #expect(try archive.dump() == rows)
    let file = try Data(contentsOf: folder.decisions)
    let lines = file.split(separator: 10).map { $0 + Data("\n".utf8) }
    for kept in [[], [0], [1], [2], [0, 2], [1, 2]] {
      try lines.enumerated().filter { kept.contains($0.offset) }.reduce(Data()) { $0 + $1.element }
        .write(to: folder.decisions)
      #expect(try archive.bringInLine(with: folder.url) == [])
      let inLine = try archive.dump()
      _ = try archive.rebuild(from: folder.url)
      #expect(try archive.dump() == inLine, "\(kept)")
      #expect(try self.kept() == kept.sorted().map { Sample.decisionID($0 + 1) })
    }
    // Lines that somebody wrote while the archive was open are there with the next decision, or the next opening.
    try file.write(to: folder.decisions)
    #expect(try !archive.holdsAllDecisions())
    #expect(try ResultsArchive(at: folder.database).dump() == rows)
    try FileManager.default.removeItem(at: folder.decisions)
    try archive.decide(agree(4))
    #expect(try kept() == [Sample.decisionID(4)])
  }

  @Test("what is no plain file is neither followed nor waited for", arguments: ["link", "pipe", "folder"])
  func noFile(kind: String) throws {
    let path = folder.decisions.path
    let elsewhere = folder.url.appendingPathComponent("elsewhere")
    switch kind {
    case "link": symlink(elsewhere.path, path)
    case "pipe": mkfifo(path, 0o600)
    default: mkdir(path, 0o700)
    }
    #expect(throws: ArchiveError.self) { try archive.decide(agree(1)) }
    #expect(throws: ArchiveError.self) { try archive.bringDecisionsInLine() }
    #expect(!FileManager.default.fileExists(atPath: elsewhere.path))
    #expect(try archive.decisions().isEmpty)
  }

  @Test("somebody who holds the file for a moment is waited for")
  func held() throws {
    try archive.decide(agree(1))
    // Programs that other tests start must not hold the lock on.
    let descriptor = open(folder.decisions.path, O_RDWR | O_CLOEXEC)
    #expect(flock(descriptor, LOCK_EX) == 0)
    // A thread of its own: those that tasks share are busy with other tests, for longer than anybody waits here.
    Thread.detachNewThread {
      usleep(200_000)
      close(descriptor)
    }
    try archive.decide(Sample.decision(2, of: 1, rep: nil, .note("x", at: 1)))
    #expect(try kept().count == 2)
  }
}
