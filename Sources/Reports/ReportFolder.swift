public import Foundation
public import Movement

/// The folder of one clip's results.
///
/// New files are made complete under a hidden folder inside, then renamed into place, `analysis.json` last: where it is,
/// the folder is complete and all its files belong together. Nothing else in the folder is touched.
public struct ReportFolder: Sendable {
  public static let analysisName = "analysis.json"
  public static let trackName = "pose.json.gz"

  public let url: URL
  private static let stagingPrefix = ".partial-"

  private let staging: URL
  /// Nobody had made the folder before: an abandoned report takes it away again.
  private let isNew: Bool

  /// Makes the folder, to find out *before* the work that it cannot be written.
  public init(preparing url: URL) throws(WriteError) {
    self.url = url
    staging = url.appendingPathComponent("\(Self.stagingPrefix)\(getpid())", isDirectory: true)
    let files = FileManager.default
    isNew = !files.fileExists(atPath: url.path)
    do {
      try files.createDirectory(at: staging, withIntermediateDirectories: true)
    } catch {
      throw WriteError("to \(url.path)", error, mend: "Choose another folder with --out.")
    }
    removeStale()
  }

  /// Takes away what processes left that were killed.
  private func removeStale() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] {
      guard name.hasPrefix(Self.stagingPrefix), let process = Int32(name.dropFirst(Self.stagingPrefix.count)),
        process > 0, kill(process, 0) == -1, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: url.appendingPathComponent(name))
    }
  }

  /// Writes everything and puts it in place.
  /// - Throws: ``WriteError``; anything else is a result that cannot be encoded, which is a bug.
  public func publish(_ analysis: Analysis, track: PoseTrack, signals: Signals) throws {
    try publish([
      ("reps.csv", Data(CSV(reps: analysis.reps).text.utf8)),
      ("signals.csv", Data(CSV(signals: signals).text.utf8)),
      (Self.trackName, TrackFile.encode(track)),
      (Self.analysisName, AnalysisJSON.document(analysis)),
    ])
  }

  private func publish(_ contents: [(name: String, data: Data)]) throws(WriteError) {
    do {
      for (name, data) in contents { try Self.write(data, to: staging.appendingPathComponent(name)) }
      // From here to the last rename the folder is incomplete, and says so by having no analysis.
      try Self.remove(url.appendingPathComponent(Self.analysisName))
      for (name, _) in contents {
        try Self.rename(staging.appendingPathComponent(name), to: url.appendingPathComponent(name))
      }
      try Self.synchronize(folder: url)
    } catch {
      throw WriteError(
        "the report to \(url.path)", error, mend: "Free some space or choose another folder with --out.")
    }
    try? FileManager.default.removeItem(at: staging)
  }

  /// Takes away what was prepared and not published.
  public func abandon() {
    try? FileManager.default.removeItem(at: staging)
    if isNew { rmdir(url.path) }  // only ever an empty folder
  }

  private static func write(_ data: Data, to url: URL) throws {
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: data)
    try handle.synchronize()
    try handle.close()
  }

  private static func rename(_ old: URL, to new: URL) throws {
    guard Foundation.rename(old.path, new.path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  private static func remove(_ url: URL) throws {
    guard unlink(url.path) == 0 || errno == ENOENT else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  /// Renames are safe from a power cut only once their folder is on disk.
  private static func synchronize(folder: URL) throws {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }
}
