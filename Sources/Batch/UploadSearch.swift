public import Archive
public import Foundation
internal import Movement
internal import Reports

/// Finds the files that have the content of certain clips, whatever they are called.
public struct UploadSearch {
  private let clips: Set<ClipHash>

  public init(for clips: [ClipHash]) { self.clips = Set(clips) }

  /// Reads every file that may be a clip; one that cannot be read is passed over.
  ///
  /// - Parameters:
  ///   - folders: searched with all below.
  ///   - results: a folder whose files are no uploads.
  /// - Throws: `CancellationError`.
  public func find(in folders: [String], besides results: URL) throws -> [FoundFile] {
    try FileFinder(excluding: [results]).find(in: folders).files.filter { file in
      do {
        return clips.contains(try OpenClip(file.path).hash)
      } catch is OpenClip.Fault {
        return false
      }
    }
  }

  /// - Throws: ``WriteError``; a file that is gone already is no error.
  public static func remove(_ file: FoundFile) throws {
    do {
      try Disk.remove(URL(fileURLWithPath: file.path))
    } catch {
      throw WriteError(
        "over \(file.path.printable)", error, mend: "Remove it by hand, then give the same command again.")
    }
  }
}
