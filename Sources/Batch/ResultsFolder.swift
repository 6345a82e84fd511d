public import Archive
public import Foundation
internal import Movement
internal import Reports
internal import Synchronization

/// The folder of a batch's results, locked for one batch at a time.
///
/// A result is put together under `.work`, then its whole folder is renamed into `sets`: it is there whole, or not at all.
/// The JSON files are the truth; the archive is brought in line with them when the folder is opened.
public final class ResultsFolder: Sendable {
  public let url: URL
  public let archive: ResultsArchive
  /// What was found in the folder and could not be used, a sentence each.
  public let problems: [String]
  private let lock: ResultsLock
  /// Records are read, changed and written by one at a time.
  private let turn = Mutex(())

  private static let workName = ".work"

  /// Makes the folder where it is not there, takes the lock and clears away what a killed batch left unfinished.
  ///
  /// - Parameter rebuildingIndex: makes the archive again from the JSON files; a damaged one is set aside.
  /// - Throws: ``BatchError``.
  public init(_ url: URL, rebuildingIndex: Bool = false) throws(BatchError) {
    self.url = url
    do {
      for folder in [ResultsLayout.setsFolder, ResultsLayout.failuresFolder] {
        try FileManager.default.createDirectory(
          at: url.appendingPathComponent(folder), withIntermediateDirectories: true)
      }
      guard let lock = try ResultsLock(url) else {
        throw BatchError(
          .busy, "\(url.path.printable): another batch is at work there. Wait for its end, or name another --out.")
      }
      self.lock = lock
      Self.clearDrafts(of: url)
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent(Self.workName), withIntermediateDirectories: true)
      archive = try Self.open(url.appendingPathComponent(ResultsArchive.fileName), rebuildingIndex: rebuildingIndex)
      let passedOver = rebuildingIndex ? try archive.rebuild(from: url).problems : try archive.bringInLine(with: url)
      problems = passedOver + UploadsFolder(in: url).problems
    } catch {
      throw BatchError(error, results: url)
    }
  }

  private static func open(_ file: URL, rebuildingIndex: Bool) throws -> ResultsArchive {
    do {
      return try ResultsArchive(at: file)
    } catch {
      guard rebuildingIndex, error.kind == .damaged else { throw error }
      _ = try ResultsArchive.setAside(file)
      return try ResultsArchive(at: file)
    }
  }

  /// What a program left that was killed. What cannot be taken away is in nobody's way: a name is never used twice.
  private static func clearDrafts(of url: URL) {
    try? Disk.removeTree(url.appendingPathComponent(workName))
    for folder in [url, url.appendingPathComponent(ResultsLayout.failuresFolder)] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      for name in names where name.hasPrefix(".") && name.hasSuffix(Disk.draftEnding) {
        try? Disk.remove(folder.appendingPathComponent(name))
      }
    }
  }

  // MARK: - What is there

  /// Whether a result is there, whole and with its row: the row was made from an analysis that could be read.
  func hasSet(_ key: SetKey) throws(BatchError) -> Bool {
    try writing { try record(of: key) != nil && !archive.sets(SetFilter(key: key)).isEmpty }
  }

  /// By which names a result came; `nil`: it is not there whole.
  func record(of key: SetKey) -> SetRecord? {
    let folder = folder(of: key)
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(ReportFolder.analysisName).path) else {
      return nil
    }
    return try? SetRecord(contentsOf: folder.appendingPathComponent(SetRecord.fileName))
  }

  func failure(of key: SetKey) -> FailureRecord? {
    try? FailureRecord(contentsOf: url.appendingPathComponent(ResultsLayout.failureFile(of: key)))
  }

  /// What an earlier run recorded of a clip that came by this name; `nil`: nothing.
  ///
  /// - Parameter clip: `nil`: its content cannot be read.
  public func upload(of clip: ClipHash?, named name: String) -> Upload? {
    var known = failure(of: SetKey(unread: name))?.uploads ?? []
    if let clip {
      known += ((try? archive.sets(SetFilter(clip: clip))) ?? []).flatMap(\.uploads)
      known += ((try? archive.failures(of: clip)) ?? []).flatMap(\.uploads)
    }
    return known.last { $0.isNamed(name) }
  }

  func folder(of key: SetKey) -> URL {
    url.appendingPathComponent(ResultsLayout.folder(of: key), isDirectory: true)
  }

  /// Is it the disk, where a worker says that it cannot write? By then its files are gone again, so what is asked is
  /// whether there is room for a large report.
  var isDiskShort: Bool {
    let probe = url.appendingPathComponent("\(Self.workName)/probe.\(UUID().uuidString)")
    let descriptor = Foundation.open(probe.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return true }
    defer {
      unlink(probe.path)
      close(descriptor)
    }
    // A quota is known to the one who writes, and to nobody who asks.
    return posix_fallocate(descriptor, 0, 1 << 30) != 0
  }

  // MARK: - Making

  /// An empty folder for the worker that makes a result, each time another one: a worker of a killed batch may live a
  /// moment longer.
  func place(for key: SetKey) throws(BatchError) -> URL {
    let place = unused(key)
    try writing { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
    return place
  }

  private func unused(_ key: SetKey) -> URL {
    url.appendingPathComponent("\(Self.workName)/\(key).\(UUID().uuidString)", isDirectory: true)
  }

  /// Puts what a worker has made in place, and records it.
  ///
  /// - Throws: ``WorkerFailure`` when the worker's folder does not hold what it should, ``BatchError`` when it cannot be
  ///   put in place.
  func keep(_ place: URL, _ upload: Upload, _ clip: ClipHash, _ key: SetKey, _ plan: ClipPlan) throws -> SetRow {
    let made = try MadeReport(in: place, clip: clip, plan: plan)
    let record = SetRecord(key: key, clipSha256: clip, uploads: uploads(of: key, with: upload))
    do {
      try archive.rehearse(record, made.analysis)
    } catch {
      guard error.kind == .invalid else { throw BatchError(error, results: url) }
      throw WorkerFailure(.bug, "the worker's analysis does not hold together: \(error.description)")
    }
    return try settling(key) {
      let record = SetRecord(key: key, clipSha256: clip, uploads: uploads(of: key, with: upload))
      try Disk.create(place.appendingPathComponent(SetRecord.fileName), try record.document())
      try made.synchronize()
      let target = folder(of: key)
      // Only ever a folder that has lost a part: a whole one is not made again.
      if FileManager.default.fileExists(atPath: target.path) { try bury(target, unused(key)) }
      try Disk.move(place, to: target)
      try Disk.synchronize(target.deletingLastPathComponent())
      try archive.record(record, made.analysis)
      try Disk.remove(url.appendingPathComponent(ResultsLayout.failureFile(of: key)))
      try supersede(upload, clip, by: key)
      return try row(of: key)
    }
  }

  /// A clip that has its result came by another name, or with other facts.
  func add(_ upload: Upload, to key: SetKey, _ clip: ClipHash) throws(BatchError) -> SetRow {
    try settling(key) {
      if let record = record(of: key), record.uploads != uploads(of: key, with: upload) {
        try rewrite(record, uploads: uploads(of: key, with: upload))
      }
      // A run that was killed behind the set leaves it there.
      try Disk.remove(url.appendingPathComponent(ResultsLayout.failureFile(of: key)))
      try supersede(upload, clip, by: key)
      return try row(of: key)
    }
  }

  /// An earlier result of the clip, by other options, stays: it is better than none.
  func keep(_ failure: FailureRecord, _ upload: Upload) throws(BatchError) -> FailureRecord {
    try settling(failure.key) {
      var failure = failure
      failure.uploads = uploads(of: failure.key, with: upload)
      try write(failure)
      if let clip = failure.clipSha256 { try supersedeFailures(upload, clip, by: failure.key) }
      return failure
    }
  }

  /// The names by which a clip came, in order, so that equal uploads give equal files whichever came first.
  private func uploads(of key: SetKey, with upload: Upload) -> [Upload] {
    let known = record(of: key)?.uploads ?? failure(of: key)?.uploads ?? []
    return (known.filter { !$0.isNamed(upload.path) } + [upload]).sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
  }

  private func row(of key: SetKey) throws -> SetRow {
    guard let row = try archive.sets(SetFilter(key: key)).first else {
      throw BatchError(.badArchive, "\(archive.url.path.printable): lost a set. Run the batch with --reindex.")
    }
    return row
  }

  // MARK: - Taking away

  /// A clip has one result for each of its names: what other options or an older program said of it gives way.
  ///
  /// Only ever of the same content: another clip that came by this name before keeps its result.
  private func supersede(_ upload: Upload, _ clip: ClipHash, by key: SetKey) throws {
    for row in try archive.sets(SetFilter(clip: clip)) where row.key != key {
      guard let old = record(of: row.key), old.uploads.contains(where: { $0.isNamed(upload.path) }) else { continue }
      let others = old.uploads.filter { !$0.isNamed(upload.path) }
      if others.isEmpty { try remove(row.key) } else { try rewrite(old, uploads: others) }
    }
    try supersedeFailures(upload, clip, by: key)
  }

  private func supersedeFailures(_ upload: Upload, _ clip: ClipHash, by key: SetKey) throws {
    for failure in try archive.failures(of: clip) + [self.failure(of: SetKey(unread: upload.path))].compactMap(\.self)
    where failure.key != key && failure.uploads.contains(where: { $0.isNamed(upload.path) }) {
      var old = failure
      old.uploads.removeAll { $0.isNamed(upload.path) }
      if old.uploads.isEmpty {
        try remove(old.key)
      } else {
        try write(old)
      }
    }
  }

  /// The row goes first: a run that ends between the two leaves a file without a row, which the next start adds. A row that
  /// is older than its file would stay, since contents are not compared.
  private func rewrite(_ record: SetRecord, uploads: [Upload]) throws {
    var record = record
    record.uploads = uploads
    let folder = folder(of: record.key)
    let analysis = try? Analysis(ofReportIn: folder)
    try archive.remove(record.key)
    try Disk.replace(folder.appendingPathComponent(SetRecord.fileName), with: try record.document())
    // What cannot be read any more has no row, and is made again when its clip comes next.
    if let analysis { try archive.record(record, analysis) }
  }

  /// In this order as with a set's record.
  private func write(_ failure: FailureRecord) throws {
    let file = url.appendingPathComponent(ResultsLayout.failureFile(of: failure.key))
    if FileManager.default.fileExists(atPath: file.path) { try archive.remove(failure.key) }
    try Disk.replace(file, with: try failure.document())
    try archive.record(failure)
  }

  /// First the files, then the row: a kill between the two leaves a row without a folder, which the next start takes away.
  private func remove(_ key: SetKey) throws {
    try removeFiles(of: key)
    try archive.remove(key)
  }

  private func removeFiles(of key: SetKey) throws {
    try Disk.remove(url.appendingPathComponent(ResultsLayout.failureFile(of: key)))
    let folder = folder(of: key)
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    try bury(folder, unused(key))
  }

  /// Renamed first, so that a kill leaves no half of a result in its place.
  private func bury(_ folder: URL, _ grave: URL) throws {
    try Disk.move(folder, to: grave)
    try Disk.synchronize(folder.deletingLastPathComponent())
    try Disk.removeTree(grave)
  }

  /// Removes what was made of a person's clips, or of one clip: reports, records and rows.
  ///
  /// - Returns: what went; empty: nothing is known of them here.
  func forgetResults(of subject: Forgettable) throws -> Forgotten {
    try archive.forget(subject) { found in
      for key in found.sets + found.failures { try removeFiles(of: key) }
    }
  }

  // MARK: - Errors

  private func settling<Value>(_ key: SetKey, _ body: () throws -> Value) throws(BatchError) -> Value {
    try writing { try turn.withLock { _ in try body() } }
  }

  /// A disk that is full ends the batch, not a clip.
  func writing<Value>(_ body: () throws -> Value) throws(BatchError) -> Value {
    do { return try body() } catch { throw BatchError(error, results: url) }
  }
}

extension Upload {
  /// Byte by byte: a file system has two files where only the spelling of an accent differs.
  fileprivate func isNamed(_ name: String) -> Bool { path.utf8.elementsEqual(name.utf8) }
}
