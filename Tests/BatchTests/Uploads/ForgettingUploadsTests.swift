import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("Forgetting clips that came over the desk")
struct ForgettingUploadsTests {
  private let bench: UploadBench
  private let store: UploadStore

  init() throws {
    bench = try UploadBench()
    store = try bench.store()
  }

  /// A set of an upload, as a worker and the batch leave it.
  private func analyze(_ stored: StoredUpload, key: Int, in results: ResultsFolder) throws {
    var analysis = Sample.analysis(clip: key)
    analysis.clip.sha256 = stored.id.clip.rawValue
    let place = try results.place(for: Sample.key(key))
    try Data("page".utf8).write(to: place.appendingPathComponent("report.html"))
    try JSONEncoder().encode(analysis).write(to: place.appendingPathComponent("analysis.json"))
    let plan = ClipPlan(options: analysis.options, tool: analysis.tool, drawing: [])
    _ = try results.keep(place, stored.upload, stored.id.clip, Sample.key(key), plan)
  }

  private func names(of uploads: StoredUpload...) -> [String] {
    uploads.flatMap { ["\($0.id.clip).json", "\($0.id.clip).mp4"] }.sorted()
  }

  @Test("takes the clips of an athlete with their results, analysed or not, and leaves the others")
  func athlete() async throws {
    let done = try await bench.send(UploadBench.clip(1), to: store)
    let waiting = try await bench.send(UploadBench.clip(2), to: store)
    let other = try await bench.send(UploadBench.clip(3), athlete: "Bea", to: store)
    let results = try ResultsFolder(bench.home.url)
    try analyze(done, key: 1, in: results)
    try analyze(other, key: 3, in: results)
    let traces = try results.traces(of: .athlete("Ann"))
    #expect(traces.sets == [Sample.key(1)])
    #expect(traces.keptClips == [done, waiting].map(\.id.clip).sorted() && traces.clips == traces.keptClips)
    // They lie here: nobody is told to look for them.
    #expect(traces.uploads == [])
    #expect(bench.names == names(of: done, waiting, other))
    let gone = try results.forget(.athlete("Ann"))
    #expect(gone.keptClips == traces.keptClips && gone.sets == traces.sets)
    #expect(bench.names == names(of: other))
    #expect(try results.archive.sets().map(\.key) == [Sample.key(3)])
    #expect(try results.traces(of: .athlete("Ann")).isEmpty)
  }

  @Test("a clip whose set names somebody else goes with that set: the same bytes show the same person")
  func sharedClip() async throws {
    let bea = try await bench.send(athlete: "Bea", to: store)
    let results = try ResultsFolder(bench.home.url)
    try analyze(bea, key: 1, in: results)
    // It waits: its row is still to come.
    try await bench.send(athlete: "Ann", to: store)
    #expect(try results.forget(.athlete("Ann")).sets == [Sample.key(1)])
    #expect(bench.names == [])
    #expect(try results.archive.sets().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: bench.home.url.path + "/sets/\(Sample.key(1))"))
  }

  @Test("what was given to a batch is named for the user to look at, by the same name too")
  func batchToo() async throws {
    let stored = try await bench.send(to: store)
    let results = try ResultsFolder(bench.home.url)
    try analyze(stored, key: 1, in: results)
    #expect(try results.traces(of: .athlete("Ann")).uploads == [])
    _ = try results.add(Upload(path: "b.mp4"), to: Sample.key(1), stored.id.clip)
    #expect(try results.traces(of: .athlete("Ann")).uploads == ["b.mp4"])
    _ = try results.add(Upload(path: "a.mp4", load: "20 kg"), to: Sample.key(1), stored.id.clip)
    #expect(try results.traces(of: .athlete("Ann")).uploads == ["a.mp4", "b.mp4"])
  }

  @Test("takes a clip by its first digits, in either case; digits of several are refused")
  func clip() async throws {
    let stored = try await bench.send(to: store)
    let results = try ResultsFolder(bench.home.url)
    #expect(try results.traces(of: .clip(String(repeating: "0", count: 8))).isEmpty)
    // Two records with the same first digits cannot be made by sending clips.
    let twin = try #require(ClipHash(rawValue: stored.id.clip.rawValue.prefix(60) + "ffff"))
    var record = try UploadRecord(contentsOf: bench.url("\(stored.id.clip).json"))
    (record.clipSha256, record.file) = (twin, "\(twin).mp4")
    try record.document().write(to: bench.url("\(twin).json"))
    #expect(throws: BatchError.self) { try results.forget(.clip(String(twin.rawValue.prefix(8)))) }
    #expect(bench.names.count == 3)
    #expect(try results.forget(.clip(twin.rawValue)).keptClips == [twin])
    #expect(try results.forget(.clip(stored.id.clip.rawValue.prefix(8).uppercased())).keptClips == [stored.id.clip])
    #expect(bench.names == [])
  }

  @Test("is asked again after a kill at any step, and comes to its end")
  func killed() async throws {
    let stored = try await bench.send(to: store)
    do {
      let results = try ResultsFolder(bench.home.url)
      try analyze(stored, key: 1, in: results)
    }
    // Behind the clip's file.
    try FileManager.default.removeItem(at: stored.file)
    #expect(try ResultsFolder(bench.home.url).traces(of: .athlete("Ann")).sets == [Sample.key(1)])
    // Behind the rows: only the record says whose it was.
    do { _ = try ResultsFolder(bench.home.url).archive.forget(.athlete("Ann")) }
    let results = try ResultsFolder(bench.home.url, rebuildingIndex: false)
    #expect(try results.traces(of: .athlete("Ann")).keptClips == [stored.id.clip])
    _ = try results.forget(.athlete("Ann"))
    #expect(bench.names == [])
    #expect(try results.archive.sets().isEmpty)
  }

  @Test("a clip whose record is lost goes by its row; cut-off drafts go with every forgetting")
  func withoutRecord() async throws {
    let stored = try await bench.send(to: store)
    let results = try ResultsFolder(bench.home.url)
    try analyze(stored, key: 1, in: results)
    try Data("{".utf8).write(to: bench.url("\(stored.id.clip).json"))
    try Data().write(to: bench.url(".5E0A.new"))
    #expect(try results.forget(.athlete("Ann")).keptClips == [stored.id.clip])
    #expect(bench.names == [])
  }

  @Test("results without uploads are forgotten as ever")
  func withoutUploads() throws {
    let home = try TemporaryFolder()
    let results = try ResultsFolder(home.url)
    #expect(try results.forget(.athlete("Ann")).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: home.url.appendingPathComponent("uploads").path))
  }

  @Test("a rebuild of the archive leaves uploads alone; a record that is damaged is told")
  func rebuilding() async throws {
    let stored = try await bench.send(to: store)
    #expect(try ResultsFolder(bench.home.url, rebuildingIndex: true).problems == [])
    #expect(bench.names == names(of: stored))
    try Data("{".utf8).write(to: bench.url("\(stored.id.clip).json"))
    #expect(try ResultsFolder(bench.home.url).problems.count == 1)
  }
}
