public import Archive
public import Foundation
internal import Movement
internal import Reports

/// One set as its athlete gets it: the report, what coaches noted at which moment, and what they decided.
///
/// Nothing of it names another athlete, another upload, or a path of this machine.
public struct SharedSet: Sendable {
  public static let pageName = "index.html"
  public static let tableName = "decisions.csv"
  /// The fewest digits of a key that name a set.
  public static let fewestDigits = 6

  public let set: SetRow
  /// How many decisions and notes count now.
  public var remarkCount: Int { remarks.all.count }

  private let results: URL
  private let analysis: Analysis
  private let film: Film
  private let remarks: Remarks

  /// - Parameters:
  ///   - digits: the set's key, or the first of its digits.
  ///   - results: the folder that the archive is the index of.
  /// - Throws: ``DeskError`` `notFound`: no set has such a key, several have, or its report is not whole;
  ///   ``ArchiveError``.
  public init(_ digits: String, of results: URL, in archive: ResultsArchive) throws {
    let set = try Self.find(digits.lowercased(), in: archive)
    let folder = results.appendingPathComponent(ResultsLayout.folder(of: set.key), isDirectory: true)
    let analysis = try Analysis(ofReportIn: folder)
    guard let film = ReportFolder.film(in: folder), analysis.isInTime else { throw Self.damaged(set.key) }
    self.set = set
    self.results = results
    self.analysis = analysis
    self.film = film
    let counted = analysis.reps.filter { $0.kind == .rep }.map(\.number)
    remarks = try Remarks(on: set.key, reps: counted, in: archive)
  }

  private static func find(_ digits: String, in archive: ResultsArchive) throws -> SetRow {
    let help = "Every set's key is in its address, sets/KEY/report.html, and in the column key of summary.csv."
    guard digits.count >= fewestDigits else {
      throw DeskError(.notFound, "\(digits.printable): a set is named by \(fewestDigits) digits of its key. \(help)")
    }
    let whole = SetKey(rawValue: digits)
    let found = try archive.sets(whole.map { SetFilter(key: $0) } ?? SetFilter())
      .filter { $0.key.rawValue.hasPrefix(digits) }
    guard let set = found.first else {
      throw DeskError(.notFound, "\(digits.printable): no set's key begins like that. \(help)")
    }
    guard found.count == 1 else {
      let names = found.prefix(4).map { set in
        "\(set.key.rawValue.prefix(digits.count + 6)) (\(set.uploads.first?.path ?? ""))"
      }
      let more = found.count > names.count ? " and \(found.count - names.count) more" : ""
      throw DeskError(
        .notFound,
        "\(digits): \(found.count) sets have a key that begins like that: \(names.joined(separator: ", "))\(more). Give more digits."
          .printable)
    }
    return set
  }

  private static func damaged(_ key: SetKey) -> DeskError {
    DeskError(
      .notFound, "\(ResultsLayout.folder(of: key)): the report is not whole, or damaged. Analyse its clip again.")
  }

  /// What the folder is called when nobody names it: `clip.shared`.
  public var folderName: String {
    // The name was a file's once; now it comes from a document.
    let file = analysis.clip.file.split(separator: "/").last.map(String.init)?.printable ?? ""
    // One that begins with a full stop would be hidden.
    var name = String(URL(fileURLWithPath: "/" + file).deletingPathExtension().lastPathComponent.drop { $0 == "." })
    // A file's name may have 255 bytes; by scalars, since a single character may be the whole name.
    while name.utf8.count > 240 { name.unicodeScalars.removeLast() }
    return (name.isEmpty || name == "/" ? String(set.key.rawValue.prefix(12)) : name) + ".shared"
  }

  // MARK: - The folder

  /// Makes the folder; it is there whole, or not at all.
  ///
  /// It works on the calling thread, and ends early when the task is cancelled.
  ///
  /// - Parameter folder: not there yet, or empty.
  /// - Throws: ``DeskError``: `notWritable` where something lies there already, `notFound` where the report is not whole;
  ///   ``WriteError``; `CancellationError`.
  public func write(to folder: URL) throws {
    let report = try report()
    let draft = try DraftFolder(for: folder)
    do {
      for name in [ReportFolder.analysisName, "reps.csv", ReportFolder.signalsName] + film.fileNames {
        guard let file = file(name) else { throw Self.damaged(set.key) }
        try draft.copy(file, as: name)
      }
      try draft.write(report, as: ReportFolder.pageName)
      try draft.write(Data(CSV(decisionsOf: remarks).text.utf8), as: Self.tableName)
      try draft.write(page, as: Self.pageName)
      try draft.publish()
    } catch {
      draft.abandon()
      throw error
    }
  }

  /// The page that stands in front of the others.
  var page: Data {
    SharedPage(analysis, remarks, owner: owner, day: owner == nil ? nil : set.date, film: film).html
  }

  /// Where uploads of one clip name several people, whose it is cannot be told, and none of them is told of the others.
  private var owner: String? {
    let names = Set(set.uploads.compactMap { $0.athlete?.precomposedStringWithCanonicalMapping })
    return names.count == 1 ? names.first : nil
  }

  private func report() throws -> Data {
    guard let file = file(ReportFolder.pageName), let page = try? file.content(upTo: 256 << 20),
      let report = ReportPage.withoutOriginal(page)
    else { throw Self.damaged(set.key) }
    return report
  }

  private func file(_ name: String) -> OpenFile? {
    let folders = [ResultsLayout.setsFolder, set.key.rawValue]
    return OpenFile(folders + name.split(separator: "/").map(String.init), in: results)
  }
}

extension Film {
  /// From the report's folder.
  fileprivate var fileNames: [String] { [video].compactMap(\.self) + flagClips.map(\.file) + stills.map(\.file) }
}

extension Analysis {
  /// A document that somebody changed must not hold moments that cannot be reckoned with.
  fileprivate var isInTime: Bool {
    let moments = 0.0...1e6
    let findings = reps.flatMap(\.findings) + setFindings.map(\.finding)
    return reps.allSatisfy { moments.contains($0.start) && moments.contains($0.end) }
      && findings.allSatisfy { moments.contains($0.from) && moments.contains($0.to) }
  }
}
