internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// The list of reps to review, with its filters.
struct QueuePage: Sendable {
  var headline: String
  var choices: [Choice]
  var from, to: String
  var showsDecided: Bool
  var isFiltered: Bool
  var isEmpty: Bool
  var emptyWords: String
  /// The list's first page, where this is a later one; `nil`: it is the first.
  var fromStart: String?
  /// Where to begin; `nil`: nothing is left.
  var first: String?
  var rows: [Row]
  var before, after: String?

  struct Choice: Sendable {
    var label, name: String
    var options: [Option]
  }

  struct Option: Sendable {
    var value, text: String
    var isChosen: Bool
  }

  struct Row: Sendable {
    var address, verdict, mark, rules, message, athlete, place, profile: String
    var date: String?
    var state, stateClass: String
  }

  /// Reps on one page.
  static let length = 50

  /// All that the page shows, read at once.
  struct Reading: Sendable {
    var entries: [QueueEntry]
    var count: QueueCount
    var first: QueueEntry?
    var athletes: [String]
    var hasMore: Bool
  }

  init(_ reading: Reading, at address: QueueAddress) {
    let filter = address.filter
    let (left, all) = (reading.count.left, reading.count.all)
    headline =
      left == 0
      ? all == 0 ? "Nothing to review" : "All \(all) decided" : "\(left) left of \(all)"
    choices = [
      Choice("Athlete", "athlete", reading.athletes.map { ($0, $0.printable) }, chosen: filter.athlete, any: "all"),
      Choice(
        "Rule", "rule", PageParts.rules.map { ($0.id.rawValue, $0.title) }, chosen: filter.rule?.rawValue, any: "all"),
      Choice(
        "Verdict", "verdict", [("flag", "faults"), ("borderline", "borderline")], chosen: filter.verdict?.rawValue,
        any: "both"),
      Choice(
        "Equipment", "profile", Profile.allCases.map { ($0.rawValue, $0.rawValue) }, chosen: filter.profile?.rawValue,
        any: "all"),
    ]
    from = filter.from?.rawValue ?? ""
    to = filter.through?.rawValue ?? ""
    showsDecided = !filter.isUndecidedOnly
    isFiltered = filter != QueueFilter(isUndecidedOnly: true)
    isEmpty = reading.entries.isEmpty
    let isPart = address.after != nil || address.before != nil
    let words =
      isFiltered ? "No rep is like that." : all > 0 ? "Everything was decided." : "No rep is flagged or borderline."
    emptyWords = isPart ? "There is nothing more here." : words
    fromStart = isPart ? QueueAddress(filter).list : nil
    first = reading.first.map { address.rep($0.address) }
    rows = reading.entries.map { Row($0, address) }
    let pages = Self.neighbours(reading, address)
    (before, after) = (pages.before, pages.after)
  }

  private static func neighbours(_ reading: Reading, _ address: QueueAddress) -> (before: String?, after: String?) {
    let isLater = address.after != nil || (address.before != nil && reading.hasMore)
    let isEarlier = address.before != nil || reading.hasMore
    let (first, last) = (reading.entries.first?.place, reading.entries.last?.place)
    return (
      isLater ? first.map { QueueAddress(address.filter, before: $0).list } : nil,
      isEarlier ? last.map { QueueAddress(address.filter, after: $0).list } : nil
    )
  }
}

extension QueuePage.Choice {
  fileprivate init(_ label: String, _ name: String, _ options: [(String, String)], chosen: String?, any: String) {
    self.label = label
    self.name = name
    self.options =
      [QueuePage.Option(value: "", text: any, isChosen: chosen == nil)]
      + options.map { QueuePage.Option(value: $0.0, text: $0.1, isChosen: $0.0 == chosen) }
  }
}

extension QueuePage.Row {
  fileprivate init(_ entry: QueueEntry, _ address: QueueAddress) {
    let found = entry.findings.filter(\.isToReview).sorted { $0.finding.weight > $1.finding.weight }
    let worst = found.first?.finding
    self.address = address.rep(entry.address)
    verdict = worst?.verdict.rawValue ?? ""
    mark = worst.map { PageParts.mark($0.verdict) } ?? ""
    rules = found.map { PageParts.title($0.finding.rule) }.joined(separator: " · ").printable
    message = worst?.message.printable ?? ""
    athlete = entry.set.athleteName
    place = "rep \(entry.rep.number) of \(entry.set.reps)"
    profile = entry.set.profile.rawValue
    date = entry.set.date?.rawValue
    (state, stateClass) = found.state
  }
}

extension Finding {
  /// What is looked at first weighs most.
  var weight: Double {
    guard verdict == .flag else { return verdict == .borderline ? 0.5 : 0 }
    switch severity {
    case .strong: return 4
    case .mild: return 2
    case .info: return 1
    }
  }
}
