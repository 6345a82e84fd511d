public import Foundation
internal import Movement

/// The folder of one clip's results.
///
/// New files are made complete under a hidden folder inside, then renamed into place, `analysis.json` last: where it is,
/// the folder is complete and all its files belong together. Nothing else in the folder is touched.
public struct ReportFolder: Sendable {
  public static let analysisName = "analysis.json"
  public static let trackName = "pose.json.gz"
  public static let pageName = "report.html"
  public static let signalsName = "signals.csv"
  private static let repsName = "reps.csv"

  /// The names of all files and folders that a report may hold.
  public static let contents =
    [analysisName, trackName, pageName, signalsName, repsName, Film.fileName, Film.videoName] + Film.folders

  public let url: URL
  private static let stagingPrefix = ".partial-"

  private let staging: URL
  /// The folders that were not there before, innermost first: an abandoned report takes them away again.
  private let made: [URL]

  /// Makes the folder, to find out *before* the work that it cannot be written.
  public init(preparing url: URL) throws(WriteError) {
    self.url = url
    staging = url.appendingPathComponent("\(Self.stagingPrefix)\(getpid())", isDirectory: true)
    let files = FileManager.default
    made = Self.missing(url)
    for name in Film.folders where Self.kind(of: url.appendingPathComponent(name)).map({ $0 != S_IFDIR }) == true {
      // A link there would have files elsewhere written over, taken away and shown.
      throw WriteError(
        "to \(url.path)", POSIXError(.ENOTDIR),
        mend: "\(name) in it is no folder: move it away, or choose another folder with --out.")
    }
    do {
      try files.createDirectory(at: staging, withIntermediateDirectories: true)
    } catch {
      removeMade()
      throw WriteError("to \(url.path)", error, mend: "Choose another folder with --out.")
    }
    removeStale()
  }

  /// The folder and those around it that are not there, innermost first.
  private static func missing(_ url: URL) -> [URL] {
    var missing: [URL] = []
    var folder = url.standardizedFileURL
    while folder.path != "/", kind(of: folder) == nil {
      missing.append(folder)
      folder.deleteLastPathComponent()
    }
    return missing
  }

  /// The type bits of what lies at a place, a link being a link; `nil`: nothing.
  private static func kind(of url: URL) -> mode_t? {
    var status = stat()
    return lstat(url.path, &status) == 0 ? status.st_mode & S_IFMT : nil
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

  /// Where a file that is written elsewhere is to be made, so that ``publish(_:film:pictures:)`` puts it in place.
  ///
  /// - Parameter name: relative to the report's folder, `flags/rep-1-pause.mp4`.
  /// - Throws: ``WriteError`` when its folder cannot be made.
  func place(for name: String) throws(WriteError) -> URL {
    let place = staging.appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw writeError(error)
    }
    return place
  }

  /// What an earlier run drew and nobody took away since; `nil`: nothing that can be read.
  public var film: Film? { Self.film(in: url) }

  /// What was drawn of the report in a folder, as far as it is there; `nil`: nothing that can be read.
  public static func film(in folder: URL) -> Film? {
    (try? Data(contentsOf: folder.appendingPathComponent(Film.fileName)))
      .flatMap { try? JSONDecoder().decode(Film.self, from: $0) }
      .flatMap { $0.schema == Film.schemaName && $0.isPlausible ? $0 : nil }?
      .keeping { kind(of: folder.appendingPathComponent($0)) == S_IFREG }
  }

  /// The pictures of the stills that an earlier run left, by name.
  public func pictures(of film: Film) -> [String: Data] {
    let found = film.stills.compactMap { still in
      (try? Data(contentsOf: url.appendingPathComponent(still.file))).map { (still.name, $0) }
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }

  /// Writes everything and puts it in place. What an earlier run drew and this one did not is taken away.
  ///
  /// - Parameters:
  ///   - film: what was drawn: its videos lie at ``place(for:)``, or in the folder since an earlier run.
  ///   - pictures: the JPEG of each still, by its name.
  /// - Throws: ``WriteError``; anything else is a result that cannot be encoded, which is a bug.
  public func publish(_ subject: ReportSubject, film: Film, pictures: [String: Data]) throws {
    let page = ReportPage(subject, film: film, pictures: pictures)
    let stills = film.stills.compactMap { still in pictures[still.name].map { (name: still.file, data: $0) } }
    try publish(
      stills + [
        (Self.pageName, page.html),
        (Self.repsName, Data(CSV(reps: subject.analysis.reps).text.utf8)),
        (Self.signalsName, Data(CSV(signals: subject.signals).text.utf8)),
        (Self.trackName, TrackFile.encode(subject.track)),
        (Film.fileName, try Self.encode(film)),
        (Self.analysisName, AnalysisJSON.document(subject.analysis)),
      ], videos: film.videoFiles, stale: Set(self.film?.files ?? []).subtracting(film.files))
  }

  private static func encode(_ film: Film) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return try encoder.encode(film) + Data("\n".utf8)
  }

  /// - Parameters:
  ///   - videos: names of files that may lie in the staging folder already.
  ///   - stale: names of files to take away.
  private func publish(_ contents: [(name: String, data: Data)], videos: [String], stale: Set<String>)
    throws(WriteError)
  {
    for (name, data) in contents {
      let place = try place(for: name)
      do { try Self.write(data, to: place) } catch { throw writeError(error) }
    }
    do {
      // From here to the last rename the folder is incomplete, and says so by having no analysis.
      try Self.remove(url.appendingPathComponent(Self.analysisName))
      for name in stale { try Self.remove(url.appendingPathComponent(name)) }
      let drawn = videos.filter { FileManager.default.fileExists(atPath: staging.appendingPathComponent($0).path) }
      // The list of what is drawn goes first: after a kill the next run knows what it has to take away.
      for name in [Film.fileName] + drawn + contents.map(\.name).filter({ $0 != Film.fileName }) {
        let place = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Self.rename(staging.appendingPathComponent(name), to: place)
      }
      // Only ever empty folders.
      for folder in Film.folders { rmdir(url.appendingPathComponent(folder).path) }
      try Self.synchronize(folder: url)
    } catch {
      throw writeError(error)
    }
    try? FileManager.default.removeItem(at: staging)
  }

  private func writeError(_ error: any Error) -> WriteError {
    WriteError("the report to \(url.path)", error, mend: "Free some space or choose another folder with --out.")
  }

  /// Takes away what was prepared and not published.
  public func abandon() {
    try? FileManager.default.removeItem(at: staging)
    removeMade()
  }

  private func removeMade() {
    for folder in made { rmdir(folder.path) }  // only ever empty folders
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
