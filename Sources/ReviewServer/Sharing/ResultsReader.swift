public import Archive
public import Foundation
internal import Movement

extension ResultsArchive {
  /// The archive of a batch's results, to read from; nothing on disk changes.
  ///
  /// - Parameter results: the folder that a batch's `--out` named.
  /// - Throws: ``DeskError`` `notFound`: no batch left anything there; ``ArchiveError`` as ``init(readingAt:)`` does.
  public init(ofResults results: URL) throws {
    let name = results.relativePath.printable
    func isThere(_ part: String) -> Bool {
      FileManager.default.fileExists(atPath: results.appendingPathComponent(part).path)
    }
    guard isThere(ResultsLayout.setsFolder) else {
      throw DeskError(
        .notFound,
        "\(name): no results of a batch. Name the folder that its --out named, or make one: formcheck batch CLIPS --out \(name)"
      )
    }
    guard isThere(Self.fileName) else {
      throw DeskError(
        .notFound,
        "\(name): the results have no \(Self.fileName). Make it again from them: formcheck batch CLIPS --out \(name) --reindex"
      )
    }
    try self.init(readingAt: results.appendingPathComponent(Self.fileName))
  }
}
