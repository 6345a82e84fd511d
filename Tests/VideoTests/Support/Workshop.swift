import Foundation

/// A throw-away folder in which a test makes its clips with the `ffmpeg` program.
final class Workshop: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "formcheck-video-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Runs `ffmpeg … name` and returns the clip's path. Arguments are split at blanks.
  @discardableResult
  func ffmpeg(_ arguments: String, to name: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let words = arguments.split(separator: " ").map(String.init)
    process.arguments = ["ffmpeg", "-nostdin", "-y", "-v", "error", "-threads", "2"] + words + [path(name)]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: "ffmpeg \(arguments) \(name): \(String(decoding: said, as: UTF8.self))")
    }
    return path(name)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: path(name)))
    return path(name)
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

  func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path(name)))) }
}
