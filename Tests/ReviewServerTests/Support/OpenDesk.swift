import Archive
import ArchiveTesting
import Foundation
import Movement
import Reports

/// A desk that is open over results of a few sets, a program of its own: the tests' threads are few, and other tests hold
/// them for long. It closes with its last user.
final class OpenDesk: Sendable {
  let folder: TemporaryFolder
  let port: Int
  /// As a browser has it that came in.
  let cookie: String
  let token: String
  /// The address that was printed, with its key, which is used.
  let address: String
  private let process: Process

  var results: URL { folder.url }
  var host: String { "127.0.0.1:\(port)" }
  var origin: String { "http://\(host)" }

  /// What the desk has kept, as another program sees it.
  var archive: ResultsArchive {
    get throws { try ResultsArchive(readingAt: results.appendingPathComponent(ResultsArchive.fileName)) }
  }

  struct NotOpen: Error {
    var said: String
  }

  private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("formcheck")

  /// Two sets of the plan: the first one of Anna's, with three reps of which the second is flagged twice and the third is
  /// borderline.
  static let plans: [[Sample.PlannedRep]] = [
    [
      Sample.PlannedRep(1, 4), Sample.PlannedRep(5, 8, [.init("pause", .flag, .mild), .init("swing", .flag, .strong)]),
      Sample.PlannedRep(9, 12, [.init("pause", .borderline)]),
    ],
    [Sample.PlannedRep(1, 4, [.init("lowering", .flag, .info)]), Sample.PlannedRep(5, 8)],
  ]

  init(isReadOnly: Bool = false, plans: [[Sample.PlannedRep]] = OpenDesk.plans, athlete: String = "Anna") async throws {
    folder = try TemporaryFolder()
    try Self.fill(folder.url, plans, athlete: athlete)
    process = Process()
    process.executableURL = Self.program
    process.arguments =
      ["review", folder.url.path, "--port", "0", "--coach", "Kim", "--max-upload", "1"]
      + (isReadOnly ? ["--read-only"] : [])
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let reading = output.fileHandleForReading
    // Reading blocks.
    let line = await withCheckedContinuation { said in
      DispatchQueue.global().async { said.resume(returning: String(decoding: reading.availableData, as: UTF8.self)) }
    }
    guard let address = line.firstMatch(of: /http:\S+/).map({ String($0.0) }), let url = URL(string: address),
      let port = url.port
    else { throw NotOpen(said: line) }
    self.address = address
    self.port = port
    let entered = try await RawClient.send(
      "GET", "/enter?\(url.query ?? "")", [("Host", "127.0.0.1:\(port)")], port: port)
    guard let cookie = entered?["set-cookie"]?.split(separator: ";").first.map(String.init) else {
      throw NotOpen(said: "no cookie")
    }
    self.cookie = cookie
    let page = try await RawClient.send("GET", "/", [("Host", "127.0.0.1:\(port)"), ("Cookie", cookie)], port: port)
    guard let token = page?.text.firstMatch(of: /data-token="([0-9a-f]+)"/)?.1 else {
      throw NotOpen(said: page?.text ?? "no page")
    }
    self.token = String(token)
  }

  deinit { process.terminate() }

  private static func fill(_ results: URL, _ plans: [[Sample.PlannedRep]], athlete: String) throws {
    for name in [ResultsLayout.setsFolder, ResultsLayout.failuresFolder] {
      try FileManager.default.createDirectory(
        at: results.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    let archive = try ResultsArchive(at: results.appendingPathComponent(ResultsArchive.fileName))
    for (number, plan) in plans.enumerated() {
      try add(number, Sample.analysis(clip: number, plan), athlete: athlete, to: archive, in: results)
    }
  }

  /// A set with a report of a few bytes, which says what it should where somebody looks.
  private static func add(
    _ number: Int, _ analysis: Analysis, athlete: String, to archive: ResultsArchive, in results: URL
  ) throws {
    let record = Sample.set(number, uploads: [Sample.upload(number, athlete: athlete, date: "2026-11-2\(number % 10)")])
    let place = results.appendingPathComponent(ResultsLayout.folder(of: record.key))
    try FileManager.default.createDirectory(
      at: place.appendingPathComponent("stills"), withIntermediateDirectories: true)
    try AnalysisJSON.document(analysis).write(to: place.appendingPathComponent(ReportFolder.analysisName))
    try record.document().write(to: place.appendingPathComponent(SetRecord.fileName))
    try Data("<html><script>var a = 1</script></html>".utf8).write(to: place.appendingPathComponent("report.html"))
    try Data((0..<1000).map { UInt8($0 % 251) }).write(to: place.appendingPathComponent("annotated.mp4"))
    let film = """
      {"schema":"formcheck.film/1","original":null,"video":"annotated.mp4","soundNote":null,"facesBlurred":false,\
      "stills":[],"flagClips":[]}
      """
    try Data(film.utf8).write(to: place.appendingPathComponent(Film.fileName))
    try archive.record(record, analysis)
  }

  /// All files of the results with what is in them, but for the archive's log.
  var snapshot: [String: Data] {
    get throws {
      let names = try FileManager.default.subpathsOfDirectory(atPath: results.path).filter { !$0.contains("sqlite-") }
      var files: [String: Data] = [:]
      for name in names { files[name] = try? Data(contentsOf: results.appendingPathComponent(name)) }
      return files
    }
  }

  /// As a browser that came in.
  func get(_ target: String, _ fields: [(String, String)] = []) async throws -> RawClient.Answer {
    let sent = [("Host", host), ("Cookie", cookie)] + fields
    guard let answer = try await RawClient.send("GET", target, sent, port: port) else {
      throw NotOpen(said: "no answer")
    }
    return answer
  }

  /// As a page of the desk sends a form.
  func post(_ target: String, _ form: [(String, String)], _ fields: [(String, String)] = []) async throws
    -> RawClient.Answer
  {
    let body = Data(
      form.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)" }.joined(separator: "&")
        .utf8)
    let sent =
      [
        ("Host", host), ("Cookie", cookie), ("Origin", origin), ("X-Formcheck-Token", token),
        ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "\(body.count)"),
      ] + fields
    guard let answer = try await RawClient.send("POST", target, sent, body: body, port: port) else {
      throw NotOpen(said: "no answer")
    }
    return answer
  }

  /// The second rep of the first set, and what is flagged in it.
  var decision: [(String, String)] {
    [("set", Sample.key(0).rawValue), ("rep", "2"), ("rule", "pause"), ("what", "agree")]
  }
}
