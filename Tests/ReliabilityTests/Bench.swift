import Archive
import Foundation
import Testing

/// A folder of uploads, the results of batches over it, and the program that is built together with these tests.
final class Bench: Sendable {
  let home: URL

  /// What of a result counts: all but what a batch has in work.
  typealias Files = [String: Data]

  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("formcheck")

  /// A third of a second of an empty room, small: analysed in well under a second.
  private static let film = Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-film-\(UUID().uuidString).mp4")
    defer { try? FileManager.default.removeItem(at: file) }
    let room = repository.appendingPathComponent("SampleClips/empty-gym.mp4").path
    let words = ["-nostdin", "-v", "error", "-t", "0.3", "-i", room, "-an", "-vf", "scale=-2:180", "-c:v", "libx264"]
    let made = try Process.run(
      URL(fileURLWithPath: "/usr/bin/env"), arguments: ["ffmpeg"] + words + ["-pix_fmt", "yuv420p", file.path])
    made.waitUntilExit()
    return try Data(contentsOf: file)
  }

  init() throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: home.appendingPathComponent("uploads"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  func url(_ path: String) -> URL { URL(fileURLWithPath: home.path + "/" + path) }

  // MARK: - Uploads

  /// A clip in the folder of uploads; two numbers are two contents of one film.
  func clip(_ name: String, _ number: UInt8 = 0) throws {
    // A box behind the last frame that players pass over.
    try Self.film.get().appending([0, 0, 0, 9] + Array("free".utf8) + [number]).write(to: url("uploads/" + name))
  }

  /// No clip, though it is named like one: its worker ends at once.
  func text(_ name: String, _ number: Int = 0) throws {
    try Data("no video, but a text, the one with the number \(number)".utf8).write(to: url("uploads/" + name))
  }

  // MARK: - Runs

  struct Ended {
    var status: Int32
    var signal: Int32?
    var output: String
    var errors: String

    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The words of a batch over all uploads.
  func batch(_ more: String..., into results: String = "results", jobs: Int = 2) -> [String] {
    ["batch", "uploads", "--out", results, "--no-video", "--jobs", "\(jobs)"] + more
  }

  func run(_ words: [String], environment: [String: String] = [:]) throws -> Ended {
    try start(words, environment: environment).end()
  }

  /// A line of shell with the program as `$0` and the words as `$@`.
  func shell(_ line: String, _ words: [String]) throws -> Ended {
    let shell = URL(fileURLWithPath: "/bin/sh")
    return try Running(shell, ["-c", line, Self.program.path] + words, in: home, environment: [:]).end()
  }

  func start(_ words: [String], environment: [String: String] = [:]) throws -> Running {
    try Running(Self.program, words, in: home, environment: environment)
  }

  /// A program at work.
  final class Running {
    private let process = Process()
    private let streams: [URL]
    private let mark: String
    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    init(_ program: URL, _ words: [String], in home: URL, environment: [String: String]) throws {
      mark = home.resolvingSymlinksInPath().path + "/"
      // Files and not pipes: nobody has to read while the program runs.
      streams = ["output", "errors"].map { home.appendingPathComponent("\($0)-\(UUID().uuidString)") }
      for stream in streams { try Data().write(to: stream) }
      process.executableURL = program
      process.arguments = words
      process.currentDirectoryURL = home
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: streams[0])
      process.standardError = try FileHandle(forWritingTo: streams[1])
      try process.run()
    }

    /// What a test that failed has left at work.
    deinit { if process.isRunning { kill(identifier, SIGKILL) } }

    func signal(_ number: Int32) { kill(identifier, number) }

    func end() throws -> Ended {
      process.waitUntilExit()
      let texts = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
      let isKilled = process.terminationReason == .uncaughtSignal
      return Ended(
        status: isKilled ? -1 : process.terminationStatus, signal: isKilled ? process.terminationStatus : nil,
        output: texts[0], errors: texts[1])
    }

    /// Workers of all batches in this folder.
    ///
    /// - Parameter name: only those that work on the clip of this name.
    func workers(on name: String? = nil) -> [Int32] {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return entries.compactMap(Int32.init).filter { number in
        let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") ?? Data()
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard words.count > 2, words[1] == "worker", words.contains(where: { $0.hasPrefix(mark) }) else { return false }
        return name.map(words.contains) ?? true
      }
    }

    /// Stops the worker of a clip; what it is told from now on strikes it in the midst of its work.
    func stoppedWorker(on name: String) throws -> Int32 {
      let worker = try worker(on: name)
      kill(worker, SIGSTOP)
      try expectSoon("a stopped worker") { !isRunning || ["T", nil].contains(Self.state(of: worker)) }
      try #require(workers(on: name).contains(worker), "it was faster")
      return worker
    }

    /// `T`: it is stopped; `nil`: there is no such process.
    private static func state(of number: Int32) -> Character? {
      let line = FileManager.default.contents(atPath: "/proc/\(number)/stat") ?? Data()
      // Behind the name in brackets.
      return String(decoding: line, as: UTF8.self).split(separator: ") ").last?.first
    }

    /// Waits for the worker of a clip, which may have ended again when this returns.
    func worker(on name: String, besides known: Int32? = nil) throws -> Int32 {
      var found: Int32?
      try expectSoon("a worker on \(name)") {
        found = workers(on: name).first { $0 != known }
        return found != nil
      }
      return try #require(found)
    }
  }

  // MARK: - Results

  func files(of results: String = "results") throws -> Files {
    var files: Files = [:]
    for part in ["sets", "failures"] {
      let folder = url(results + "/" + part)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
        let file = folder.appendingPathComponent(name)
        if try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory != true {
          files["\(part)/\(name)"] = try Data(contentsOf: file)
        }
      }
    }
    return files
  }

  func failures(of results: String = "results") throws -> [FailureRecord] {
    let folder = url(results + "/failures")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      try FailureRecord(contentsOf: folder.appendingPathComponent($0))
    }
  }

  func sets(of results: String = "results") throws -> [SetRecord] {
    let folder = url(results + "/sets")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      try SetRecord(contentsOf: folder.appendingPathComponent($0 + "/" + SetRecord.fileName))
    }
  }

  /// What the archive says.
  func rows(of results: String = "results") throws -> Rows {
    let archive = try ResultsArchive(at: url(results + "/" + ResultsArchive.fileName))
    return Rows(sets: try archive.sets(), failures: try archive.failures())
  }

  struct Rows: Equatable {
    var sets: [SetRow]
    var failures: [FailureRecord]
  }

  /// Results, sound in themselves: nothing unfinished, the archive whole, and its rows those of a fresh `--reindex`.
  func expectSound(_ results: String = "results", sourceLocation: SourceLocation = #_sourceLocation) throws {
    let work = try FileManager.default.contentsOfDirectory(atPath: url(results + "/.work").path)
    #expect(work.isEmpty, sourceLocation: sourceLocation)
    let archive = try ResultsArchive(at: url(results + "/" + ResultsArchive.fileName))
    #expect(try archive.check().isEmpty, sourceLocation: sourceLocation)
    let copy = "copy-\(UUID().uuidString)"
    try FileManager.default.createDirectory(at: url(copy), withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: url(copy)) }
    for part in ["sets", "failures"] {
      try FileManager.default.copyItem(at: url(results + "/" + part), to: url(copy + "/" + part))
    }
    let run = try run(["batch", "--out", copy, "--reindex"])
    #expect(run.status == 0, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(try rows(of: copy) == rows(of: results), sourceLocation: sourceLocation)
  }
}

/// Waits until it is so; a machine that is busy gets its time.
func expectSoon(_ what: String, within seconds: Double = 60, _ condition: () -> Bool) throws {
  let end = ContinuousClock.now + .seconds(seconds)
  while !condition() {
    try #require(ContinuousClock.now < end, "\(what): not within \(seconds) s")
    usleep(1000)
  }
}

/// What differs between two folders, by name; empty: nothing.
func difference(_ a: Bench.Files, _ b: Bench.Files) -> [String] {
  Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
}

extension Data {
  fileprivate func appending(_ bytes: [UInt8]) -> Data { self + Data(bytes) }
}
