internal import Archive
internal import Movement

/// What coaches hold of one set now: what was undone is left out, and so is what the same coach decided otherwise later.
struct Remarks: Sendable {
  enum Place: Sendable, Hashable {
    /// A counted rep of the analysis as it is now, whatever its number was when it was decided.
    case rep(Int)
    case set
    /// What is no counted rep any more: an attempt.
    case elsewhere
  }

  struct Remark: Sendable {
    var place: Place
    var decision: Decision
  }

  /// By place in the order of the set, those of the whole set behind its reps; in one place as they were acknowledged.
  let all: [Remark]

  /// - Parameter reps: the numbers of the counted reps.
  init(on set: SetKey, reps: [Int], in archive: ResultsArchive) throws(ArchiveError) {
    var remarks: [Remark] = []
    var seen: Set<DecisionID> = []
    func add(_ kept: [KeptDecision], _ place: Place) {
      seen.formUnion(kept.map(\.decision.id))
      remarks += Self.standing(kept).map { Remark(place: place, decision: $0) }
    }
    for number in reps { add(try archive.history(of: RepAddress(set, number)), .rep(number)) }
    add(try archive.history(of: RepAddress(set, nil)), .set)
    add(try archive.decisions(DecisionFilter(set: set)).filter { !seen.contains($0.decision.id) }, .elsewhere)
    all = remarks
  }

  func decisions(_ place: Place) -> [Decision] { all.filter { $0.place == place }.map(\.decision) }

  /// Notes by their moment in the clip.
  var notes: [(remark: Remark, text: String, at: Double)] {
    all.compactMap { remark in
      if case .note(let text, let at) = remark.decision.what { (remark, text, at) } else { nil }
    }.sorted { $0.at < $1.at }
  }

  /// Everybody whose decisions these are, by name, with the days of the first and the last, and how many of what kind.
  var coaches: [(name: String, first: String, last: String, notes: Int, others: Int)] {
    let byCoach = Dictionary(grouping: all.map(\.decision)) { $0.coach }
    return byCoach.sorted { $0.key < $1.key }.map { name, decisions in
      let days = decisions.map(\.made.day)
      let notes = decisions.count { if case .note = $0.what { true } else { false } }
      return (name, days.min() ?? "", days.max() ?? "", notes, decisions.count - notes)
    }
  }

  /// Of each coach the last word on a rule and on the rep's bounds counts, in the order of the file: clocks differ.
  private static func standing(_ kept: [KeptDecision]) -> [Decision] {
    struct Subject: Hashable {
      var coach: String
      /// `nil`: where the rep begins and ends.
      var rule: RuleID?
    }
    var last: [Subject: DecisionID] = [:]
    let counting = kept.filter { $0.undoneBy == nil }.map(\.decision)
    func subject(_ decision: Decision) -> Subject? {
      switch decision.what {
      case .agree, .disagree, .unsure, .missed: decision.rule.map { Subject(coach: decision.coach, rule: $0) }
      case .bounds: Subject(coach: decision.coach, rule: nil)
      case .note, .undo: nil
      }
    }
    for decision in counting { subject(decision).map { last[$0] = decision.id } }
    return counting.filter { decision in
      if case .undo = decision.what { return false }
      return subject(decision).map { last[$0] == decision.id } ?? true
    }
  }
}

extension Moment {
  /// `2026-11-21`, in UTC.
  var day: String { String(rawValue.prefix(10)) }
}
