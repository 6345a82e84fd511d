public import Foundation
internal import Subprocess
internal import SystemPackage

/// An outer layer around workers: namespaces of their own, and a file system that holds nothing but what a worker needs.
///
/// It holds also where the kernel has no Landlock, and nothing that the worker does to itself can go wrong before it.
public struct Bubblewrap: Sendable {
  /// Why the layer cannot be used.
  public struct Fault: Error, Equatable, CustomStringConvertible {
    public let description: String
  }

  public static let path = "/usr/bin/bwrap"
  public static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// The program that is started as a worker.
  let program: URL
  private let readable: [URL]

  /// Starts it once, to see whether it works here.
  ///
  /// - Parameters:
  ///   - program: what is started as a worker.
  ///   - readable: files and folders that a worker reads, its libraries among them.
  /// - Throws: ``Fault``.
  public init(program: URL, readable: [URL]) async throws(Fault) {
    self.program = program
    self.readable = readable
    guard Self.isInstalled else {
      throw Fault(description: "\(Self.path): not found. Install the Debian package bubblewrap, or go on without.")
    }
    let trial = Arguments(layers(writable: nil) + ["--", program.path, "--version"])
    do {
      let ended = try await run(
        .path(FilePath(Self.path)), arguments: trial, output: .discarded, error: .string(limit: 4096))
      guard ended.terminationStatus.isSuccess else {
        throw Fault(description: "\(Self.path): does not work here: \(ended.standardError)")
      }
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(description: "\(Self.path): \(error).")
    }
  }

  /// The words before the worker's own.
  func words(writable place: URL) -> [String] { layers(writable: place) + ["--", program.path] }

  private func layers(writable place: URL?) -> [String] {
    // The loader and its libraries lie in different places on different systems; what is not there is passed over.
    let system = ["/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache", "/sys/devices/system"]
    let shown = system + readable.map(\.path) + [program.path]
    return ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
      + shown.flatMap { ["--ro-bind-try", $0, $0] } + ["--proc", "/proc", "--dev", "/dev"]
      + (place.map { ["--bind", $0.path, $0.path] } ?? []) + ["--chdir", "/"]
  }
}
