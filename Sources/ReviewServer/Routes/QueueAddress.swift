internal import Archive
internal import Movement

/// A filter and its place in the queue, as an address says them: every page is a link that can be sent.
struct QueueAddress: Sendable, Equatable {
  var filter: QueueFilter
  /// From where the list goes on, or up to where it came.
  var after: QueuePlace?
  var before: QueuePlace?

  init(_ filter: QueueFilter, after: QueuePlace? = nil, before: QueuePlace? = nil) {
    self.filter = filter
    self.after = after
    self.before = before
  }

  /// - Throws: ``Refusal`` for a value that is none.
  init(_ fields: FormFields) throws(Refusal) {
    func read<Value>(_ name: String, _ make: (String) -> Value?) throws(Refusal) -> Value? {
      guard let text = fields[name] else { return nil }
      guard let value = make(text) else { throw Refusal(.badRequest, "\(name): that is none. Go back to the queue.") }
      return value
    }
    filter = QueueFilter(
      athlete: fields["athlete"], rule: try read("rule") { $0.utf8.count <= 60 ? RuleID($0) : nil },
      verdict: try read("verdict") { text in [.flag, .borderline].first { $0.rawValue == text } },
      profile: try read("profile", Profile.init(rawValue:)), from: try read("from", CalendarDay.init(rawValue:)),
      through: try read("to", CalendarDay.init(rawValue:)), isUndecidedOnly: fields["all"] == nil)
    after = try read("after", QueuePlace.init)
    before = try read("before", QueuePlace.init)
  }

  /// The words behind the `?`; empty: nothing is filtered.
  var query: String {
    let pairs: [(String, String?)] = [
      ("athlete", filter.athlete), ("rule", filter.rule?.rawValue), ("verdict", filter.verdict?.rawValue),
      ("profile", filter.profile?.rawValue), ("from", filter.from?.rawValue), ("to", filter.through?.rawValue),
      ("all", filter.isUndecidedOnly ? nil : "1"), ("after", after?.description), ("before", before?.description),
    ]
    return pairs.compactMap { name, value in value.map { "\(name)=\($0.queryEncoded)" } }.joined(separator: "&")
  }

  var list: String { "/" + suffix }

  /// A rep as it is met within this filter.
  func rep(_ address: RepAddress) -> String {
    "/reps/\(address.set)/\(address.number ?? 0)" + QueueAddress(filter).suffix
  }

  private var suffix: String { query.isEmpty ? "" : "?" + query }
}
