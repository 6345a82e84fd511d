import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("The folder of the results")
struct ResultsFolderTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func open() throws -> ResultsFolder { try ResultsFolder(home.url) }

  private static func plan(_ analysis: Analysis) -> ClipPlan {
    ClipPlan(options: analysis.options, tool: analysis.tool, drawing: [])
  }

  /// As a worker leaves it.
  private func makeReport(_ analysis: Analysis, in place: URL) throws {
    try FileManager.default.createDirectory(
      at: place.appendingPathComponent("stills"), withIntermediateDirectories: true)
    try Data("page".utf8).write(to: place.appendingPathComponent("report.html"))
    try Data("picture".utf8).write(to: place.appendingPathComponent("stills/rep-1-top.jpg"))
    try JSONEncoder().encode(analysis).write(to: place.appendingPathComponent("analysis.json"))
  }

  @discardableResult
  private func keep(_ number: Int, clip: Int? = nil, upload: Upload? = nil, in results: ResultsFolder) throws -> SetRow
  {
    let analysis = Sample.analysis(clip: clip ?? number)
    let place = try results.place(for: Sample.key(number))
    try makeReport(analysis, in: place)
    return try results.keep(
      place, upload ?? Sample.upload(number), Sample.clip(clip ?? number), Sample.key(number), Self.plan(analysis))
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: home.url.appendingPathComponent(path).path)
  }

  private func contents(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.url.appendingPathComponent(folder).path).sorted()
  }

  @Test("a worker's folder is put in place whole, recorded, and found again")
  func keeping() throws {
    let results = try open()
    let row = try keep(1, in: results)
    #expect(row.key == Sample.key(1) && row.uploads == [Sample.upload(1)] && row.reps == 8)
    #expect(
      try contents("sets/\(Sample.key(1))") == ["analysis.json", "report.html", "set.json", "stills"])
    #expect(try contents(".work").isEmpty)
    #expect(results.record(of: Sample.key(1))?.uploads == [Sample.upload(1)])
    #expect(results.record(of: Sample.key(2)) == nil)
  }

  @Test("names of one clip are kept in order, whichever came first, and give equal files")
  func names() throws {
    let results = try open()
    let (a, b) = (Upload(path: "a.mp4", athlete: "Ann"), Upload(path: "b.mp4"))
    try keep(1, upload: b, in: results)
    let row = try results.add(a, to: Sample.key(1), Sample.clip(1))
    #expect(row.uploads == [a, b])
    let first = try Data(contentsOf: home.url.appendingPathComponent("sets/\(Sample.key(1))/set.json"))

    try keep(2, upload: a, in: results)
    _ = try results.add(b, to: Sample.key(2), Sample.clip(2))
    let second = try SetRecord(contentsOf: home.url.appendingPathComponent("sets/\(Sample.key(2))/set.json"))
    #expect(try SetRecord(key: Sample.key(1), clipSha256: Sample.clip(1), uploads: second.uploads).document() == first)
  }

  @Test("facts that have changed are written down, in the file and in the archive")
  func facts() throws {
    let results = try open()
    try keep(1, upload: Upload(path: "a.mp4", athlete: "Ann"), in: results)
    let row = try results.add(Upload(path: "a.mp4", athlete: "Bea"), to: Sample.key(1), Sample.clip(1))
    #expect(row.athlete == "Bea")
    #expect(results.record(of: Sample.key(1))?.uploads.map(\.athlete) == ["Bea"])
  }

  @Test("what other options said of a clip gives way; another clip of that name keeps its result")
  func superseding() throws {
    let results = try open()
    let upload = Upload(path: "a.mp4")
    try keep(1, clip: 7, upload: upload, in: results)
    try keep(2, clip: 8, upload: upload, in: results)
    try keep(3, clip: 7, upload: upload, in: results)
    #expect(try results.archive.sets().map(\.key).sorted() == [Sample.key(2), Sample.key(3)].sorted())
    #expect(try contents("sets") == [Sample.key(2), Sample.key(3)].map(\.rawValue).sorted())
  }

  @Test("of a clip with two names only the one that got another result leaves the old one")
  func supersedingOneName() throws {
    let results = try open()
    let (a, b) = (Upload(path: "a.mp4"), Upload(path: "b.mp4"))
    try keep(1, clip: 7, upload: a, in: results)
    _ = try results.add(b, to: Sample.key(1), Sample.clip(7))
    try keep(2, clip: 7, upload: b, in: results)
    #expect(results.record(of: Sample.key(1))?.uploads == [a])
    #expect(try results.archive.uploads(of: Sample.key(1)) == [a])
  }

  @Test("a failure by other options takes nobody's place")
  func failureBeside() throws {
    let results = try open()
    let upload = Upload(path: "a.mp4")
    try keep(1, clip: 7, upload: upload, in: results)
    _ = try results.keep(Sample.failure(2, clip: 7, uploads: [upload]), upload)
    #expect(try results.hasSet(Sample.key(1)))
    #expect(try results.archive.failures().count == 1)
    // The next result ends both.
    try keep(3, clip: 7, upload: upload, in: results)
    #expect(try results.archive.sets().map(\.key) == [Sample.key(3)])
    #expect(try results.archive.failures().isEmpty)
  }

  @Test("an analysis that was damaged on disk counts as none, and is made again")
  func damagedAnalysis() throws {
    do {
      let results = try open()
      try keep(1, upload: Upload(path: "a.mp4"), in: results)
      try Data("{".utf8).write(to: home.url.appendingPathComponent("sets/\(Sample.key(1))/analysis.json"))
      // Another name comes: the row goes, since what it was made from cannot be read any more.
      #expect(throws: BatchError.self) { try results.add(Upload(path: "b.mp4"), to: Sample.key(1), Sample.clip(1)) }
    }
    let results = try open()
    #expect(results.problems.count == 1)
    #expect(try !results.hasSet(Sample.key(1)))
    try keep(1, upload: Upload(path: "a.mp4"), in: results)
    #expect(try results.hasSet(Sample.key(1)))
  }

  @Test("a result ends the failure of its clip, also the one of a file that could not be read")
  func endedFailures() throws {
    let results = try open()
    let upload = Upload(path: "a.mp4")
    let unread = FailureRecord(
      key: SetKey(unread: "a.mp4"), clipSha256: nil, uploads: [upload], kind: .unreadable, message: "a.mp4: closed.",
      attempts: 0, quarantined: false)
    _ = try results.keep(unread, upload)
    _ = try results.keep(Sample.failure(5, clip: 1, uploads: [upload]), upload)
    _ = try results.keep(Sample.failure(1, clip: 1, uploads: [upload]), upload)
    try keep(1, upload: upload, in: results)
    #expect(try contents("failures").isEmpty)
    #expect(try results.archive.failures().isEmpty)
  }

  @Test("a failure that a killed run left behind its clip's result goes when the clip comes again")
  func failureBehindResult() throws {
    do {
      let results = try open()
      try keep(1, in: results)
      let left = try Sample.failure(1, clip: 1, uploads: [Sample.upload(1)]).document()
      try left.write(to: home.url.appendingPathComponent(ResultsLayout.failureFile(of: Sample.key(1))))
    }
    let results = try open()
    _ = try results.add(Sample.upload(1), to: Sample.key(1), Sample.clip(1))
    #expect(try contents("failures").isEmpty)
    #expect(try results.hasSet(Sample.key(1)))
  }

  @Test("a folder that has lost its analysis is made again, in place of what was left")
  func incomplete() throws {
    let results = try open()
    try keep(1, in: results)
    try FileManager.default.removeItem(at: home.url.appendingPathComponent("sets/\(Sample.key(1))/analysis.json"))
    #expect(results.record(of: Sample.key(1)) == nil)
    try keep(1, in: results)
    #expect(results.record(of: Sample.key(1)) != nil)
    #expect(try contents(".work").isEmpty)
  }

  /// What a kill can leave between a file and its row.
  @Test("is brought in line when it is opened")
  func bringingInLine() throws {
    do {
      let results = try open()
      for number in 1...4 { try keep(number, in: results) }
      _ = try results.keep(Sample.failure(20, clip: 20), Sample.upload(20))
      // A folder without its row, a row without its folder, and a folder of work that was cut off.
      try results.archive.remove(Sample.key(1))
      try FileManager.default.removeItem(at: home.url.appendingPathComponent("sets/\(Sample.key(2))"))
      _ = try results.place(for: Sample.key(9))
      // A failure that was over, its file not yet gone; one without its row; a row without its file.
      try Sample.failure(3, clip: 3).document().write(
        to: home.url.appendingPathComponent("failures/\(Sample.key(3)).json"))
      try Sample.failure(21, clip: nil).document().write(
        to: home.url.appendingPathComponent("failures/\(Sample.key(21)).json"))
      try FileManager.default.removeItem(at: home.url.appendingPathComponent("failures/\(Sample.key(20)).json"))
    }
    let results = try open()
    #expect(results.problems == [])
    #expect(try Set(results.archive.sets().map(\.key)) == Set([1, 3, 4].map(Sample.key)))
    #expect(try results.archive.failures().map(\.key) == [Sample.key(21)])
    #expect(try contents(".work").isEmpty)
    #expect(try results.archive.check() == [])
  }

  @Test("what is damaged on disk is said, and does not keep the others from their work")
  func damaged() throws {
    do {
      let results = try open()
      try keep(1, in: results)
      try keep(2, in: results)
      try results.archive.remove(Sample.key(1))
      try Data("{".utf8).write(to: home.url.appendingPathComponent("sets/\(Sample.key(1))/set.json"))
    }
    let results = try open()
    #expect(results.problems.count == 1 && results.problems[0].contains("set.json"))
    #expect(try results.archive.sets().map(\.key) == [Sample.key(2)])
  }

  @Test("one batch at a time; the next one comes when the lock's owner is gone")
  func locked() throws {
    do {
      let results = try open()
      let error = #expect(throws: BatchError.self) { try open() }
      #expect(error?.kind == .busy && error?.description.contains(results.url.path) == true)
    }
    _ = try open()
  }

  @Test("a damaged archive says how to make it again, and is made again where that is asked for")
  func damagedArchive() throws {
    do { try keep(1, in: try open()) }
    let file = home.url.appendingPathComponent(ResultsArchive.fileName)
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
    var bytes = try Data(contentsOf: file)
    bytes.replaceSubrange(
      100..<min(bytes.count, 8192), with: Data(repeating: 0xA5, count: min(bytes.count, 8192) - 100))
    try bytes.write(to: file)
    let error = #expect(throws: BatchError.self) { try open() }
    #expect(error?.description.contains("--reindex") == true)
    let results = try ResultsFolder(home.url, rebuildingIndex: true)
    #expect(try results.archive.sets().map(\.key) == [Sample.key(1)])
  }

  @Test("forgetting takes reports, records and rows, and leaves the others")
  func forgetting() throws {
    let results = try open()
    try keep(1, upload: Upload(path: "a.mp4", athlete: "Ann"), in: results)
    try keep(2, upload: Upload(path: "b.mp4", athlete: "Bea"), in: results)
    _ = try results.keep(
      Sample.failure(3, clip: 3), Upload(path: "c.mp4", athlete: "Ann"))
    #expect(try results.traces(of: .athlete("Ann")).sets == [Sample.key(1)])
    #expect(exists("sets/\(Sample.key(1))"))
    let gone = try results.forget(.athlete("Ann"))
    #expect(gone.sets == [Sample.key(1)] && gone.failures == [Sample.key(3)])
    #expect(try contents("sets") == [Sample.key(2).rawValue])
    #expect(try contents("failures").isEmpty)
    #expect(try results.archive.athletes() == ["Bea"])
  }

  // MARK: - A worker that is another's tool

  @Test(
    "what a worker leaves is looked at before it is kept",
    arguments: [
      "link", "pipe", "set.json", "no analysis", "other clip", "other options", "half an analysis", "one rep twice",
      "more reps than there are", "shut file", "shut folder", "rights of another", "endless text",
    ])
  func hostile(deed: String) throws {
    let results = try open()
    var analysis = Sample.analysis(clip: 1)
    let plan = Self.plan(analysis)
    let place = try results.place(for: Sample.key(1))
    if deed == "other options" { analysis.options.strictness = .lenient }
    if deed == "one rep twice" { analysis.reps[1].number = 1 }
    if deed == "more reps than there are" { analysis.summary.reps = .max }
    if deed == "endless text" { analysis.reason = String(repeating: "x", count: 1 << 20) }
    try makeReport(analysis, in: place)
    let file = place.appendingPathComponent("analysis.json")
    switch deed {
    case "link":
      try FileManager.default.createSymbolicLink(
        atPath: place.appendingPathComponent("annotated.mp4").path, withDestinationPath: "/etc/hostname")
    case "pipe": #expect(mkfifo(place.appendingPathComponent("stills/pipe").path, 0o600) == 0)
    case "set.json": try Data().write(to: place.appendingPathComponent("set.json"))
    case "no analysis": try FileManager.default.removeItem(at: file)
    case "shut file": chmod(place.appendingPathComponent("report.html").path, 0)
    case "shut folder": chmod(place.appendingPathComponent("stills").path, 0o300)
    case "rights of another": chmod(place.appendingPathComponent("report.html").path, 0o4755)
    case "half an analysis": try Data(contentsOf: file).prefix(300).write(to: file)
    default: break
    }
    #expect(throws: WorkerFailure.self) {
      try results.keep(
        place, Sample.upload(1), Sample.clip(deed == "other clip" ? 2 : 1), Sample.key(1), plan)
    }
    #expect(try contents("sets").isEmpty)
    #expect(try results.archive.sets().isEmpty)
  }
}
