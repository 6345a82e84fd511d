internal import Foundation
internal import GRDB
internal import Movement

extension ResultsArchive {
  /// Keeps a coach's decision: in `decisions.jsonl` beside the archive, then in its rows. It is on disk when the call
  /// returns, and no kill and no power cut takes it away or leaves a part of it.
  ///
  /// Any number of threads and programs may decide at once; each decision is kept. The same one twice is kept once.
  ///
  /// - Throws: ``ArchiveError``; nothing has changed then, unless the disk failed at the very end: whoever gives the same
  ///   decision again gets it kept once. `invalid`: a text is empty or too long, the clip is not in the archive, or what
  ///   is to be undone is not there, is another coach's, or undoes something itself.
  public func decide(_ decision: Decision) throws(ArchiveError) { try decide([decision]) }

  /// Keeps several, with one wait for the disk. A kill may leave the first of them.
  public func decide(_ decisions: [Decision]) throws(ArchiveError) {
    for decision in decisions {
      if let fault = decision.fault { throw ArchiveError(.invalid, "decision \(decision.id): \(fault).") }
    }
    let file = decisionsFile
    try write { db in
      let table = DecisionTable(db)
      try table.catchUp(with: file)
      var new = Data()
      for decision in decisions where try table.keep(decision) { new += try decision.line() }
      guard !new.isEmpty else { return }
      for clip in Set(decisions.map(\.clip)) { try Attaching(db).attach(clip) }
      // Last, so that a line is only written when its row can be. From here on only the disk can fail.
      try table.keep(length: try file.append(new))
    }
  }

  /// Makes the rows say what `decisions.jsonl` says. Opening the archive does so when the file has another length.
  ///
  /// - Returns: the lines that are damaged or cut off and were passed over, a sentence each.
  public func bringDecisionsInLine() throws(ArchiveError) -> [String] {
    let file = decisionsFile
    return try write { try DecisionTable($0).bringInLine(with: file) }
  }

  /// Whether the rows hold all of `decisions.jsonl`, as far as its length tells. An archive that is open for reading
  /// only does not bring itself in line.
  public func holdsAllDecisions() throws(ArchiveError) -> Bool {
    let file = decisionsFile
    return try read { try DecisionTable($0).length == file.length }
  }
}

extension DecisionTable {
  /// - Returns: false: that very decision is there already.
  fileprivate func keep(_ decision: Decision) throws -> Bool {
    func refusal(_ words: String) -> ArchiveError { ArchiveError(.invalid, "decision \(decision.id): \(words).") }
    do {
      guard try insert(decision) else { return false }
    } catch let clash as Clash {
      throw refusal(clash.words)
    }
    guard try isKnown(decision.clip) else { throw refusal("its clip is not in the archive") }
    guard case .undo(let id) = decision.what else { return true }
    guard let undone = try self.decision(id), undone.clip == decision.clip else {
      throw refusal("what it undoes is not there")
    }
    guard undone.coach == decision.coach else { throw refusal("what it undoes is another coach's") }
    if case .undo = undone.what { throw refusal("what it undoes undoes something itself; decide again instead") }
    return true
  }
}
