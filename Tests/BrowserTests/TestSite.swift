import Foundation

/// A throw-away folder with pages and a short video beside them.
final class TestSite: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-site-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Failed: Error {
    let said: String
  }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// Makes a page with this head and body.
  func page(named name: String = "index.html", head: String = "", _ body: String) throws -> URL {
    let text = """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>\(head)</head>
      <body>\(body)</body></html>
      """
    try Data(text.utf8).write(to: file(name))
    return file(name)
  }

  /// Makes two seconds of H.264 at 25 frames a second.
  func video(_ name: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      "ffmpeg -nostdin -v error -f lavfi -i testsrc2=size=128x96:rate=25:duration=2 -c:v libx264 -pix_fmt yuv420p"
      .split(separator: " ").map(String.init) + ["-movflags", "+faststart", file(name).path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(said: String(decoding: said, as: UTF8.self)) }
  }
}
