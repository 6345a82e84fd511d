public import Archive
public import Foundation
internal import Movement
internal import Reports

/// Finds the files that have the content of certain clips, whatever they are called.
public struct UploadSearch {
  private let clips: Set<ClipHash>

  public init(for clips: [ClipHash]) { self.clips = Set(clips) }

  /// Reads every file, hidden ones too; links are not followed: what they lead to lies in nobody's uploads.
  ///
  /// - Parameters:
  ///   - folders: searched with all below.
  ///   - results: a folder whose files are no uploads.
  /// - Throws: ``BatchError`` `unreadable` when a folder or a file cannot be read, so that nothing is taken for gone that
  ///   is there; `CancellationError`.
  public func find(in folders: [String], besides results: URL) throws -> [FoundFile] {
    let results = results.resolvingSymlinksInPath().path
    var found: [FoundFile] = []
    for folder in folders { try search(folder, results, &found) }
    return found.sorted()
  }

  private func search(_ path: String, _ results: String, _ found: inout [FoundFile]) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw unreadable(path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard URL(fileURLWithPath: path).resolvingSymlinksInPath().path != results else { return }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw unreadable(path) }
      for name in names { try search(path + "/" + name, results, &found) }
    case S_IFREG where status.st_size > 0:
      do {
        if clips.contains(try OpenClip(path).hash) { found.append(FoundFile(path: path, name: path)) }
      } catch is OpenClip.Fault {
        throw unreadable(path)
      }
    default: break
    }
  }

  private func unreadable(_ path: String) -> BatchError {
    BatchError(.unreadable, "\(path.printable): not found or not readable, so nothing was removed. Make it readable.")
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
