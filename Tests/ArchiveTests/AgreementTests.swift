import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Archive

@Suite("How often coaches agree")
struct AgreementTests {
  /// Worked out with the formula in exact numbers.
  static let intervals: [(Int, Int, ClosedRange<Double>?)] = [
    (0, 0, nil), (0, 10, 0...0.2130), (10, 10, 0.7870...1), (5, 10, 0.2693...0.7307), (1, 1, 0.2699...1),
    (81, 100, 0.7376...0.8660),
  ]

  @Test("the interval of a share", arguments: intervals)
  func wilson(agreed: Int, total: Int, expected: ClosedRange<Double>?) {
    let interval = Wilson.interval(agreed, of: total)
    #expect((interval == nil) == (expected == nil))
    guard let interval, let expected else { return }
    #expect(abs(interval.lowerBound - expected.lowerBound) < 1e-4)
    #expect(abs(interval.upperBound - expected.upperBound) < 1e-4)
    // From the other side it is the mirror image.
    let mirror = Wilson.interval(total - agreed, of: total)
    #expect(abs(interval.lowerBound - (1 - (mirror?.upperBound ?? 0))) < 1e-12)
  }

  private let folder: TemporaryFolder
  private let archive: ResultsArchive

  /// Two sets: four flags and a borderline of `pause`, one clean rep.
  init() throws {
    folder = try TemporaryFolder()
    archive = try ResultsArchive(at: folder.database)
    let flag = [Sample.Said("pause", .flag, .mild)]
    for (set, profile) in [(1, Profile.machine), (2, .ball)] {
      try archive.record(
        Sample.set(set, uploads: [Sample.upload(set, athlete: "=Ann", date: "2026-03-01")]),
        Sample.analysis(
          clip: set,
          [
            .init(1, 4, flag), .init(5, 8, flag), .init(9, 12, [.init("pause", .borderline)]),
            .init(13, 16),
          ], profile: profile))
    }
  }

  private func decide(
    _ number: Int, _ set: Int, _ rep: Double, by coach: String = "Kim", rule: String? = "pause", _ what: Decision.What
  ) throws {
    try archive.decide(
      Sample.decision(number, of: set, rep: (rep, rep + 3), rule: rule, by: coach, what))
  }

  @Test("flags and borderlines are counted apart, once each, whoever decided")
  func tallies() throws {
    try decide(1, 1, 1, .agree)
    try decide(2, 1, 1, by: "Lee", .agree)
    try decide(3, 1, 5, .disagree(.tooSmall))
    try decide(4, 2, 1, .agree)
    try decide(5, 2, 1, by: "Lee", .disagree(.notThere))
    try decide(6, 2, 5, .unsure)
    try decide(7, 1, 9, .disagree(.notThere))
    let all = try #require(try archive.agreement().first)
    #expect(all.rule == RuleID("pause") && all.profile == nil && all.missed == 0)
    #expect(all.flags == RuleAgreement.Tally(agreed: 1, disagreed: 1, split: 1, unsure: 1, open: 0))
    #expect(all.flags.share == 0.5 && all.flags.interval == Wilson.interval(1, of: 2))
    #expect(all.borderline == RuleAgreement.Tally(disagreed: 1, open: 1))
    #expect(all.borderline.share == 0)

    let byProfile = try archive.agreement(isByProfile: true)
    #expect(byProfile.map(\.profile) == [.ball, .machine])
    #expect(byProfile[1].flags == RuleAgreement.Tally(agreed: 1, disagreed: 1))

    let lee = try #require(try archive.agreement(coach: "Lee").first)
    #expect(lee.flags == RuleAgreement.Tally(agreed: 1, disagreed: 1, open: 2))
    #expect(lee.borderline == RuleAgreement.Tally(open: 2) && lee.borderline.share == nil)
  }

  @Test("a fault is missed once, however many saw it, and no more when the rule flags it")
  func missed() throws {
    try decide(1, 1, 13, .missed(nil))
    try decide(2, 1, 13, by: "Lee", .missed(nil))
    try decide(3, 1, 13, rule: nil, .missed("the belt is open"))
    try decide(4, 2, 13, rule: "swing", .missed(nil))
    try decide(5, 2, 1, .missed(nil))
    try decide(6, 2, 5, .missed(nil))
    try decide(7, 2, 5, rule: nil, .undo(Sample.decisionID(6)))
    let found = try archive.agreement()
    #expect(found.map(\.rule) == [RuleID("pause"), RuleID("swing"), nil])
    #expect(found.map(\.missed) == [1, 1, 1])
    #expect(found[0].flags == RuleAgreement.Tally(agreed: 1, open: 3))
    #expect(try archive.agreement(coach: "Lee").map(\.missed) == [1])
  }

  @Test("labels hold what the coaches hold beside what the program said")
  func labels() throws {
    try decide(1, 1, 1, .agree)
    try decide(2, 1, 1, by: "Lee", .disagree(.tooSmall))
    try decide(3, 1, 13, rule: "swing", .missed(nil))
    try decide(4, 1, 5, .unsure)
    try decide(5, 1, 9, .agree)
    try decide(6, 1, 9, rule: nil, .undo(Sample.decisionID(5)))
    try decide(7, 1, 5, rule: nil, .bounds(start: 5.5, end: 8.25))
    try archive.decide(Sample.decision(8, of: 1, rep: nil, rule: "pause", .agree))
    let labels = try archive.labelledReps()
    #expect(labels.map(\.rep) == [nil, 1, 2, 4])
    #expect(labels.map(\.label) == [.present, .split, .unsure, .present])
    #expect(labels.map(\.verdict) == [nil, .flag, .flag, nil])
    #expect(labels.map(\.start) == [nil, 1, 5.5, 13])
    let split = labels[1]
    #expect(split.coaches == ["Kim", "Lee"] && split.reasons == [.tooSmall] && split.athlete == "=Ann")
    #expect((split.value, split.unit, split.uncertainty, split.limit) == (1.5, .seconds, 0.1, 1))
    for label in labels {
      #expect(label.cells.count == LabelledRep.columns.count)
      let line = try label.line()
      #expect(line.count { $0 == 10 } == 1)
      #expect(try JSONDecoder().decode(LabelledRep.self, from: line) == label)
      let object = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      #expect(object?.count == LabelledRep.columns.count + 1)
    }
    #expect(split.cells[4] == .text("=Ann") && split.cells[6] == .number(1) && labels[0].cells[6] == .none)
  }
}
