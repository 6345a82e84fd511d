internal import Foundation
internal import GRDB
internal import Synchronization

/// An archive that is only read: nothing on disk changes, not even beside it.
///
/// SQLite itself would lay a log and shared memory beside the file and leave them there. As long as there is no log, all
/// is in the file, and SQLite is told that it never changes; whether that was so is looked at after each reading. While
/// another program has a log, it is read as usual, with the shared memory of that program.
final class ReadOnlyFile: Sendable {
  private let url: URL
  private let steps: [SchemaStep]
  private let configuration: Configuration
  private let open: Mutex<Open>

  private struct Open {
    var queue: DatabaseQueue
    /// How the file was when it was opened; `nil`: it may change.
    var still: Look?
  }

  /// - Throws: ``ArchiveError``, `DatabaseError`.
  init(_ url: URL, steps: [SchemaStep], configuration: Configuration) throws {
    self.url = url
    self.steps = steps
    var configuration = configuration
    configuration.readonly = true
    self.configuration = configuration
    open = Mutex(try Self.open(url, steps: steps, configuration))
  }

  /// - Parameter body: is called again when the file changed meanwhile.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    for _ in 0..<10 {
      let open = try current()
      let result = Result { try open.queue.read(body) }
      // What was read while somebody wrote may be torn: neither the value nor the error says anything.
      if try open.still == nil || open.still == Look(url) { return try result.get() }
    }
    throw DatabaseError(resultCode: .SQLITE_BUSY)
  }

  private func current() throws -> Open {
    try open.withLock { open in
      let look = try Look(url)
      let isRight = open.still.map { $0 == look } ?? (look.logLength != nil)
      if !isRight { open = try Self.open(url, steps: steps, configuration) }
      return open
    }
  }

  private static func open(_ url: URL, steps: [SchemaStep], _ configuration: Configuration) throws -> Open {
    let file = ArchiveFile(url: url, steps: steps)
    guard try !file.isMissing else {
      throw ArchiveError(.unreadable, "\(url.path.printable): there is no such archive. Run a batch first.")
    }
    try file.refuseForeign()
    let look = try Look(url)
    let isStill = look.logLength == nil
    let path = isStill ? Self.address(url, "immutable=1") : url.path
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try file.refuseOther(queue)
    return Open(queue: queue, still: isStill ? look : nil)
  }

  private static func address(_ url: URL, _ options: String) -> String {
    // All but the plainest characters: SQLite reads the path as an address.
    let path = url.path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? url.path
    return "file:\(path.replacing("%2F", with: "/"))?\(options)"
  }

  /// What a file shows from outside that somebody writes to.
  private struct Look: Equatable {
    /// Bytes; `nil`: there is none, or nothing in it.
    var logLength: Int?
    private var file: UInt64
    private var length: Int
    private var seconds: Int
    private var nanoseconds: Int

    init(_ url: URL) throws {
      var facts = stat()
      if lstat(url.path + "-wal", &facts) == 0, facts.st_size > 0 { logLength = Int(facts.st_size) }
      guard lstat(url.path, &facts) == 0 else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
      file = UInt64(facts.st_ino)
      length = Int(facts.st_size)
      seconds = Int(facts.st_mtim.tv_sec)
      nanoseconds = Int(facts.st_mtim.tv_nsec)
    }
  }
}
