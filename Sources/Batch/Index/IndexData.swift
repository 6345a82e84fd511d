internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// What the page's script sorts and filters by: column by column, a value a row in the order of the rows.
struct IndexData: Encodable {
  var date: [String?] = []
  /// Indices into ``athletes``.
  var athlete: [[Int]] = []
  var clip: [String] = []
  var profile: [String] = []
  var outcome: [String] = []
  var reps: [Int?] = []
  var faultyReps: [Int?] = []
  var faults: [Int?] = []
  /// The worst flag: its severity, 1 to 3, and its index in ``rules``; `nil`: none.
  var worst: [[Int]?] = []
  var notJudged: [Int?] = []
  var load: [String?] = []
  var tempo: [String?] = []
  var notes: [String?] = []
  /// The rules that flagged something, as indices into ``rules``.
  var flaggedBy: [[Int]] = []

  var athletes: [String] = []
  /// Each with its name in addresses and its title.
  var rules: [[String]] = []

  init(_ entries: [ResultEntry], _ rows: [IndexRow]) {
    athletes = Set(rows.flatMap(\.athletes)).sorted()
    let athleteIndex = Dictionary(uniqueKeysWithValues: zip(athletes, athletes.indices))
    let names = Set(entries.flatMap(\.rules)).sorted()
    rules = names.map { [$0.rawValue.printable, PageParts.title($0).printable] }
    let ruleIndex = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    for (entry, row) in zip(entries, rows) {
      date.append(entry.date?.rawValue)
      athlete.append(row.athletes.compactMap { athleteIndex[$0] })
      clip.append(entry.uploads.map(\.path.printable).joined(separator: " "))
      profile.append(row.profile)
      outcome.append(row.outcome)
      load.append(row.load.flatMap { $0.isEmpty ? nil : $0 })
      tempo.append(row.tempo.flatMap { $0.isEmpty ? nil : $0 })
      notes.append(row.notes.flatMap { $0.isEmpty ? nil : $0 })
      flaggedBy.append(entry.rules.compactMap { ruleIndex[$0] })
      guard case .set(let set, _) = entry else {
        for column in [\IndexData.reps, \.faultyReps, \.faults, \.notJudged] { self[keyPath: column].append(nil) }
        worst.append(nil)
        continue
      }
      let isJudged = set.outcome == .assessed
      reps.append(set.reps)
      faultyReps.append(isJudged ? set.flaggedReps : nil)
      faults.append(isJudged ? set.flags : nil)
      notJudged.append(isJudged ? set.notAssessed : nil)
      worst.append(set.worst.flatMap { worst in ruleIndex[worst.rule].map { [worst.severity.step, $0] } })
    }
  }

  /// Nothing in it can end the script element: there is no `<`.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(self) else { preconditionFailure("texts and whole numbers can be encoded") }
    return String(decoding: text, as: UTF8.self).replacing("<", with: "\\u003c")
  }
}

extension ResultEntry {
  /// The rules that flagged something.
  fileprivate var rules: [RuleID] {
    guard case .set(let row, let facts) = self else { return [] }
    return (facts.flaggedBy + [row.worst?.rule].compactMap { $0 }).once()
  }
}

extension Severity {
  fileprivate var step: Int {
    switch self {
    case .info: 1
    case .mild: 2
    case .strong: 3
    }
  }
}
