import Archive
import Foundation
import Movement
import Testing

@Suite("What lies among the uploads")
struct OddFilesTests {
  static let names = [
    "plain.mp4", "\"quotes\" 'and' `ticks`.mp4", "<script>alert(1)<script>.mp4", "two\nlines.mp4",
    "\u{1F469}\u{1F3FD}\u{200D}\u{1F680} lifts.mp4", "\u{202E}4pm.\u{2066}\u{200F}right\u{202B}.mp4", "-dash.mp4",
    "--out", "--out.mp4", String(repeating: "n", count: 251) + ".mp4", "e" + String(repeating: "\u{301}", count: 120),
    "a%20b#c?.mp4", "{{name}} &amp;.mp4", "back\\slash.mp4", "\u{E9}.mp4", "e\u{301}.mp4", "\t tab\u{7}.mp4",
    "carriage\rreturn.mp4", "line\u{2028}separator.mp4", "$(touch owned).mp4", "{\"status\":\"done\"}.mp4",
  ]

  private struct Line: Decodable {
    var file: String
    var status: String
  }

  private let bench: Bench

  init() throws { bench = try Bench() }

  private func lines(_ ended: Bench.Ended) throws -> [Line] {
    // At line feeds alone: a name may hold any other separator.
    try ended.output.unicodeScalars.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data(String($0).utf8))
    }
  }

  @Test("may be no file at all: the batch says so, waits for nothing, and does the rest")
  func noFiles() throws {
    try bench.clip("good.mp4")
    let uploads = bench.url("uploads").path
    #expect(mkfifo(uploads + "/pipe.mp4", 0o600) == 0)
    #expect(mknod(uploads + "/socket.mp4", S_IFSOCK | 0o600, 0) == 0)
    let links = [
      "zero.mp4": "/dev/zero", "nowhere.mp4": "gone.mp4", "loop.mp4": "loop.mp4", "inner": ".", "outer": "..",
      "passwords.mp4": "/proc/self/environ",
    ]
    for (name, target) in links { #expect(symlink(target, uploads + "/" + name) == 0) }
    let ended = try bench.run(bench.batch())
    #expect([0, 3].contains(ended.status), "\(ended.errors)")
    for name in ["pipe", "socket", "zero", "nowhere", "loop", "inner"] {
      #expect(ended.errors.contains("uploads/\(name)"), "\(name): \(ended.errors)")
    }
    #expect(try bench.sets().map { $0.uploads.map(\.path) } == [["good.mp4"]])
    // Outside of the folder lie our own results, and nothing that is a clip.
    #expect(try bench.failures().allSatisfy { $0.uploads[0].path == "passwords.mp4" })
  }

  @Test("may have any name: each is told apart, and none breaks a line")
  func names() throws {
    try bench.clip("plain.mp4")
    let film = try Data(contentsOf: bench.url("uploads/plain.mp4"))
    for name in Self.names { try film.write(to: bench.url("uploads/" + name)) }
    let done = try bench.run(bench.batch("--format", "json"))
    #expect(done.status == 0, "\(done.errors)")
    let lines = try lines(done)
    let told = Set(lines.map { Array($0.file.utf8) })
    #expect(Self.names.filter { !told.contains(Array($0.utf8)) } == [])
    #expect(lines.count == Self.names.count)
    #expect(lines.count { $0.status == "done" } == 1 && lines.count { $0.status == "known" } == Self.names.count - 1)
    let set = try #require(try bench.sets().first)
    #expect(Set(set.uploads.map { Array($0.path.utf8) }) == Set(Self.names.map { Array($0.utf8) }))
    #expect(!FileManager.default.fileExists(atPath: bench.url("owned").path))
    try bench.expectSound()
  }

  @Test("may have any name and be no clip: each is a line of the log that begins as all do")
  func failures() throws {
    for (number, name) in Self.names.enumerated() { try bench.text(name, number) }
    // Found in a folder only by what it is called.
    let named = Self.names.filter { $0.hasSuffix(".mp4") }
    let ended = try bench.run(bench.batch())
    #expect(ended.status == 3)
    for line in ended.errors.unicodeScalars.split(separator: "\n").map(String.init) {
      #expect(line.hasPrefix("formcheck: ") || line.hasPrefix("  "), "\(line)")
      #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(line)")
    }
    #expect(try bench.failures().count == named.count)
    try bench.expectSound()
  }

  @Test("may have a name that is no text: it is said, and the rest is done")
  func bytes() throws {
    try bench.clip("good.mp4")
    let name = Array(bench.url("uploads/").path.utf8) + [0x2F, 0x78, 0xFF, 0xFE, 0x2E, 0x6D, 0x70, 0x34, 0]
    let file = name.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_WRONLY | O_CREAT, 0o600) }
    }
    #expect(file >= 0)
    close(file)
    let ended = try bench.run(bench.batch("--format", "json"))
    #expect(ended.status == 3)
    #expect(try lines(ended).map(\.status).sorted() == ["done", "skipped"])
    let quiet = try bench.run(bench.batch("--quiet"))
    #expect(quiet.status == 3 && quiet.errors.contains("without a result, 1"), "\(quiet.errors)")
  }

  /// Somebody who may not read everything, where the tests run as root: in front of the program.
  private static let nobody =
    geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all" : ""

  /// Root's own folders may be closed to the other user.
  private static func mayBeNobody() throws -> Bool {
    try Bench().shell("\(nobody) \"$0\" \"$@\"", ["--version"]).status == 0
  }

  @Test(
    "may be a file that nobody may read",
    .enabled("everybody may read everything, and no other user may run the program") { try mayBeNobody() })
  func unreadable() throws {
    func run(_ words: [String]) throws -> Bench.Ended { try bench.shell("exec \(Self.nobody) \"$0\" \"$@\"", words) }
    try bench.clip("good.mp4", 1)
    try bench.clip("secret.mp4", 2)
    chmod(bench.url("uploads/secret.mp4").path, 0)
    if geteuid() == 0 { try #require(try bench.shell("chown -R 65534:65534 .", []).status == 0) }
    let ended = try run(bench.batch())
    #expect(ended.status == 3 && ended.errors.contains("permission denied"), "\(ended.errors)")
    #expect(try bench.failures().map(\.kind) == [.unreadable])
    chmod(bench.url("uploads/secret.mp4").path, 0o600)
    #expect(try run(bench.batch()).status == 0)
    #expect(try bench.failures().isEmpty && bench.sets().count == 2)
    try bench.expectSound()
  }

  @Test("may be beyond a limit: the failure names the option, and with the usual limit it is tried again when asked")
  func limits() throws {
    try bench.clip("clip.mp4")
    let ended = try bench.run(bench.batch("--max-frames", "2"))
    #expect(ended.status == 3, "\(ended.errors)")
    let failures = try bench.failures()
    #expect(failures.map(\.kind) == [.unusable])
    #expect(failures.allSatisfy { $0.message.contains("--max-frames") }, "\(failures)")
    #expect(try bench.run(bench.batch("--retry-failed")).status == 0)
    #expect(try bench.failures().isEmpty && bench.sets().count == 1)
    try bench.expectSound()
  }

  @Test(
    "may change while it is analysed: never is a result under the name of other bytes", arguments: ["cut", "grown"])
  func changing(how: String) throws {
    try bench.clip("clip.mp4", 1)
    let whole = try Data(contentsOf: bench.url("uploads/clip.mp4"))
    let batch = try bench.start(bench.batch())
    var known: Int32?
    // Both times, if it is tried twice.
    for round in 0..<2 {
      var found: Int32?
      try expectSoon("a worker, or the end") {
        found = batch.workers().first { $0 != known }
        return found != nil || !batch.isRunning
      }
      guard let worker = found else { break }
      kill(worker, SIGSTOP)
      known = worker
      let file = try FileHandle(forWritingTo: bench.url("uploads/clip.mp4"))
      if how == "cut" {
        try file.truncate(atOffset: UInt64(whole.count / 2 - round))
      } else {
        try file.seekToEnd()
        try file.write(contentsOf: Data(repeating: UInt8(round), count: 1000))
      }
      try file.close()
      kill(worker, SIGCONT)
    }
    let ended = try batch.end()
    #expect(ended.status == 3, "\(ended.errors)")
    #expect(try bench.sets().isEmpty && bench.failures().count == 1)
    // What came of the upload later is another clip.
    try whole.write(to: bench.url("uploads/clip.mp4"))
    #expect(try bench.run(bench.batch("--retry-failed")).status == 0)
    #expect(try bench.sets().count == 1)
    try bench.expectSound()
  }

  @Test("may be replaced before its turn: analysed is what lies there then; during it: what was opened")
  func replaced() throws {
    try bench.clip("first.mp4", 1)
    try bench.clip("second.mp4", 2)
    let batch = try bench.start(bench.batch(jobs: 1))
    let worker = try batch.worker(on: "first.mp4")
    kill(worker, SIGSTOP)
    // By renaming, as a sync program does.
    for (number, name) in [(3, "first.mp4"), (4, "second.mp4")] as [(UInt8, String)] {
      try bench.clip(".new", number)
      #expect(rename(bench.url("uploads/.new").path, bench.url("uploads/" + name).path) == 0)
    }
    kill(worker, SIGCONT)
    #expect(try batch.end().status == 0)
    let sets = try bench.sets()
    let analyses = try sets.map { try Analysis(ofReportIn: bench.url("results/sets/\($0.key)")) }
    #expect(analyses.map(\.clip.sha256) == sets.map(\.clipSha256.rawValue))
    #expect(sets.count == 2)
    // The first one's new content is another clip.
    #expect(try bench.run(bench.batch()).status == 0)
    #expect(try bench.sets().count == 3)
    try bench.expectSound()
  }
}
