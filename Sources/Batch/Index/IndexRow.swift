internal import Archive
internal import Movement
internal import Reports

/// One line of the page's table: what the template `row` shows. Texts are plain: the template makes them harmless.
struct IndexRow: Sendable {
  var date = ""
  /// Whom the uploads name.
  var athletes: [String]
  /// The report; `nil`: there is none.
  var report: String?
  var name: String
  /// The other names by which the clip came: the first few, and those that are folded away.
  var others: [String]
  var more: [More]
  var profile: String
  var verdict: String
  var mark: String
  var outcome: String
  var reps = ""
  /// `2 attempts`; `nil`: none.
  var attempts: String?
  var faultyReps = ""
  var faults = ""
  var worst: Worst?
  /// Why there is no verdict.
  var reason: String?
  var notJudged = ""
  /// `nil`: no row of the table has any, so it has no such column.
  var load, tempo, notes: String?

  struct Worst: Sendable {
    var address, title, place: String
  }

  struct More: Sendable {
    var count: Int
    var names: [String]
  }

  /// Columns that are there only when a row has something in them.
  struct Columns: Sendable {
    var load, tempo, notes: Bool

    init(_ entries: [ResultEntry]) {
      let uploads = entries.lazy.flatMap(\.uploads)
      load = uploads.contains { $0.load != nil }
      tempo = uploads.contains { $0.tempo != nil }
      notes = uploads.contains { $0.notes != nil }
    }
  }

  init(_ entry: ResultEntry, _ columns: Columns) {
    let uploads = entry.uploads
    let names = uploads.map(\.path.printable)
    func said(_ fact: KeyPath<Upload, String?>) -> String {
      uploads.compactMap { $0[keyPath: fact]?.printable }.once().joined(separator: "; ")
    }
    date = entry.date?.rawValue ?? ""
    athletes = uploads.compactMap { $0.athlete?.printable }.once()
    name = names.first ?? entry.key.rawValue
    others = Array(names.dropFirst().prefix(3))
    more = names.count > 4 ? [More(count: names.count - 4, names: Array(names.dropFirst(4)))] : []
    load = columns.load ? said(\.load) : nil
    tempo = columns.tempo ? said(\.tempo) : nil
    notes = columns.notes ? said(\.notes) : nil
    switch entry {
    case .set(let row, _):
      report = ReportLink.report(of: row.key)
      profile = row.profile.rawValue
      outcome = row.outcome.words
      reps = "\(row.reps)"
      attempts = row.attempts == 0 ? nil : row.attempts == 1 ? "1 attempt" : "\(row.attempts) attempts"
      let seen: Verdict = row.outcome != .assessed ? .notAssessed : row.worst == nil ? .ok : .flag
      (verdict, mark) = (seen.rawValue, PageParts.mark(seen))
      guard row.outcome == .assessed else {
        reason = (row.reason ?? row.outcome.words).printable.sentence
        return
      }
      faultyReps = "\(row.flaggedReps)"
      faults = "\(row.flags)"
      notJudged = "\(row.notAssessed)"
      worst = ReportLink.worst(of: row).flatMap { address in row.worst.map { Worst($0, address) } }
    case .failure(let failure, let isFollowed):
      profile = said(\.profile)
      outcome = "failed"
      (verdict, mark) = (Verdict.flag.rawValue, "×")
      let next = failure.nextStep + (isFollowed ? " " + failure.removal : "")
      reason = "\(failure.words) \(failure.message.printable.ended) \(next)"
    }
  }
}

extension IndexRow.Worst {
  init(_ worst: SetRow.Worst, _ address: String) {
    self.address = address
    title = PageParts.title(worst.rule).printable
    place = "\(worst.severity.rawValue), \(worst.rep.map { "rep \($0)" } ?? "the whole set")"
  }
}

extension String {
  /// Ends with a full stop. It may begin with a file's name, which keeps its letters.
  fileprivate var ended: String { last.map { ".!?".contains($0) } ?? true ? self : self + "." }

  /// Begins with a capital too.
  fileprivate var sentence: String { prefix(1).uppercased() + String(dropFirst()).ended }
}
