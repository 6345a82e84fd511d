internal import Foundation

/// Runs the probe: a real process that confines itself and then tries something.
struct ProbeRun {
  /// What it printed; the errno of its deed, mostly.
  let output: String
  /// The signal that ended it; `nil`: it ended by itself.
  let signal: Int32?

  /// The program that was built together with these tests: it lies beside the test bundle.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("confinement-probe")

  /// - Parameters:
  ///   - user: to become before the program starts; only root can.
  ///   - descriptor: one that is open when it starts, for reading /etc/hostname.
  init(_ arguments: [String], as user: UInt32? = nil, inheriting descriptor: Int32? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let becoming = user.map { ["setpriv", "--reuid", "\($0)", "--regid", "\($0)", "--clear-groups"] } ?? []
    let opening = descriptor.map { ["sh", "-c", #"exec "$0" "$@" \#($0)</etc/hostname"#] } ?? []
    process.arguments = becoming + opening + [Self.program.path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    output = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    signal = process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil
  }

  /// What the kernel answered; `nil`: the process did not live to say it.
  var answer: Int32? { Int32(output) }
}

/// A folder of its own with a sibling, which go away with their last user.
final class Folders: Sendable {
  private let root: URL
  let own: URL
  /// Another worker's.
  let sibling: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("formcheck-confinement-\(UUID().uuidString)")
    own = root.appendingPathComponent("own", isDirectory: true)
    sibling = root.appendingPathComponent("sibling", isDirectory: true)
    for folder in [own, sibling] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("secret".utf8).write(to: folder.appendingPathComponent("file"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }
}
