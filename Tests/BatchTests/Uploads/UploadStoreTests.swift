import Archive
import ArchiveTesting
import Foundation
import Movement
import Synchronization
import Testing

@testable import Batch

@Suite("Clips that are handed in over the desk")
struct UploadStoreTests {
  private let bench: UploadBench

  init() throws { bench = try UploadBench() }

  private func refusal(_ kind: UploadError.Kind, _ body: () async throws -> Void) async {
    let error = await #expect(throws: UploadError.self) { try await body() }
    #expect(error?.kind == kind)
    // Nothing is left of what was refused.
    #expect(bench.names == [])
  }

  @Test("a clip lies under its hash, with what is known of it beside it")
  func kept() async throws {
    let store = try bench.store()
    let clip = UploadBench.clip(7)
    let stored = try await bench.send(clip, "x/squat.mp4", athlete: "Ann", profile: .machine, to: store)
    // As sha256sum says it.
    #expect(stored.id.clip.rawValue == "\(try Self.digest(clip))")
    #expect(bench.names == ["\(stored.id.clip).json", "\(stored.id.clip).mp4"])
    #expect(try Data(contentsOf: stored.file) == Data(clip))
    #expect(stored.upload == Upload(path: "squat.mp4", athlete: "Ann", profile: "machine", date: bench.day))
    #expect(stored.size == clip.count && stored.number == 1)
    #expect(try store.all().uploads == [stored])
    #expect(store.upload(stored.id) == stored)
    let record = try UploadRecord(contentsOf: bench.url("\(stored.id.clip).json"))
    #expect(record.size == clip.count && record.arrivals.map(\.name) == ["squat.mp4"])
  }

  private static func digest(_ bytes: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", file.path]
    process.standardOutput = pipe
    try process.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: said.prefix(64), as: UTF8.self)
  }

  @Test("comes in pieces of any size")
  func pieces() async throws {
    let store = try bench.store()
    let clip = UploadBench.clip(1, size: 9000)
    let draft = try store.begin(bench.facts(), announced: nil)
    for byte in clip[..<100] { try await draft.write(CollectionOfOne(byte)) }
    try await draft.write(EmptyCollection<UInt8>())
    try await draft.write(Data(clip[100..<3000]))
    try await draft.write(clip[3000...].lazy.map { $0 })
    let stored = try await draft.finish()
    #expect(try Data(contentsOf: stored.file) == Data(clip))
    #expect(stored.id.clip.rawValue == (try Self.digest(clip)))
  }

  // MARK: - Refused

  @Test("more than is taken is refused, by what is announced and by what comes")
  func tooLarge() async throws {
    let store = try bench.store(limit: 1000)
    await refusal(.tooLarge) { _ = try store.begin(bench.facts(), announced: 1001) }
    await refusal(.tooLarge) { _ = try store.begin(bench.facts(), announced: .max) }
    let draft = try store.begin(bench.facts(), announced: nil)
    try await draft.write(UploadBench.clip(size: 1000))
    await refusal(.tooLarge) { try await draft.write([1]) }
    await refusal(.tooLarge) { _ = try await draft.finish() }
    try await bench.send(UploadBench.clip(size: 1000), to: store)
  }

  @Test("an empty file is refused")
  func empty() async throws {
    let store = try bench.store()
    await refusal(.empty) { _ = try store.begin(bench.facts(), announced: 0) }
    let draft = try store.begin(bench.facts(), announced: nil)
    await refusal(.empty) { _ = try await draft.finish() }
  }

  @Test("other bytes than were announced are refused", arguments: [4999, 5001])
  func incomplete(announced: Int) async throws {
    let store = try bench.store()
    let draft = try store.begin(bench.facts(), announced: announced)
    await refusal(.incomplete) {
      try await draft.write(UploadBench.clip(size: 5000))
      _ = try await draft.finish()
    }
  }

  @Test("what is no video is refused as soon as that is plain, whatever it is called")
  func content() async throws {
    let store = try bench.store()
    let text = Array(String(repeating: "This is a text, no film. ", count: 100).utf8)
    let draft = try store.begin(bench.facts("x.mp4"), announced: 1 << 19)
    try await draft.write(text.prefix(2000))
    await refusal(.notVideo) { try await draft.write(text.prefix(200)) }
    let short = try store.begin(bench.facts("x.mp4"), announced: nil)
    try await short.write(text.prefix(10))
    await refusal(.notVideo) { _ = try await short.finish() }
    // A video is one by whatever name.
    let stored = try await bench.send(UploadBench.clip(), "notes.txt", to: store)
    #expect(stored.file.pathExtension == "mp4" && stored.name == "notes.txt")
  }

  @Test("what would fill the disk is refused")
  func diskFull() async throws {
    let tight = try bench.store(free: UploadStore.reserve + 5000)
    await refusal(.diskFull) { _ = try tight.begin(bench.facts(), announced: 5001) }
    try await bench.send(UploadBench.clip(size: 5000), to: tight)
  }

  @Test("a disk that fills up meanwhile ends an upload")
  func diskFillsUp() async throws {
    let looks = Mutex(0)
    let store = try UploadStore(in: bench.home.url, limit: 1 << 30) { _ in
      looks.withLock { looks in
        looks += 1
        return looks > 2 ? UploadStore.reserve - 1 : .max
      }
    }
    let draft = try store.begin(bench.facts(), announced: nil)
    let piece = UploadBench.clip(size: 1 << 20)
    await refusal(.diskFull) {
      for _ in 0..<200 { try await draft.write(piece) }
    }
    #expect(looks.withLock { $0 } == 3)
  }

  @Test("a disk that does not say what is free is tried")
  func unknownSpace() async throws { try await bench.send(to: bench.store(free: nil)) }

  @Test("a folder that takes nothing says what to do")
  func shut() async throws {
    // Root may write everywhere: a file in the folder's place is in everybody's way.
    try Data().write(to: bench.home.url.appendingPathComponent("uploads"))
    let error = #expect(throws: UploadError.self) { try bench.store() }
    #expect(error?.kind == .notWritable)
  }

  @Test("an upload that is let go of leaves nothing")
  func abandoned() async throws {
    let store = try bench.store()
    do {
      let draft = try store.begin(bench.facts(), announced: nil)
      try await draft.write(UploadBench.clip())
      #expect(bench.names.count == 1)
    }
    #expect(bench.names == [])
  }

  // MARK: - Again

  @Test("the same clip again is kept once; by the same name and athlete it is the same upload")
  func again() async throws {
    let store = try bench.store()
    let first = try await bench.send(to: store)
    let record = try Data(contentsOf: bench.url("\(first.id.clip).json"))
    #expect(try await bench.send(to: store) == first)
    #expect(try Data(contentsOf: bench.url("\(first.id.clip).json")) == record)
    #expect(bench.names.count == 2)
  }

  @Test("with other facts it is another upload of the clip, by a name of its own")
  func otherFacts() async throws {
    let store = try bench.store()
    let ann = try await bench.send(to: store)
    let bea = try await bench.send(athlete: "Bea", to: store)
    let renamed = try await bench.send(UploadBench.clip(), "b.mp4", to: store)
    #expect([ann, bea, renamed].map(\.id.path) == ["a.mp4", "2-a.mp4", "b.mp4"])
    #expect([ann, bea, renamed].map(\.name) == ["a.mp4", "a.mp4", "b.mp4"])
    #expect(try store.all().uploads == [ann, bea, renamed])
    #expect(bench.names.count == 2)
  }

  @Test("by another profile the new one counts")
  func otherProfile() async throws {
    let store = try bench.store()
    let first = try await bench.send(to: store)
    let second = try await bench.send(profile: .ball, to: store)
    #expect(second.id == first.id && second.number == first.number && second.profile == .ball)
    #expect(try store.all().uploads == [second])
  }

  @Test("a clip that is gone beside its record comes back")
  func lost() async throws {
    let store = try bench.store()
    let first = try await bench.send(to: store)
    try FileManager.default.removeItem(at: first.file)
    #expect(try await bench.send(to: store) == first)
    #expect(try Data(contentsOf: first.file) == Data(UploadBench.clip()))
  }

  @Test("many at a time, of one clip and of many, are all there, each with a number of its own")
  func parallel() async throws {
    let store = try bench.store()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try await bench.send(UploadBench.clip(number % 20), "\(number).mp4", to: store)
        }
      }
      try await group.waitForAll()
    }
    let uploads = try store.all().uploads
    #expect(uploads.map(\.number) == Array(1...40))
    #expect(Set(uploads.map(\.id.clip)).count == 20)
    #expect(bench.names.count == 40)
  }

  // MARK: - After a kill

  @Test("a start clears away what a killed program left, and goes on counting")
  func drafts() async throws {
    let first = try await bench.send(to: bench.store())
    // A draft that nobody writes, a clip that never got its record, a record that never got its name, and a link.
    try Data(UploadBench.clip(1)).write(to: bench.url(".5E0A.new"))
    try Data(UploadBench.clip(2)).write(to: bench.url("\(Sample.clip(2)).mov"))
    try Data("{".utf8).write(to: bench.url(".\(Sample.clip(2)).json.new"))
    let elsewhere = bench.home.url.appendingPathComponent("elsewhere")
    try Data("mine".utf8).write(to: elsewhere)
    try FileManager.default.createSymbolicLink(
      atPath: bench.url(".link.new").path, withDestinationPath: elsewhere.path)
    // Somebody's own.
    try Data().write(to: bench.url("notes.txt"))
    let store = try bench.store()
    #expect(bench.names == ["\(first.id.clip).json", "\(first.id.clip).mp4", "notes.txt"].sorted())
    #expect(try Data(contentsOf: elsewhere) == Data("mine".utf8))
    #expect(try await bench.send(UploadBench.clip(3), to: store).number == 2)
  }

  @Test("a draft of this program is not cleared away by another start")
  func ownDraft() async throws {
    let store = try bench.store()
    let draft = try store.begin(bench.facts(), announced: nil)
    try await draft.write(UploadBench.clip())
    _ = try bench.store()
    #expect(bench.names.count == 1)
    let stored = try await draft.finish()
    #expect(try store.all().uploads == [stored])
  }

  @Test("a draft of another program is left while that lives, and goes when it was killed", .timeLimit(.minutes(1)))
  func otherProgram() async throws {
    _ = try bench.store()
    let draft = bench.url(".OTHER.new")
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // The lock is as a draft's; the program replaces itself, so that there is one process to kill.
    writer.arguments = ["flock", "--no-fork", draft.path, "sleep", "60"]
    try writer.run()
    defer { kill(writer.processIdentifier, SIGKILL) }
    func isLocked() -> Bool {
      let descriptor = open(draft.path, O_RDWR | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
    while !isLocked() { try await Task.sleep(for: .milliseconds(5)) }
    _ = try bench.store()
    #expect(bench.names == [".OTHER.new"])
    kill(writer.processIdentifier, SIGKILL)
    writer.waitUntilExit()
    _ = try bench.store()
    #expect(bench.names == [])
  }

  @Test("a record that is damaged is named, and the others are read")
  func damaged() async throws {
    let store = try bench.store()
    let (bad, good) = (
      try await bench.send(UploadBench.clip(1), to: store), try await bench.send(UploadBench.clip(2), to: store)
    )
    try Data("{".utf8).write(to: bench.url("\(bad.id.clip).json"))
    let found = try bench.store().all()
    #expect(found.uploads == [good])
    #expect(found.problems.count == 1 && found.problems[0].contains(bad.id.clip.rawValue))
    // The clip stays: a record is there, if a bad one. Sent again, it has a good one.
    #expect(bench.names.count == 4)
    try await bench.send(UploadBench.clip(1), to: store)
    #expect(try store.all().uploads.count == 2)
  }

  @Test("a batch over the folder above takes no uploads for clips, without the archive neither")
  func finder() async throws {
    try await bench.send(to: bench.store())
    try Data(UploadBench.clip()).write(to: bench.home.url.appendingPathComponent("mine.mp4"))
    let found = FileFinder().find(in: [bench.home.url.path])
    #expect(found.files.map(\.name) == ["mine.mp4"])
    #expect(found.skipped.map(\.reason) == ["results of formcheck in it are no uploads"])
  }
}

@Suite("The record of an upload")
struct UploadRecordTests {
  private static let clip = Sample.clip(1)

  private static func record(_ change: (inout UploadRecord) -> Void = { _ in }) -> UploadRecord {
    var record = UploadRecord(
      clipSha256: clip, file: "\(clip).mp4", size: 5,
      arrivals: [
        .init(
          number: 1, name: "a.mp4", path: "a.mp4", athlete: "Ann", profile: nil, date: CalendarDay("2026-11-29")!)
      ])
    change(&record)
    return record
  }

  @Test("is read as it was written, under its own name only")
  func roundTrip() throws {
    let home = try TemporaryFolder()
    let file = home.url.appendingPathComponent("\(Self.clip).json")
    try Self.record().document().write(to: file)
    #expect(try UploadRecord(contentsOf: file) == Self.record())
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text.contains(#""schema" : "formcheck.upload/1""#) && text.contains(#""profile" : null"#))
    let other = home.url.appendingPathComponent("\(Sample.clip(2)).json")
    try FileManager.default.moveItem(at: file, to: other)
    #expect(throws: ArchiveError.self) { try UploadRecord(contentsOf: other) }
  }

  @Test(
    "that leads elsewhere, or cannot be, is refused",
    arguments: [
      { $0.file = "../../etc/passwd" }, { $0.file = "\(clip).json" }, { $0.file = "\(clip)./x" },
      { $0.file = "\(clip)." }, { $0.file = "\(Sample.clip(2)).mp4" }, { $0.size = 0 }, { $0.arrivals = [] },
      { $0.arrivals[0].number = 0 }, { $0.arrivals[0].path = "../a.mp4" }, { $0.arrivals[0].path = "x/a.mp4" },
      { $0.arrivals[0].path = ".." }, { $0.arrivals[0].path = "" }, { $0.arrivals[0].athlete = "a\u{0}" },
      { $0.arrivals += $0.arrivals },
    ] as [@Sendable (inout UploadRecord) -> Void])
  func bad(change: @Sendable (inout UploadRecord) -> Void) throws {
    let home = try TemporaryFolder()
    #expect(throws: ArchiveError.self) { try Self.record(change).document() }
    let file = home.url.appendingPathComponent("\(Self.clip).json")
    try JSONEncoder().encode(Self.record(change)).write(to: file)
    #expect(throws: ArchiveError.self) { try UploadRecord(contentsOf: file) }
  }
}
