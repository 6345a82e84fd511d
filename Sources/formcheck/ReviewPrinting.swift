internal import Archive
internal import Batch
internal import Foundation
internal import Movement
internal import ReviewServer

/// What `formcheck review` does without a desk: it reads the results, prints, and changes nothing in them.
struct ReviewPrinting {
  private let results: URL
  private let archive: ResultsArchive

  /// - Throws: ``DeskError`` where there are no results, ``ArchiveError``.
  init(_ results: URL) throws {
    self.results = results
    archive = try ResultsArchive(ofResults: results)
    if try !archive.holdsAllDecisions() {
      remark(
        "\(results.relativePath): \(ResultsLayout.decisionsFile) holds other decisions than the archive, which are left out here. The next batch, and formcheck review without --read-only, take them in."
      )
    }
  }

  func report(coach: String?, isByProfile: Bool, format: OutputOptions.Format) throws {
    let report = try AgreementReport(of: archive, coach: coach, isByProfile: isByProfile)
    switch format {
    case .text: try output(report.lines.joined(separator: "\n"))
    case .json: try output(String(decoding: try report.json(), as: UTF8.self))
    }
  }

  func export(_ format: ReviewCommand.Export) throws {
    let labels = try LabelExport(of: archive)
    switch format {
    case .csv: try output(bytes: labels.csv)
    case .jsonl: try output(bytes: labels.jsonLines)
    }
  }

  /// - Parameters:
  ///   - digits: the first of the set's key.
  ///   - out: the folder to make; `nil`: named after the clip, in the current folder.
  func share(_ digits: String, out: String?) async throws {
    let set = try SharedSet(digits, of: results, in: archive)
    let folder = URL(fileURLWithPath: out ?? set.folderName, isDirectory: true)
    try await Interruption().watching(Task.detached { try set.write(to: folder) })
    let remarks = set.remarkCount == 1 ? "1 decision or note" : "\(set.remarkCount) decisions and notes"
    try output("Shared with \(remarks): \(folder.relativePath.printable)/\(SharedSet.pageName)")
  }
}
