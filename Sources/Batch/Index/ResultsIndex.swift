public import Archive
public import Foundation
public import Reports

/// The pages of a batch's results: `index.html` for people, `summary.csv` for spreadsheets.
///
/// Both say what the archive holds when the value is made, and nothing of when or where: equal archives give equal bytes.
public struct ResultsIndex: Sendable {
  public static let pageName = "index.html"
  public static let tableName = "summary.csv"

  /// The page, UTF-8.
  public let page: Data
  /// The table, UTF-8, CSV by RFC 4180.
  public let table: Data

  /// - Throws: ``ArchiveError`` when the archive cannot be read.
  public init(of archive: ResultsArchive) throws(ArchiveError) {
    let entries = try ResultEntry.all(in: archive)
    let athletes = try AthleteTrend.all(in: archive)
    let counts = try archive.counts()
    page = Data(IndexPage(entries, athletes: athletes, counts: counts).html.utf8)
    table = Data(CSV(summaryOf: entries).text.utf8)
  }

  /// Puts both files in place of older ones, each whole or not at all.
  ///
  /// - Parameter results: the results folder; it must be there.
  /// - Throws: ``WriteError``; the file that could not be written is as it was before.
  public func write(to results: URL) throws(WriteError) {
    for (name, content) in [(Self.tableName, table), (Self.pageName, page)] {
      let file = results.appendingPathComponent(name)
      do { try Disk.replace(file, with: content) } catch {
        throw WriteError(
          "\(file.path)", error, mend: "Mend that, then run the batch again: what is analysed is not analysed again.")
      }
    }
  }
}
