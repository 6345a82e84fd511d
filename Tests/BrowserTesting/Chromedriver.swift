public import Foundation

/// Debian's `chromedriver` on a free port of this machine, with a folder of its own for all that browsers write.
///
/// A keeper process starts the driver and waits for the end of a pipe that this process holds. However this process
/// ends, the keeper then ends the driver and its browsers, by their ids, and removes the folder.
public final class Chromedriver: Sendable {
  static let program = "/usr/bin/chromedriver"
  static let browser = "/usr/bin/chromium"

  /// Where its browsers keep their profiles; gone after the end.
  public let folder: URL
  let driver: WebDriver
  private let keeper: Keeper

  /// Starts a driver. Browsers come with ``openBrowser()``.
  public init() async throws(BrowserError) {
    for program in [Self.program, Self.browser] where !FileManager.default.isExecutableFile(atPath: program) {
      throw .missing(program: program)
    }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-browser-\(UUID().uuidString)")
    keeper = try Keeper(folder: folder)
    driver = WebDriver(port: try await keeper.port())
  }

  /// Ends the driver with its browsers and waits until they are gone.
  public func end() { keeper.end() }

  deinit { keeper.end() }
}

/// The process that outlives a test to clean up after it.
private final class Keeper: Sendable {
  private let log: URL
  private let process: Process
  private let lifeline: Pipe

  /// `HOME` is the folder: whatever a browser would leave in a home goes there, and its path in a command line tells
  /// which processes are the driver's. A crash handler leaves the process group, so the group tells less. Gentler
  /// signals than KILL do not arrive: a process that Foundation starts may inherit a mask that blocks them.
  private static let script = """
    trap : INT TERM HUP
    "$DRIVER" --port=0 >"$HOME/log" 2>&1 &
    cat >/dev/null
    kill -KILL $! 2>/dev/null
    while left=$(grep -slF -f - /proc/[0-9]*/cmdline <<<"$HOME" | cut -d/ -f3) && [ -n "$left" ]; do
      kill -KILL $left 2>/dev/null
      sleep 0.05
    done
    rm -rf -- "$HOME"
    """

  init(folder: URL) throws(BrowserError) {
    log = folder.appendingPathComponent("log")
    process = Process()
    lifeline = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", Self.script]
    let home = folder.path
    process.environment = ProcessInfo.processInfo.environment.merging([
      "HOME": home, "TMPDIR": home, "XDG_CONFIG_HOME": home + "/config", "XDG_CACHE_HOME": home + "/cache",
      "DRIVER": Chromedriver.program,
    ]) { $1 }
    process.standardInput = lifeline
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try process.run()
    } catch {
      throw .notStarted("\(error)")
    }
  }

  /// The port that the driver took, once it says so.
  func port() async throws(BrowserError) -> Int {
    var said = ""
    for _ in 0..<400 {
      said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if let match = said.firstMatch(of: /started successfully on port (\d+)\./), let port = Int(match.1) {
        return port
      }
      try? await Task.sleep(for: .milliseconds(25))
    }
    throw .notStarted(said)
  }

  func end() {
    try? lifeline.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
