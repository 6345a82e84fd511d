internal import GRDB
internal import Movement

/// Finds the reps that decisions are about, and what they make of the findings there.
///
/// A decision belongs to the analysis in which it was made as long as that one is there, else to every other one of its
/// clip: to the rep that it has the most time in common with (``RepMatch``). Where the coach corrected the rep's bounds,
/// it is looked for elsewhere by these. What fits nowhere stays stray.
struct Attaching {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// A rep, or the whole set, of an analysis that is there.
  private struct Place: Hashable {
    var kind: String?
    var number: Int?
  }

  private struct AnalysedSet {
    var id: Int64
    var key: SetKey
    var reps: [(place: Place, interval: RepMatch.Interval)]
  }

  /// Does it anew for all decisions and all analyses of a clip.
  func attach(_ clip: ClipHash) throws {
    let decisions = try DecisionTable(db).decisions(of: clip)
    let sets = try sets(of: clip)
    let ledger = Ledger(decisions)
    for set in sets {
      try run("DELETE FROM attachments WHERE setId = ?", [set.id])
      let isOrphan = { (key: SetKey) in !sets.contains { $0.key == key } }
      var places: [DecisionID: Place] = [:]
      for entry in decisions {
        let decision = entry.decision
        guard decision.set == set.key || isOrphan(decision.set) else { continue }
        // What undoes a decision lies where that one lies.
        let place: Place?
        if case .undo(let other) = decision.what {
          place = places[other]
        } else {
          place = self.place(of: decision, in: set, ledger)
        }
        guard let place else { continue }
        places[decision.id] = place
        try run(
          "INSERT INTO attachments (setId, decisionNumber, repKind, repNumber, isUndone) VALUES (?, ?, ?, ?, ?)",
          [set.id, entry.number, place.kind, place.number, ledger.undone.contains(decision.id)])
      }
      try judge(set, decisions.filter { !ledger.undone.contains($0.decision.id) }, places)
      try chooseCleanRep(of: set.id)
    }
  }

  /// Where there are decisions of the clip.
  func attachIfDecided(_ clip: ClipHash) throws {
    let isDecided = try run("SELECT EXISTS (SELECT 1 FROM decisions WHERE clip = ?)", [clip.rawValue]) {
      try Bool.fetchOne($0)
    }
    if isDecided == true { try attach(clip) }
  }

  private func sets(of clip: ClipHash) throws -> [AnalysedSet] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, key FROM sets WHERE clipId = (SELECT id FROM clips WHERE sha256 = ?) ORDER BY key",
      arguments: [clip.rawValue])
    return try rows.map { row in
      let id: Int64 = row[0]
      let reps = try Row.fetchAll(
        db, sql: "SELECT kind, number, startTime, endTime FROM reps WHERE setId = ? ORDER BY startTime, kind DESC",
        arguments: [id])
      return AnalysedSet(
        id: id, key: try row.word(1),
        reps: reps.map { (Place(kind: $0[0], number: $0[1]), RepMatch.Interval(start: $0[2], end: $0[3])) })
    }
  }

  private func place(of decision: Decision, in set: AnalysedSet, _ ledger: Ledger) -> Place? {
    guard let rep = decision.rep else { return Place() }
    let seen = RepMatch.Interval(start: rep.start, end: rep.end)
    let interval = decision.set == set.key ? seen : ledger.corrected(seen, in: decision.set)
    return RepMatch.index(of: interval, in: set.reps.map(\.interval)).map { set.reps[$0].place }
  }

  // MARK: - What follows

  /// Of each coach and rule in a place the last word counts, in the order of the file: clocks differ.
  private func judge(_ set: AnalysedSet, _ decisions: [DecisionTable.Numbered], _ places: [DecisionID: Place]) throws {
    struct Subject: Hashable {
      var place: Place
      var rule: RuleID
    }
    var opinions: [Subject: [String: (number: Int64, opinion: Opinion)]] = [:]
    for entry in decisions {
      guard let place = places[entry.decision.id], let rule = entry.decision.rule,
        let opinion = Opinion(entry.decision.what)
      else { continue }
      opinions[Subject(place: place, rule: rule), default: [:]][entry.decision.coach] = (entry.number, opinion)
    }
    try run("UPDATE reviews SET state = 'open' WHERE setId = ? AND state <> 'open'", [set.id])
    for (subject, coaches) in opinions {
      for (coach, held) in coaches {
        var reason: Decision.Reason?
        if case .disagreed(let given) = held.opinion { reason = given }
        try run(
          """
          INSERT INTO opinions (setId, decisionNumber, repKind, repNumber, rule, coach, opinion, reason)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          [
            set.id, held.number, subject.place.kind, subject.place.number, subject.rule.rawValue, coach,
            held.opinion.word.rawValue, reason?.rawValue,
          ])
      }
      guard subject.place.kind == Rep.Kind.rep.rawValue else { continue }
      try run(
        "UPDATE reviews SET state = ? WHERE setId = ? AND repNumber = ? AND rule = ?",
        [JointState(coaches.values.map(\.opinion)).rawValue, set.id, subject.place.number, subject.rule.rawValue])
    }
  }

  /// No flag, no borderline, no fault that a coach saw; of these the one that the most rules were content with.
  func chooseCleanRep(of set: Int64) throws {
    try run(
      """
      UPDATE sets SET cleanRep = (
        SELECT repNumber FROM findings WHERE setId = sets.id AND repKind = 'rep' AND repNumber NOT IN (
          SELECT attachments.repNumber FROM attachments JOIN decisions ON decisions.number = decisionNumber
          WHERE setId = sets.id AND repKind = 'rep' AND what = 'missed' AND NOT isUndone)
        GROUP BY repNumber HAVING sum(verdict IN ('borderline', 'flag')) = 0 AND sum(verdict = 'ok') > 0
        ORDER BY sum(verdict = 'ok') DESC, repNumber LIMIT 1)
      WHERE id = ?
      """, [set])
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  private func run<Value>(_ sql: String, _ arguments: StatementArguments, fetch: (Statement) throws -> Value) throws
    -> Value
  {
    let statement = try db.cachedStatement(sql: sql)
    try statement.setArguments(arguments)
    return try fetch(statement)
  }
}

/// What the decisions of one clip say of each other.
private struct Ledger {
  let undone: Set<DecisionID>
  private var corrections: [(set: SetKey, seen: RepMatch.Interval, bounds: RepMatch.Interval)] = []

  init(_ decisions: [DecisionTable.Numbered]) {
    let coaches = Dictionary(decisions.map { ($0.decision.id, $0.decision.coach) }) { first, _ in first }
    undone = Set(
      decisions.compactMap { entry in
        // Nobody takes back what another one said.
        guard case .undo(let other) = entry.decision.what, coaches[other] == entry.decision.coach else { return nil }
        return other
      })
    for entry in decisions where !undone.contains(entry.decision.id) {
      guard case .bounds(let start, let end) = entry.decision.what, let rep = entry.decision.rep else { continue }
      corrections.append(
        (
          entry.decision.set, RepMatch.Interval(start: rep.start, end: rep.end),
          RepMatch.Interval(start: start, end: end)
        ))
    }
  }

  /// Where a rep is by the last coach who corrected it.
  func corrected(_ seen: RepMatch.Interval, in set: SetKey) -> RepMatch.Interval {
    corrections.last { $0.set == set && $0.seen == seen }?.bounds ?? seen
  }
}
