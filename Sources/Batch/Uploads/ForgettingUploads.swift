public import Archive
internal import Foundation
internal import Movement

/// Forgetting takes clips that came over the desk with it, also ones that nobody has analysed yet.
///
/// A clip's file goes first, then what was made of it, its record last: a program that is killed in between leaves a record
/// or a row that still says whose it was, and the same command goes on.
extension ResultsFolder {
  /// What ``forget(_:)`` would remove.
  ///
  /// - Throws: ``BatchError``.
  public func traces(of subject: Forgettable) throws(BatchError) -> Forgotten {
    try writing {
      let uploads = UploadsFolder(in: url)
      return try traces(of: subject, uploads.isThere ? uploads : nil)
    }
  }

  /// Removes a person or a clip: reports, records, rows, and clips that came over the desk.
  ///
  /// - Returns: what went; empty: nothing is known of them here.
  /// - Throws: ``BatchError``.
  public func forget(_ subject: Forgettable) throws(BatchError) -> Forgotten {
    try writing {
      let uploads = UploadsFolder(in: url)
      guard uploads.isThere else { return try forgetResults(of: subject) }
      // Nobody may hand the clip in again in the midst of this.
      return try uploads.locked {
        // A draft that was cut off may show anybody.
        try uploads.clear()
        var found = try traces(of: subject, uploads)
        try uploads.removeFiles(of: Set(found.clips))
        // With the rows that name somebody else: the same bytes show the same person.
        for part in found.keptClips.map({ Forgettable.clip($0.rawValue) }) + [subject] {
          let gone = try forgetResults(of: part)
          found.isLogLeft = found.isLogLeft || gone.isLogLeft
        }
        try uploads.removeRecords(of: Set(found.keptClips))
        return found
      }
    }
  }

  private func traces(of subject: Forgettable, _ uploads: UploadsFolder?) throws -> Forgotten {
    var found = try archive.traces(of: subject)
    guard let uploads else { return found }
    let records = try uploads.records().records
    let named = Set(records.filter { $0.isNamed(by: subject) }.map(\.clipSha256))
    if case .clip(let digits) = subject, named.union(found.clips).count > 1 {
      throw BatchError(.unreadable, "\(url.path.printable): several clips begin with \(digits). Give more digits.")
    }
    for clip in named.subtracting(found.clips).sorted() { found.merge(try archive.traces(of: .clip(clip.rawValue))) }
    found.clips = Set(found.clips).union(named).sorted()
    found.keptClips = try uploads.clips().intersection(found.clips).sorted()
    // They lie here: nobody has to look for them elsewhere. A batch may know a file by the same name.
    let kept = records.filter { found.clips.contains($0.clipSha256) }.flatMap(\.arrivals).map(\.upload)
    let others = try (found.sets + found.failures).flatMap(archive.uploads(of:)).filter { !kept.contains($0) }
    found.uploads = Set(others.map(\.path)).sorted()
    return found
  }
}

extension UploadRecord {
  fileprivate func isNamed(by subject: Forgettable) -> Bool {
    switch subject {
    case .athlete(let name): arrivals.contains { $0.athlete == name }
    case .clip(let digits): clipSha256.rawValue.hasPrefix(digits.lowercased())
    }
  }
}

extension Forgotten {
  fileprivate mutating func merge(_ other: Forgotten) {
    sets = Set(sets).union(other.sets).sorted()
    failures = Set(failures).union(other.failures).sorted()
    clips = Set(clips).union(other.clips).sorted()
    uploads = Set(uploads).union(other.uploads).sorted()
    decisions += other.decisions
  }
}
