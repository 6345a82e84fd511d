import Foundation

/// Runs formcheck as a user would, and looks at what it cost or what it opened.
struct WatchedRun {
  let status: Int32
  let output: String
  let errors: String
  /// Largest resident memory of the process, bytes; 0 where it was not measured.
  var peakMemory = 0
  var seconds = 0.0
  /// What it opened and connected to, a call a line; empty where nobody watched.
  var calls: [String] = []

  /// The program that was built together with these tests: it lies beside the test bundle.
  static let formcheck = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("formcheck").path

  /// Measures memory; ends the program after `limit` seconds.
  static func measured(_ words: [String], in folder: URL, limit: Int = 60) throws -> WatchedRun {
    // Only the parent of a process learns what it used.
    let script = """
      import os, subprocess, sys, threading, time
      begun = time.monotonic()
      process = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL)
      timer = threading.Timer(float(sys.argv[1]), process.kill)
      timer.start()
      _, status, usage = os.wait4(process.pid, 0)
      timer.cancel()
      with open("usage", "w") as file:
          print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, time.monotonic() - begun, file=file)
      """
    var run = try run(["/usr/bin/python3", "-c", script, "\(limit)", formcheck] + words, in: folder)
    let usage = try String(contentsOf: folder.appendingPathComponent("usage"), encoding: .utf8).split {
      $0.isWhitespace
    }
    run = WatchedRun(status: Int32(usage[0]) ?? -1, output: run.output, errors: run.errors)
    run.peakMemory = (Int(usage[1]) ?? 0) << 10
    run.seconds = Double(usage[2]) ?? 0
    return run
  }

  /// Watches each opening of a file and each connection; ends the program after a minute.
  ///
  /// - Parameter clip: put at descriptor 3, for a worker; `nil`: nothing there.
  static func watched(_ words: [String], clip: String? = nil, in folder: URL) throws -> WatchedRun {
    let log = folder.appendingPathComponent("calls")
    let strace = [
      "strace", "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,openat2,connect,socket,sendto,execve", "-o",
      log.path,
    ]
    let opening = clip.map { ["sh", "-c", #"exec "$@" 3<"$0""#, $0] } ?? ["env"]
    var run = try run(
      ["/usr/bin/env", "timeout", "--kill-after=5", "60"] + opening + strace + [formcheck] + words, in: folder)
    run.calls = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
    return run
  }

  private static func run(_ words: [String], in folder: URL) throws -> WatchedRun {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder
    let (output, errors) = (folder.appendingPathComponent("stdout"), folder.appendingPathComponent("stderr"))
    for file in [output, errors] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return WatchedRun(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// A folder that goes away with its last user.
final class Bench: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> URL {
    try Data(bytes).write(to: url(name))
    return url(name)
  }

  /// Makes a clip with ffmpeg; arguments are split at blanks.
  @discardableResult
  func ffmpeg(_ arguments: String, to name: String) throws -> URL {
    let words = arguments.split(separator: " ").map(String.init)
    let process = try Process.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      arguments: ["ffmpeg", "-nostdin", "-y", "-v", "error"] + words + [url(name).path])
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return url(name)
  }

  /// An empty folder.
  func folder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: false)
    return url(name).path
  }
}
