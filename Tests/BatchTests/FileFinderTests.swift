import Foundation
import Testing

@testable import Batch

@Suite("Finding the clips of a batch")
struct FileFinderTests {
  /// A folder with files in it, that goes away with the test.
  private final class Uploads {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-test-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String, _ text: String = "x") throws {
      let file = url.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: url.appendingPathComponent(name).path, withDestinationPath: target)
    }
  }

  @Test("names the files of one folder from there, in order, folders inside it too")
  func folder() throws {
    let uploads = try Uploads()
    for name in ["b.mp4", "monday/a.MOV", "monday/deep/c.mkv", ".hidden.mp4", "no ending"] { try uploads.file(name) }
    for ending in ["ts", "FLV", "mpeg"] { try uploads.file("other/x.\(ending)") }
    try uploads.file("clip without ending", "\u{0}\u{0}\u{0}\u{18}ftypmp42 and more")
    let found = FileFinder().find(in: [uploads.url.path])
    #expect(
      found.files.map(\.name) == [
        "b.mp4", "clip without ending", "monday/a.MOV", "monday/deep/c.mkv", "other/x.FLV", "other/x.mpeg",
        "other/x.ts",
      ])
    #expect(found.skipped.map(\.reason) == ["no video"])
    #expect(found.files.allSatisfy { FileManager.default.fileExists(atPath: $0.path) })
  }

  @Test("of several places the place is part of the name; a file that is named itself is always taken, and once")
  func places() throws {
    let uploads = try Uploads()
    for name in ["one/a.mp4", "two/a.mp4", "notes.txt"] { try uploads.file(name) }
    let found = FileFinder().find(
      in: ["one", "two/", "notes.txt", "one/a.mp4"].map { uploads.url.path + "/" + $0 })
    #expect(found.files.map(\.name) == ["a.mp4", "notes.txt", "two/a.mp4"])
  }

  @Test("enters a folder once, however often links lead to it", .timeLimit(.minutes(1)))
  func loops() throws {
    let uploads = try Uploads()
    try uploads.file("set/a.mp4")
    try uploads.link("set/again", to: "..")
    try uploads.link("other", to: "set")
    try uploads.link("nowhere.mp4", to: "gone.mp4")
    let found = FileFinder().find(in: [uploads.url.path])
    #expect(found.files.count == 1)
    #expect(found.skipped.contains { $0.reason == "a link that leads nowhere" })
    #expect(found.skipped.count { $0.reason == "a folder that was searched already" } == 2)
  }

  @Test("passes by what is no file, and never waits for it", .timeLimit(.minutes(1)))
  func special() throws {
    let uploads = try Uploads()
    try #require(mkfifo(uploads.url.appendingPathComponent("pipe.mp4").path, 0o600) == 0)
    try uploads.link("zero.mp4", to: "/dev/zero")
    let found = FileFinder().find(in: [uploads.url.path, uploads.url.path + "/missing.mp4"])
    #expect(found.files == [])
    #expect(
      found.skipped.map(\.reason).sorted() == ["no regular file", "no regular file", "not found or not readable"])
  }

  @Test("leaves out the results, also where they lie among the uploads")
  func results() throws {
    let uploads = try Uploads()
    for name in ["a.mp4", "results/sets/x/annotated.mp4"] { try uploads.file(name) }
    let found = FileFinder(excluding: [uploads.url.appendingPathComponent("results")]).find(in: [uploads.url.path])
    #expect(found.files.map(\.name) == ["a.mp4"])
  }

  @Test("leaves out what formcheck made in a folder, of a batch, a report or the desk, and takes the clips beside it")
  func ownWork() throws {
    let uploads = try Uploads()
    let (key, clip) = (String(repeating: "0a", count: 20), String(repeating: "0b", count: 32))
    let ours = [
      "analysis.json", "report.html", "annotated.mp4", "flags/rep-1-pause.mp4", "old/formcheck.sqlite",
      "old/index.html", "old/sets/\(key)/annotated.mp4", "old/failures/\(key).json", "old/uploads/\(clip).json",
      "old/uploads/\(clip).mp4",
    ]
    let clips = ["a.mp4", "old/b.mp4", "old/uploads/c.mp4"]
    for name in ours + clips { try uploads.file(name) }
    let found = FileFinder().find(in: [uploads.url.path])
    #expect(found.files.map(\.name) == clips)
    #expect(found.skipped.map(\.path) == ["", "/old", "/old/uploads"].map { uploads.url.path + $0 })
  }

  @Test(
    "a file that is called like one of formcheck's hides no clip",
    arguments: [
      "formcheck.sqlite", String(repeating: "0b", count: 32) + ".json",
    ])
  func namesakes(name: String) throws {
    let uploads = try Uploads()
    let clips = ["a.mp4", "annotated.mp4", "sets/b.mp4", "uploads/c.mp4"]
    for name in clips + [name] { try uploads.file(name) }
    #expect(FileFinder().find(in: [uploads.url.path]).files.map(\.name) == clips)
  }
}
