import ArchiveTesting
import Foundation
import GRDB
import Movement
import Testing

@testable import Archive

/// A season of a busy studio. What is printed stands in the documents; what is expected is far from it.
@Suite("Thousands of sets", .serialized)
struct ScaleTests {
  /// `FORMCHECK_ARCHIVE_SETS=10000` for the figures at length.
  static let count = ProcessInfo.processInfo.environment["FORMCHECK_ARCHIVE_SETS"].flatMap { Int($0) } ?? 1_000

  @Test("are recorded, listed and rebuilt without delay or growth")
  func season() throws {
    let folder = try TemporaryFolder()
    let results = ResultsFolder(url: folder.url)
    let analysis = Sample.analysis(clip: 0, flags: 2)
    let archive = try ResultsArchive(at: folder.database)
    let clock = ContinuousClock()

    let recording = try clock.measure {
      for number in 0..<Self.count { try archive.record(Sample.set(number, clip: 0), analysis) }
    }
    print("recorded \(Self.count) sets of 9 reps and 181 findings: \(Self.count / Int(recording.seconds + 1)) a second")

    var rows: [SetRow] = []
    let listing = try (0..<5).map { _ in try clock.measure { rows = try archive.sets() } }.min() ?? .zero
    print("sets(): \(rows.count) rows in \(listing.milliseconds) ms")
    #expect(rows.count == Self.count)
    #expect(listing < .milliseconds(100))
    for (name, ask) in [
      ("sets(athlete:)", { try archive.sets(SetFilter(athlete: "athlete 7")).count }),
      ("sets(flaggedBy:, limit: 50)", { try archive.sets(SetFilter(flaggedBy: RuleID("rule-3"), limit: 50)).count }),
      ("trend(athlete:)", { try archive.trend(athlete: "athlete 7").count }),
      ("counts()", { try archive.counts().sets }),
    ] as [(String, () throws -> Int)] {
      var found = 0
      let time = try clock.measure { found = try ask() }
      print("\(name): \(found) in \(time.milliseconds) ms")
      #expect(time < .milliseconds(300))
    }

    let before = try archive.read { try String.fetchAll($0, sql: "SELECT key FROM sets ORDER BY key") }
    let file = folder.url.appendingPathComponent("analysis.json")
    try JSONEncoder().encode(analysis).write(to: file)
    for number in 0..<Self.count { try results.add(Sample.set(number, clip: 0), linking: file) }
    // Memory that one fifth needs is what all of it needs.
    let small = try TemporaryFolder()
    for number in 0..<Self.count / 5 {
      try ResultsFolder(url: small.url).add(Sample.set(number, clip: 0), linking: file)
    }
    _ = try ResultsArchive(at: small.database).rebuild(from: small.url)
    let resident = try Resident.kilobytes()
    var rebuilt = Rebuilt()
    let rebuilding = try clock.measure { rebuilt = try archive.rebuild(from: folder.url) }
    let growth = try Resident.kilobytes() - resident
    print("rebuilt \(rebuilt.sets) sets in \(rebuilding.milliseconds / 1000) s, memory at its most + \(growth) kB")
    let bytes = try FileManager.default.attributesOfItem(atPath: folder.database.path)[.size] as? Int ?? 0
    print("the database has \(bytes >> 20) MB")
    #expect(rebuilt.sets == Self.count && rebuilt.problems.isEmpty)
    #expect(growth < 20_000)
    #expect(try archive.read { try String.fetchAll($0, sql: "SELECT key FROM sets ORDER BY key") } == before)
  }
}

private enum Resident {
  /// The most memory that this process ever had.
  static func kilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(separator: " ").dropLast().last ?? "") } ?? 0
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
  fileprivate var milliseconds: Int { Int((seconds * 1000).rounded()) }
}
