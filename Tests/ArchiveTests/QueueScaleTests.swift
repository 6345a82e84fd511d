import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

/// Ten thousand reps to review. What is printed stands in the documents; what is expected is far from it.
@Suite("Thousands of reps to review", .serialized)
struct QueueScaleTests {
  static let sets = 1_250

  @Test("are paged, decided and summed up without delay")
  func scale() throws {
    let folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.database)
    // One transaction: how fast sets are recorded is measured elsewhere. Every eighth rep is clean.
    let analysis = Sample.analysis(
      clip: 0,
      (0..<8).map { rep in
        let said = (0..<20).map { rule in
          Sample.Said(
            "rule-\(rule)", rep == 7 || rule > 1 ? .ok : rule == 0 ? .flag : .borderline, rule == 0 ? .mild : .info)
        }
        return Sample.PlannedRep(Double(rep) * 4 + 1, Double(rep) * 4 + 4, said)
      })
    try archive.write { db in
      for number in 0..<Self.sets {
        var own = analysis
        own.clip.sha256 = Sample.clip(number).rawValue
        try Recorder(db).record(Sample.set(number), own)
      }
    }
    let clock = ContinuousClock()
    func measured(_ name: String, times: Int, within bound: Duration, _ body: (Int) throws -> Void) rethrows {
      var spent: [Duration] = []
      for time in 0..<times { spent.append(try clock.measure { try body(time) }) }
      spent.sort()
      let (middle, slow) = (spent[times / 2], spent[min(times - 1, times * 95 / 100)])
      print("\(name): median \(middle.text) ms, 95 % within \(slow.text) ms")
      #expect(slow < bound, "\(name)")
    }

    let filters: [(String, QueueFilter)] = [
      ("all", QueueFilter()), ("undecided", QueueFilter(isUndecidedOnly: true)),
      ("an athlete's", QueueFilter(athlete: "athlete 7")),
      (
        "a rule's, borderline, undecided",
        QueueFilter(rule: RuleID("rule-1"), verdict: .borderline, isUndecidedOnly: true)
      ),
      ("of nobody", QueueFilter(athlete: "nobody")),
      ("of a month", QueueFilter(from: CalendarDay("2026-01-01"), through: CalendarDay("2026-01-31"))),
    ]
    for (name, filter) in filters {
      try measured("page of 50, \(name)", times: 10, within: .milliseconds(600)) { _ in
        _ = try archive.queue(filter, limit: 50)
      }
      try measured("count, \(name)", times: 5, within: .milliseconds(600)) { _ in _ = try archive.queueCount(filter) }
    }
    var place: QueuePlace?
    try measured("next rep", times: 200, within: .milliseconds(400)) { _ in
      place = try #require(try archive.queue(QueueFilter(isUndecidedOnly: true), after: place, limit: 1).first?.place)
    }

    // A whole clip's worth of decisions already there is read again with each one.
    try measured("decision", times: 200, within: .milliseconds(600)) { time in
      let rep = (Double(time % 8) * 4 + 1, Double(time % 8) * 4 + 4)
      try archive.decide(Sample.decision(time, of: time / 8, rep: rep, rule: "rule-0", .agree))
    }
    let most = (1_000..<8_000).map { number in
      let rep = (Double(number % 7) * 4 + 1, Double(number % 7) * 4 + 4)
      return Sample.decision(number, of: number % 1_000, rep: rep, rule: "rule-\(number / 500 % 2)", .agree)
    }
    try measured("7,000 decisions at once", times: 1, within: .seconds(60)) { _ in try archive.decide(most) }
    try measured("next undecided rep, behind most", times: 20, within: .milliseconds(400)) { _ in
      _ = try archive.queue(QueueFilter(rule: RuleID("rule-0"), isUndecidedOnly: true), limit: 1)
    }
    try measured("agreement", times: 5, within: .seconds(2)) { _ in _ = try archive.agreement(isByProfile: true) }
    try measured("labels", times: 3, within: .seconds(5)) { _ in _ = try archive.labelledReps() }
    try measured("decisions brought in line", times: 3, within: .seconds(10)) { _ in
      _ = try archive.bringDecisionsInLine()
    }
    #expect(try archive.queueCount().all == Self.sets * 7)
    #expect(try archive.decisions().count == 7_200)
  }
}

extension Duration {
  fileprivate var text: String {
    let milliseconds = Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    return "\((milliseconds * 10).rounded() / 10)"
  }
}
