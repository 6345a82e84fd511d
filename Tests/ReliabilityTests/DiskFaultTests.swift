import Archive
import Foundation
import Testing

/// Scripts/reliability strikes every single call.
@Suite("A disk that fails", .serialized)
struct DiskFaultTests {
  private static let athlete = "Anna Beispiel-Ohneland"

  private let bench: Bench
  private let library: URL
  private var words: [String] { bench.batch("--manifest", "sets.csv", jobs: 1) }

  init() throws {
    bench = try Bench()
    library = bench.url("faults.so")
    let source = Bench.repository.appendingPathComponent("Scripts/reliability/faults.c")
    let compiler = try Process.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      arguments: ["clang", "-O1", "-shared", "-fPIC", "-o", library.path, source.path])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    try bench.clip("room.mp4")
    try bench.clip("twin.mp4")
    try bench.text("text.mp4")
    try Data("file,athlete\nroom.mp4,\(Self.athlete)\n".utf8).write(to: bench.url("sets.csv"))
  }

  /// Gives the command once for each of the struck calls, with `code` as what happens to it.
  ///
  /// - Parameters:
  ///   - code: an error number; 0: the program is killed there.
  ///   - prepare: before each run.
  ///   - body: gets how it ended, and the number of the call.
  private func strike(
    every step: Int, code: Int32, _ words: [String], prepare: () throws -> Void,
    _ body: (Bench.Ended, Int) throws -> Void
  ) throws -> Int {
    let log = bench.url("log")
    var environment = ["LD_PRELOAD": library.path, "FAULT_LOG": log.path, "FAULT_CODE": "\(code)"]
    var struck = 0
    for number in stride(from: 1, through: 10_000, by: step) {
      try prepare()
      try? FileManager.default.removeItem(at: log)
      environment["FAULT_AT"] = "\(number)"
      let ended = try bench.run(words, environment: environment)
      guard String(decoding: try Data(contentsOf: log), as: UTF8.self).contains("\tfailed\n") else { break }
      struck += 1
      try body(ended, number)
    }
    return struck
  }

  private func clear(_ folder: String) { try? FileManager.default.removeItem(at: bench.url(folder)) }

  @Test("for one call of the parent, or with it, costs this one run and nothing else", arguments: [0, EIO, ENOSPC])
  func batch(code: Int32) throws {
    let calm = bench.batch("--manifest", "sets.csv", into: "calm", jobs: 1)
    try #require(try bench.run(calm).status == 3)
    let wanted = try bench.files(of: "calm")
    let struck = try strike(every: 67, code: code, words) {
      clear("results")
    } _: { ended, number in
      if code == 0 {
        #expect(ended.signal == SIGKILL)
      } else {
        #expect([3, 74].contains(ended.status), "call \(number): \(ended.status), \(ended.errors)")
        #expect(ended.status == 3 || ended.errors.contains("formcheck: "), "call \(number)")
      }
      #expect(try bench.run(words).status == 3)
      #expect(try difference(bench.files(), wanted) == [], "call \(number)")
      try bench.expectSound()
    }
    #expect(struck >= 3)
  }

  @Test("while somebody is forgotten leaves the rest to the same command", arguments: [0, EIO])
  func forget(code: Int32) throws {
    try #require(try bench.run(words).status == 3)
    let forget = ["forget", "struck", "--athlete", Self.athlete, "--uploads", "copies"]
    let struck = try strike(every: 9, code: code, forget) {
      for (from, to) in [("results", "struck"), ("uploads", "copies")] {
        clear(to)
        try FileManager.default.copyItem(at: bench.url(from), to: bench.url(to))
      }
    } _: { ended, number in
      #expect(code == 0 ? ended.signal == SIGKILL : [0, 74].contains(ended.status), "call \(number): \(ended.errors)")
      let again = try bench.run(forget)
      // 66: nothing is known any more, since all was done before the fault struck.
      #expect([0, 66].contains(again.status), "call \(number): \(again.errors)")
      #expect(try Data(Self.athlete.utf8).isNowhere(in: bench.url("struck")), "call \(number)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: bench.url("copies").path) == ["text.mp4"])
      #expect(try bench.sets(of: "struck").isEmpty && bench.failures(of: "struck").count == 1, "call \(number)")
      try bench.expectSound("struck")
    }
    #expect(struck >= 6)
  }

  @Test("a log that is full does not keep the batch from its results", arguments: ["stdout", "stderr"])
  func fullLog(stream: String) throws {
    let redirection = stream == "stdout" ? ">/dev/full" : "2>/dev/full"
    let ended = try bench.shell("exec \"$0\" \"$@\" \(redirection)", words)
    #expect(ended.status == (stream == "stdout" ? 74 : 3), "\(ended.errors)")
    if stream == "stdout" { #expect(ended.errors.contains("standard output"), "\(ended.errors)") }
    #expect(try bench.sets().count == 1 && bench.failures().count == 1)
    try bench.expectSound()
  }

  /// A name space of its own, where one may be had.
  private static let space = geteuid() == 0 ? "--mount" : "--user --map-root-user --mount"

  private static func mayMount() throws -> Bool {
    try Bench().shell("unshare \(space) mount -t tmpfs none /mnt", []).status == 0
  }

  @Test(
    "that is full ends the batch and damages nothing; with room again the same command goes on",
    .enabled("nobody may mount a disk here") { try mayMount() })
  func full() throws {
    try #require(try bench.run(bench.batch(into: "calm")).status == 3)
    try FileManager.default.createDirectory(at: bench.url("small"), withIntermediateDirectories: false)
    // The first is too small for the archive, the next for a report, the last for the second clip's.
    for kilobytes in [40, 160, 240] {
      let ended = try bench.shell(
        """
        unshare \(Self.space) sh -c 'mount -t tmpfs -o size=\(kilobytes)k none small || exit 99
        "$0" "$@"; first=$?
        mount -o remount,size=50m small && "$0" "$@"
        [ $? = 3 ] || exit 98
        rm -rf results && cp -r small results
        exit $first' "$0" "$@"
        """, bench.batch(into: "small"))
      #expect(ended.status == 74, "\(kilobytes) kB: \(ended.errors)")
      #expect(ended.errors.contains(/full|[Nn]o space/), "\(ended.errors)")
      #expect(try difference(bench.files(), bench.files(of: "calm")) == [], "\(kilobytes) kB")
      try bench.expectSound()
    }
  }
}

extension Data {
  /// No file below the folder holds these bytes.
  fileprivate func isNowhere(in folder: URL) throws -> Bool {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).allSatisfy { name in
      let content = FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()
      return content.range(of: self) == nil
    }
  }
}
