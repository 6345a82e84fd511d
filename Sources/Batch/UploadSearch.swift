public import Archive
public import Foundation
internal import Movement
internal import Reports

/// Finds the files that have the content of certain clips, whatever they are called.
public struct UploadSearch {
  public struct Found {
    /// In the order of their paths.
    public var files: [FoundFile] = []
    /// Clips whose content no file has, sorted.
    public var missing: [ClipHash] = []
  }

  private let clips: Set<ClipHash>

  public init(for clips: [ClipHash]) { self.clips = Set(clips) }

  /// Reads every file, hidden ones too. Links in the folders are not followed: what they lead to lies elsewhere.
  ///
  /// - Parameters:
  ///   - folders: searched with all below; each may be a link to a folder.
  ///   - results: a folder whose files are no uploads.
  /// - Throws: ``BatchError`` `unreadable` when a folder or a file cannot be read, so that nothing is taken for gone that
  ///   is there; `CancellationError`.
  public func find(in folders: [String], besides results: URL) throws -> Found {
    let results = results.resolvingSymlinksInPath().path
    var found = Found()
    var seen: Set<ClipHash> = []
    for folder in folders { try search(folder, isNamed: true, results, &found.files, &seen) }
    found.files.sort()
    found.missing = clips.subtracting(seen).sorted()
    return found
  }

  private func search(
    _ path: String, isNamed: Bool = false, _ results: String, _ found: inout [FoundFile], _ seen: inout Set<ClipHash>
  ) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw unreadable(path) }
    if isNamed, status.st_mode & S_IFMT == S_IFLNK {
      guard stat(path, &status) == 0 else { throw unreadable(path) }
      // To remove a link to a file would leave the file.
      guard status.st_mode & S_IFMT == S_IFDIR else { return }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard URL(fileURLWithPath: path).resolvingSymlinksInPath().path != results else { return }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw unreadable(path) }
      for name in names { try search(path + "/" + name, results, &found, &seen) }
    case S_IFREG where status.st_size > 0:
      do {
        let hash = try OpenClip(path).hash
        guard clips.contains(hash) else { return }
        seen.insert(hash)
        found.append(FoundFile(path: path, name: path))
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
