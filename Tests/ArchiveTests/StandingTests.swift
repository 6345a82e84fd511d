import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("What coaches hold")
struct StandingTests {
  static let joints: [([Opinion], JointState)] = [
    ([], .open), ([.agreed], .agreed), ([.missed], .agreed), ([.disagreed(.other)], .disagreed), ([.unsure], .unsure),
    ([.agreed, .unsure], .agreed), ([.disagreed(.other), .unsure], .disagreed),
    ([.agreed, .disagreed(.tooSmall)], .split), ([.missed, .unsure, .disagreed(.misread)], .split),
  ]

  @Test("several coaches hold one thing, or are split", arguments: joints)
  func joint(opinions: [Opinion], expected: JointState) {
    #expect(JointState(opinions) == expected)
    #expect(JointState(opinions.reversed()) == expected)
  }

  /// What a coach said last of a rep and rule and did not take back, worked out in the simplest way.
  private struct Model {
    var said: [(id: DecisionID, coach: String, rep: Int, rule: String, opinion: Opinion)] = []

    mutating func undo(_ id: DecisionID) { said.removeAll { $0.id == id } }

    func opinions(_ rep: Int, _ rule: String) -> [String: Opinion] {
      said.filter { $0.rep == rep && $0.rule == rule }.reduce(into: [:]) { $0[$1.coach] = $1.opinion }
    }
  }

  @Test("any sequence of deciding and undoing gives what a simple model gives", arguments: 1...6)
  func model(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    let whats: [Decision.What] = [.agree, .unsure, .missed(nil), .disagree(.misread), .disagree(.tooSmall)]
    let rules = ["pause", "swing", "tempo"]
    let reps: [(Double, Double)] = [(1, 4), (5, 8), (9, 12), (13, 16)]
    let said = [Sample.Said("pause", .flag, .mild), .init("swing", .borderline), .init("tempo", .ok)]
    try archive.record(
      Sample.set(1), Sample.analysis(clip: 1, reps.map { Sample.PlannedRep($0.0, $0.1, said) }))
    var model = Model()
    var made: [(Decision, rep: Int)] = []

    for step in 0..<120 {
      let coach = "coach \(Int.random(in: 0..<3, using: &random))"
      let mine = made.filter { $0.0.coach == coach }
      if !mine.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
        // Undoing twice does no more than once.
        let undone = mine.randomElement(using: &random)!.0
        try archive.decide(undone.undone(id: Sample.decisionID(step), made: undone.made))
        model.undo(undone.id)
      } else {
        let rep = Int.random(in: 0..<4, using: &random)
        let rule = rules.randomElement(using: &random)!
        let what = whats.randomElement(using: &random)!
        let decision = Sample.decision(step, of: 1, rep: reps[rep], rule: rule, by: coach, what)
        try archive.decide(decision)
        made.append((decision, rep))
        model.said.append((decision.id, coach, rep, rule, try #require(Opinion(what))))
      }
      if step % 40 == 39 { try expect(archive, equals: model, rules) }
    }
    let rows = try archive.dump()
    #expect(try archive.bringDecisionsInLine() == [])
    #expect(try archive.dump() == rows)
  }

  private func expect(_ archive: ResultsArchive, equals model: Model, _ rules: [String]) throws {
    var open = 0
    for rep in 0..<4 {
      let entry = try #require(try archive.entry(at: RepAddress(Sample.key(1), rep + 1)))
      for rule in rules {
        let expected = model.opinions(rep, rule)
        let standing = try #require(entry.findings.first { $0.finding.rule.rawValue == rule }).standing
        #expect(Dictionary(uniqueKeysWithValues: standing.coaches.map { ($0.coach, $0.opinion) }) == expected)
        #expect(standing.joint == JointState(expected.values))
        let row = try archive.agreement().first { $0.rule?.rawValue == rule }
        let states = (0..<4).map { JointState(model.opinions($0, rule).values) }
        let tally = rule == "pause" ? row?.flags : row?.borderline
        guard rule != "tempo" else { continue }
        #expect(tally?.agreed == states.count { $0 == .agreed } && tally?.split == states.count { $0 == .split })
        #expect(tally?.open == states.count { $0 == .open })
      }
      if rules.dropLast().contains(where: { model.opinions(rep, $0).isEmpty }) { open += 1 }
    }
    #expect(try archive.queueCount() == QueueCount(all: 4, left: open))
    #expect(try archive.queue(QueueFilter(isUndecidedOnly: true)).count == open)
    let labels = try archive.labelledReps()
    #expect(labels.count == (0..<4).flatMap { rep in rules.map { model.opinions(rep, $0) } }.count { !$0.isEmpty })
    for label in labels {
      #expect(label.coaches == model.opinions(label.rep! - 1, label.rule.rawValue).keys.sorted())
    }
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
