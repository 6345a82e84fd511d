internal import Archive
internal import Foundation
internal import Movement

/// The report as lines of text, none longer than 100 characters unless a coach's name is long.
extension AgreementReport {
  public var lines: [String] {
    guard !rules.isEmpty else {
      return ["There is nothing to agree with: no rep is flagged or borderline, and nothing was marked as missed."]
    }
    return headlines + [""] + table + [""] + Self.legend
  }

  private var headlines: [String] {
    let flags = rules.map(\.flags)
    let close = rules.map(\.borderline)
    func sum(_ tallies: [RuleAgreement.Tally], _ count: (RuleAgreement.Tally) -> Int) -> Int {
      tallies.reduce(0) { $0 + count($1) }
    }
    let open = sum(flags + close) { $0.open }
    let decided = sum(flags + close) { $0.agreed + $0.disagreed + $0.split + $0.unsure }
    let missed = rules.reduce(0) { $0 + $1.missed }
    guard decided + missed > 0 else {
      let who = coach.map { "\($0.printable) holds" } ?? "Nobody has decided"
      return coach == nil
        ? ["\(who) anything yet: \(Self.findings(open)) open. \"formcheck review DIR\" opens the desk."]
        : ["\(who) nothing of what is flagged or borderline now: \(Self.findings(open)) open."]
    }
    func part(_ tallies: [RuleAgreement.Tally], _ what: String) -> String {
      "\(sum(tallies) { $0.agreed }) of \(sum(tallies) { $0.agreed + $0.disagreed }) \(what)"
    }
    let who = coach?.printable ?? "Coaches"
    return [
      "\(who) agreed with \(part(flags, "flags")) and \(part(close, "borderline findings")).",
      "\(Self.findings(open)) open, \(missed) missed.",
    ]
  }

  private static func findings(_ count: Int) -> String { count == 1 ? "1 finding is" : "\(count) findings are" }

  private static let legend = [
    "Agreed: of those that coaches agreed or disagreed with; 90 %: the share's interval (Wilson).",
    "Split: coaches hold both. Unsure: none could say. Open: not decided.",
    "Missed: reps in which a coach saw the fault and the rule did not flag it.",
  ]

  private var table: [String] {
    let names = ["Rule"] + (isByProfile ? ["Profile"] : [])
    let header = names + ["Said", "Agreed", "Share", "90 %", "Split", "Unsure", "Open", "Missed"]
    let rows = [header] + rules.flatMap { tableRows(of: $0) }
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column -> String in
        let fill = String(repeating: " ", count: widths[column] - row[column].count)
        // Words to the left, numbers to the right.
        return column <= names.count ? row[column] + fill : fill + row[column]
      }
      return String(cells.joined(separator: "  ").trimmingSuffix { $0 == " " })
    }
  }

  /// Two lines a rule, flags and borderline findings; one where there is one kind only, or a fault that no rule is for.
  private func tableRows(of line: RuleAgreement) -> [[String]] {
    let kinds = [("flag", line.flags), ("borderline", line.borderline)].filter { $0.1.count > 0 }
    let said = kinds.isEmpty ? [("nothing", line.flags)] : kinds
    return said.enumerated().map { index, kind in
      let isFirst = index == 0
      let names =
        [isFirst ? line.rule?.rawValue ?? "(no rule)" : ""]
        + (isByProfile ? [isFirst ? line.profile?.rawValue ?? "" : ""] : [])
      return names + [kind.0] + Self.cells(kind.1) + [isFirst ? "\(line.missed)" : ""]
    }
  }

  private static func cells(_ tally: RuleAgreement.Tally) -> [String] {
    guard tally.count > 0 else { return Array(repeating: "-", count: 6) }
    let judged = tally.agreed + tally.disagreed
    let interval = tally.interval.map { "\(percent($0.lowerBound))-\(percent($0.upperBound)) %" }
    return [
      judged > 0 ? "\(tally.agreed)/\(judged)" : "-", tally.share.map { "\(percent($0)) %" } ?? "-", interval ?? "-",
      "\(tally.split)", "\(tally.unsure)", "\(tally.open)",
    ]
  }

  private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}

extension RuleAgreement.Tally {
  /// All findings.
  fileprivate var count: Int { agreed + disagreed + split + unsure + open }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
