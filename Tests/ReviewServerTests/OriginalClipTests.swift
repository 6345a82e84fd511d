import Archive
import ArchiveTesting
import Foundation
import Movement
import Reports
import Testing

@testable import ReviewServer

@Suite("The clip as it was filmed")
struct OriginalClipTests {
  private let folder: TemporaryFolder
  private let clips: OriginalClip
  private let key = Sample.key(0)
  private let content = Data("a film".utf8)
  /// `printf 'a film' | sha256sum`
  private let hash = ClipHash(rawValue: "eb4d67fa94a1035e41117b2890d6281a1ad461ac0c9cfa6d3c0e94256a08532f")!

  init() throws {
    folder = try TemporaryFolder()
    let archive = try ResultsArchive(at: folder.url.appendingPathComponent(ResultsArchive.fileName))
    clips = OriginalClip(DeskArchive(results: folder.url, archive: archive, worker: Worker(threads: 1)))
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent(ResultsLayout.folder(of: key)), withIntermediateDirectories: true)
  }

  private func link(_ address: String) throws {
    var film = Film()
    film.original = address
    try JSONEncoder().encode(film)
      .write(to: folder.url.appendingPathComponent("\(ResultsLayout.folder(of: key))/\(Film.fileName)"))
  }

  @Test("is given out where the report's film says it lies, and by its content alone")
  func found() throws {
    let clip = folder.url.appendingPathComponent("up loads.mp4")
    try content.write(to: clip)
    try link("../../up%20loads.mp4")
    #expect(try clips.file(of: key, hash)?.size == content.count)
    #expect(try clips.file(of: key, hash)?.size == content.count, "the second time it need not be read")
    #expect(try clips.file(of: key, Sample.clip(1)) == nil, "it is another clip's")
    try Data("b film".utf8).write(to: clip)
    #expect(try clips.file(of: key, hash) == nil, "it was changed")
    try FileManager.default.removeItem(at: clip)
    #expect(try clips.file(of: key, hash) == nil, "it has gone")
  }

  @Test(
    "a film that names another file gives nothing out",
    arguments: [
      "../../../../../../../../../../etc/hostname", "/etc/hostname", "http://evil.example/x", "..", ".", "%00",
      "%2Fetc%2Fhostname",
      "../../pipe",
    ])
  func foreign(_ address: String) throws {
    mkfifo(folder.url.appendingPathComponent("pipe").path, 0o600)
    try link(address)
    #expect(try clips.file(of: key, hash) == nil)
  }

  @Test("a clip that is not to be shown is not looked for")
  func hidden() throws {
    #expect(try clips.file(of: key, hash) == nil)
  }
}
