public import Foundation

/// Finds the files below the paths that a user names.
///
/// A file that is named itself is always taken; in folders hidden files are left out, and what is plainly no video with a
/// line. Folders reached twice, by links or loops, are entered once.
public struct FileFinder: Sendable {
  public struct Found: Sendable, Equatable {
    /// In the order of their paths, each once.
    public var files: [FoundFile] = []
    public var skipped: [SkippedPath] = []
  }

  /// Folders inside one another, at most.
  private static let depth = 64

  /// A folder, known by where it lies and not by its name.
  private struct Identity: Hashable {
    var device: dev_t
    var number: ino_t
  }

  /// Folders that are ours: results are no uploads.
  private let excluded: Set<Identity>

  /// - Parameter results: the folder for the results, which may lie among the uploads.
  public init(excluding results: [URL] = []) {
    excluded = Set(results.compactMap { Self.status($0.path).map(Self.identity) })
  }

  /// - Returns: files and skipped paths; a path that does not exist is among the skipped.
  public func find(in paths: [String]) -> Found {
    var found = Found()
    var seen = excluded
    for (path, name) in zip(paths, Self.names(of: paths)) {
      visit(path, name: name, isNamed: true, depth: 0, &seen, &found)
    }
    // By bytes: a file system has two files where only the spelling of an accent differs.
    var taken: Set<[UInt8]> = []
    found.files = found.files.sorted().filter { file in
      taken.insert(Array(URL(fileURLWithPath: file.path).standardizedFileURL.path.utf8)).inserted
    }
    found.skipped.sort { $0.path < $1.path }
    return found
  }

  /// The files of one folder are named from there; of several places the place is part of the name, each another one.
  private static func names(of paths: [String]) -> [String] {
    if paths.count == 1, isFolder(paths[0]) { return [""] }
    var taken: Set<String> = []
    return paths.map { path in
      // Of `.` and `..` the folder's own name.
      let name = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
      let base = name == "/" ? "root" : name
      var unique = base
      var number = 1
      while !taken.insert(unique).inserted {
        number += 1
        unique = "\(number)-\(base)"
      }
      return unique
    }
  }

  private func visit(
    _ path: String, name: String, isNamed: Bool, depth: Int, _ seen: inout Set<Identity>, _ found: inout Found
  ) {
    guard let status = Self.status(path) else {
      let isLink = Self.isLink(path)
      let reason = isLink ? "a link that leads nowhere" : "not found or not readable"
      return found.skipped.append(SkippedPath(path: path, reason: reason, isLoss: !isLink))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard isNamed || ContainerSniffer.mayBeVideo(path) else {
        return found.skipped.append(SkippedPath(path: path, reason: "no video"))
      }
      found.files.append(FoundFile(path: path, name: name))
    case S_IFDIR:
      guard depth < Self.depth else {
        return found.skipped.append(
          SkippedPath(path: path, reason: "too many folders inside one another", isLoss: true))
      }
      guard seen.insert(Self.identity(status)).inserted else {
        return found.skipped.append(SkippedPath(path: path, reason: "a folder that was searched already"))
      }
      enter(path, name: name, depth: depth, &seen, &found)
    default: found.skipped.append(SkippedPath(path: path, reason: "no regular file"))
    }
  }

  private func enter(
    _ path: String, name folder: String, depth: Int, _ seen: inout Set<Identity>, _ found: inout Found
  ) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return found.skipped.append(SkippedPath(path: path, reason: "a folder that may not be read", isLoss: true))
    }
    let ours = OwnWork.names(among: names, of: path)
    if !ours.isEmpty {
      found.skipped.append(SkippedPath(path: path, reason: "results of formcheck in it are no uploads"))
    }
    // `.DS_Store`, thumbnails, and our own folders of unfinished work.
    for name in names.sorted() where !name.hasPrefix(".") && !ours.contains(name) {
      let inner = path.hasSuffix("/") ? path + name : path + "/" + name
      visit(
        inner, name: folder.isEmpty ? name : folder + "/" + name, isNamed: false, depth: depth + 1, &seen, &found)
    }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func isFolder(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func identity(_ status: stat) -> Identity { Identity(device: status.st_dev, number: status.st_ino) }
}

/// A first look at a file in a folder, so that notes and pictures beside the clips are no failures.
///
/// The parent of the workers never takes a container apart: this compares a few bytes at the start and no more.
enum ContainerSniffer {
  /// Also of kinds that are not read: whoever sends one is to hear of it.
  private static let endings: Set = [
    "mp4", "mov", "m4v", "3gp", "3g2", "mkv", "webm", "avi", "gif", "ts", "mts", "m2ts", "mpg", "mpeg", "vob", "wmv",
    "asf", "flv", "f4v", "ogv", "ogm", "divx", "dv", "mxf", "insv", "lrv",
  ]

  /// A name that clips have, or a beginning that they have.
  static func mayBeVideo(_ path: String) -> Bool {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return endings.contains(ending) || hasVideoStart(path)
  }

  private static func hasVideoStart(_ path: String) -> Bool {
    // A pipe that took the file's place must not be waited for.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: ContainerKind.decisive)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count > 0 && ContainerKind(start: bytes[..<count]) != nil
  }
}
