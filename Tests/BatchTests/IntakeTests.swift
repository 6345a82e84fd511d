import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("Handing out the clips")
struct IntakeTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func file(_ name: String, _ content: String?) throws -> FoundFile {
    let url = home.url.appendingPathComponent(name)
    if let content { try Data(content.utf8).write(to: url) }
    return FoundFile(path: url.path, name: name)
  }

  private func intake(_ files: [FoundFile], shard: Shard = .whole) -> Intake {
    Intake(files, shard: shard) { file, _ in
      let tool = ToolFacts(version: "1", models: [], profileSha256: "0")
      return (ClipPlan(options: AnalysisOptions(), tool: tool, drawing: []), .init(path: file.name))
    }
  }

  @Test("content that came twice is handed out once, by its first name; the other follows when it is settled")
  func twins() async throws {
    let intake = intake([
      try file("a.mp4", "one"), try file("b.mp4", "two"), try file("c.mp4", "one"), try file("d.mp4", "one"),
    ])
    let first = try #require(try await intake.nextItem())
    let second = try #require(try await intake.nextItem())
    #expect((first.file.name, second.file.name) == ("a.mp4", "b.mp4"))
    #expect(try await intake.next() == nil)
    #expect(await intake.settled(first.key).map(\.file.name) == ["c.mp4", "d.mp4"])
    #expect(await intake.settled(second.key).isEmpty)
  }

  @Test("what comes after its twin was settled is handed out by itself, as another name")
  func late() async throws {
    let intake = intake([try file("a.mp4", "one"), try file("b.mp4", "one")])
    let first = try #require(try await intake.nextItem())
    #expect(await intake.settled(first.key).isEmpty)
    guard case .anotherName(let second) = try await intake.next() else { return #expect(Bool(false), "no other name") }
    #expect(second.file.name == "b.mp4" && second.key == first.key)
  }

  /// Descriptors of clips of this test; other tests open and close theirs meanwhile.
  private var openFiles: Int {
    get throws {
      let folder = home.url.resolvingSymlinksInPath().path + "/"
      return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { number in
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)"))?.hasPrefix(folder)
          == true
      }
    }
  }

  @Test("names that wait for their twin hold no descriptor")
  func descriptors() async throws {
    let intake = intake(try (0..<50).map { try file("\($0).mp4", "one") })
    let first = try #require(try await intake.nextItem())
    #expect(try await intake.next() == nil)
    #expect(try openFiles == 1)
    #expect(await intake.settled(first.key).count == 49)
  }

  @Test("a file that cannot be read is handed out with the reason")
  func unreadable() async throws {
    try FileManager.default.createDirectory(
      at: home.url.appendingPathComponent("folder.mp4"), withIntermediateDirectories: false)
    #expect(mkfifo(home.url.appendingPathComponent("pipe.mp4").path, 0o600) == 0)
    let intake = intake([
      try file("gone.mp4", nil), try file("empty.mp4", ""), try file("folder.mp4", nil), try file("pipe.mp4", nil),
    ])
    var reasons: [String] = []
    while let item = try await intake.nextItem() {
      guard case .failure(let fault) = item.clip else { return #expect(Bool(false), "\(item.file.name) was opened") }
      reasons.append(fault.message)
    }
    #expect(
      reasons == [
        "no such file or directory", "the file is empty: copy it again from where it was filmed", "no regular file",
        "no regular file",
      ])
  }

  @Test("the parts of a batch share the clips, and twins stay together")
  func shards() async throws {
    let files = try (0..<30).map { try file("clip \($0).mp4", "content \($0 / 2)") }
    var names: [String] = []
    for number in 1...3 {
      let intake = intake(files, shard: Shard(number: number, count: 3))
      while let next = try await intake.next() {
        switch next {
        case .analysis(let item):
          names.append(item.file.name)
          let twins = await intake.settled(item.key)
          names += twins.map(\.file.name)
        case .anotherName(let twin): names.append(twin.file.name)
        }
      }
    }
    #expect(names.sorted() == files.map(\.name).sorted())
  }

  @Test("what is handed out is what was opened, whatever becomes of the name")
  func replaced() async throws {
    let intake = intake([try file("a.mp4", "one")])
    let item = try #require(try await intake.nextItem())
    try FileManager.default.removeItem(at: home.url.appendingPathComponent("a.mp4"))
    _ = try file("a.mp4", "two")
    let clip = try item.clip.get()
    var bytes = [UInt8](repeating: 0, count: 3)
    #expect(pread(clip.descriptor, &bytes, 3, 0) == 3 && bytes == Array("one".utf8))
  }
}

extension Intake {
  /// The next clip that is to be analysed.
  fileprivate func nextItem() throws -> Item? {
    switch try next() {
    case .analysis(let item): return item
    case .anotherName(let twin):
      Issue.record("\(twin.file.name) is another name")
      return nil
    case nil: return nil
    }
  }
}
