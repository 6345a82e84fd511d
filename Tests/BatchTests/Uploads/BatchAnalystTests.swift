import Archive
import ArchiveTesting
import Foundation
import Movement
import Synchronization
import Testing

@testable import Batch

/// All that needs no worker: that one is the program itself, and no test is.
@Suite("Uploads in the hands of a batch")
struct BatchAnalystTests {
  private let bench: UploadBench
  private let calls = Calls()

  private final class Calls: Sendable {
    let said = Mutex<[Bool]>([])
    var all: [Bool] { said.withLock { $0 } }
  }

  init() throws { bench = try UploadBench() }

  private func plan(_ profile: Profile?) -> ClipPlan {
    let sample = Sample.analysis(clip: 1)
    return ClipPlan(options: AnalysisOptions(profile: profile), tool: sample.tool, drawing: [])
  }

  private func analyst() -> BatchAnalyst {
    let settings = BatchRunner.Settings(jobs: 4, timeout: 10, memory: 500, retriesFailed: true, shard: .whole)
    return BatchAnalyst(results: bench.home.url, settings: settings, plan: plan) { [calls] isLast in
      calls.said.withLock { $0.append(isLast) }
    }
  }

  @Test("a clip that has its result is done at once, and its facts are added")
  func known() async throws {
    let stored = try await bench.send(athlete: "Bea", profile: .machine, to: bench.store())
    let key = plan(.machine).key(for: stored.id.clip)
    do {
      let results = try ResultsFolder(bench.home.url)
      var analysis = Sample.analysis(clip: 1)
      analysis.clip.sha256 = stored.id.clip.rawValue
      let place = try results.place(for: key)
      try Data("page".utf8).write(to: place.appendingPathComponent("report.html"))
      try JSONEncoder().encode(analysis).write(to: place.appendingPathComponent("analysis.json"))
      _ = try results.keep(place, Upload(path: "old.mp4"), stored.id.clip, key, plan(.machine))
    }
    let session = try await analyst().open()
    let result = try await session.analyze(stored, again: false) { _ in }
    #expect(result == .done(key, reps: 8, flagged: 8, notAssessed: nil))
    #expect(calls.all == [false])
    await session.close()
    #expect(calls.all == [false, true])
    let results = try ResultsFolder(bench.home.url)
    #expect(try results.archive.uploads(of: key) == [stored.upload, Upload(path: "old.mp4")])
  }

  @Test("a clip that is gone is a failure with its reason")
  func gone() async throws {
    let stored = try await bench.send(to: bench.store())
    try FileManager.default.removeItem(at: stored.file)
    let session = try await analyst().open()
    let result = try await session.analyze(stored, again: false) { _ in }
    guard case .failed(let reason, mayTryAgain: true) = result else { Issue.record("\(result)"); return }
    #expect(reason.hasPrefix("a.mp4: ") && reason.contains("no such file"))
    await session.close()
  }

  @Test("the results are in one hand, and free again when the session is closed; unused, nothing is written")
  func locked() async throws {
    let analyst = analyst()
    let session = try await analyst.open()
    let error = await #expect(throws: BatchError.self) { try await analyst.open() }
    #expect(error?.kind == .busy)
    await session.close()
    await (try analyst.open()).close()
    #expect(calls.all == [])
  }
}
