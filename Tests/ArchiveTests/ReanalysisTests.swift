import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("Decisions over a new analysis")
struct ReanalysisTests {
  let folder: TemporaryFolder
  let archive: ResultsArchive

  static let flag = Sample.Said("pause", .flag, .mild)

  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
  }

  private func record(_ set: Int, _ reps: [(Double, Double)]) throws {
    try archive.record(
      Sample.set(set, clip: 1), Sample.analysis(clip: 1, reps.map { Sample.PlannedRep($0.0, $0.1, [Self.flag]) }))
  }

  /// To which rep of a set each decision belongs, by number.
  private func places(in set: Int, of decisions: [Int]) throws -> [Int: [Int]] {
    var found: [Int: [Int]] = [:]
    for number in 1...6 {
      let ids = try archive.history(of: RepAddress(Sample.key(set), number)).map(\.decision.id)
      let numbers = decisions.filter { ids.contains(Sample.decisionID($0)) }
      if !numbers.isEmpty { found[number] = numbers }
    }
    return found
  }

  static let matches: [(String, (Double, Double), [(Double, Double)], Int?)] = [
    ("the same", (1, 4), [(1, 4), (5, 8)], 0), ("a little later", (1, 4), [(1.3, 4.4), (5, 8)], 0),
    ("half of the shorter", (1, 4), [(2.5, 5.5)], 0), ("less than half", (1, 4), [(2.6, 5.6)], nil),
    ("a part of it", (1, 4), [(2, 3)], 0), ("two halves: the longer", (1, 8), [(1, 4), (4, 8)], 1),
    ("all in one", (5, 8), [(1, 20)], 0), ("side by side", (1, 4), [(4, 7)], nil), ("none there", (1, 4), [], nil),
    ("inside two: the tighter", (2, 3), [(0, 10), (1.5, 3.5)], 1), ("equal: the earlier", (2, 6), [(4, 6), (2, 4)], 1),
  ]

  @Test("the rep with the most time in common is the one", arguments: matches)
  func match(name: String, seen: (Double, Double), reps: [(Double, Double)], expected: Int?) {
    let intervals = reps.map { RepMatch.Interval(start: $0.0, end: $0.1) }
    let seen = RepMatch.Interval(start: seen.0, end: seen.1)
    #expect(RepMatch.index(of: seen, in: intervals) == expected)
    // The start of the clip may lie anywhere.
    let moved = intervals.map { RepMatch.Interval(start: $0.start + 64, end: $0.end + 64) }
    #expect(RepMatch.index(of: RepMatch.Interval(start: seen.start + 64, end: seen.end + 64), in: moved) == expected)
  }

  @Test("they stay with their analysis while it is there, then go over by time; what fits nowhere is stray, not lost")
  func over() throws {
    try record(1, [(1, 4), (5, 8), (9, 12)])
    func agree(_ number: Int, _ rep: (Double, Double)) -> Decision {
      Sample.decision(number, of: 1, rep: rep, rule: "pause", .agree)
    }
    try archive.decide([
      agree(1, (1, 4)), agree(2, (5, 8)), agree(3, (9, 12)), Sample.decision(4, of: 1, rep: nil, .note("slow", at: 2)),
    ])
    try archive.decide(agree(3, (9, 12)).undone(id: Sample.decisionID(5), made: agree(5, (9, 12)).made))
    #expect(try places(in: 1, of: [1, 2, 3, 5]) == [1: [1], 2: [2], 3: [3, 5]])

    // The first rep is an attempt now, so numbers have moved; the last one is not found any more.
    try record(2, [(4.8, 8.2), (20, 24)])
    #expect(try places(in: 2, of: [1, 2, 3, 4, 5]).isEmpty)
    #expect(try archive.decisions(DecisionFilter(isStrayOnly: true)).isEmpty)

    try archive.remove(Sample.key(1))
    #expect(try places(in: 2, of: [1, 2, 3, 4, 5]) == [1: [2]])
    #expect(try archive.history(of: RepAddress(Sample.key(2), nil)).map(\.decision.id) == [Sample.decisionID(4)])
    let strays = try archive.decisions(DecisionFilter(isStrayOnly: true)).map(\.decision.id)
    #expect(strays == [1, 3, 5].map { Sample.decisionID($0) })
    #expect(try archive.queueCount() == QueueCount(all: 2, left: 1))
    #expect(try archive.decisions().count == 5)

    // A third one finds them all again.
    try record(3, [(1, 4), (5, 8), (9, 12)])
    try archive.remove(Sample.key(2))
    #expect(try places(in: 3, of: [1, 2, 3, 5]) == [1: [1], 2: [2], 3: [3, 5]])
    #expect(try archive.queueCount() == QueueCount(all: 3, left: 1))
    // Without any analysis they stay, too.
    try archive.remove(Sample.key(3))
    #expect(try archive.decisions(DecisionFilter(isStrayOnly: true)).count == 5)
  }

  @Test("a rep whose bounds were corrected is looked for by these")
  func corrected() throws {
    // Two reps that the program took for one.
    try record(1, [(1, 10)])
    try archive.decide([
      Sample.decision(1, of: 1, rep: (1, 10), rule: "pause", .agree),
      Sample.decision(2, of: 1, rep: (1, 10), .bounds(start: 1, end: 4)),
      Sample.decision(3, of: 1, rep: (1, 10), by: "Lee", .note("good", at: 2)),
    ])
    #expect(try archive.entry(at: RepAddress(Sample.key(1), 1))?.correctedBounds == 1...4)
    #expect(try archive.labelledReps().map(\.end) == [4])
    try record(2, [(1, 4.1), (4.1, 10)])
    try archive.remove(Sample.key(1))
    #expect(try places(in: 2, of: [1, 2, 3]) == [1: [1, 2, 3]])
    // Without the correction the longer of the two has more in common.
    try archive.decide(
      Sample.decision(2, of: 1, rep: (1, 10), .undo(Sample.decisionID(2))).named(4))
    #expect(try places(in: 2, of: [1, 2, 3]) == [2: [1, 2, 3]])
    #expect(try archive.entry(at: RepAddress(Sample.key(2), 2))?.correctedBounds == nil)
  }
}

extension Decision {
  fileprivate func named(_ number: Int) -> Decision {
    var decision = self
    decision.id = Sample.decisionID(number)
    return decision
  }
}
