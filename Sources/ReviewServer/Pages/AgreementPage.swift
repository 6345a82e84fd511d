internal import Archive
internal import Reports

/// How often coaches agreed with each rule.
struct AgreementPage: Sendable {
  var headline: String
  var rows: [Row]

  struct Row: Sendable {
    var id, title, agreed, interval: String
    var disagreed, split, unsure, open, missed: Int
  }

  init(_ agreement: [RuleAgreement]) {
    let decided = agreement.reduce(0) { $0 + $1.flags.agreed + $1.flags.disagreed }
    let agreed = agreement.reduce(0) { $0 + $1.flags.agreed }
    headline =
      decided == 0 ? "No flag was decided yet" : "\(agreed) of \(decided) decided flags were agreed with"
    rows = agreement.map { line in
      let known = line.flags.agreed + line.flags.disagreed
      return Row(
        id: line.rule?.rawValue ?? "", title: line.rule.map { PageParts.title($0).printable } ?? "no rule is for it",
        agreed: line.flags.share.map { "\(Int((100 * $0).rounded())) % (\(line.flags.agreed) of \(known))" } ?? "",
        interval: line.flags.interval.map {
          "\(Int((100 * $0.lowerBound).rounded())) to \(Int((100 * $0.upperBound).rounded())) %"
        } ?? "",
        disagreed: line.flags.disagreed, split: line.flags.split, unsure: line.flags.unsure, open: line.flags.open,
        missed: line.missed)
    }
  }
}
