internal import Confinement
internal import Foundation

/// What a worker is locked into, read from its command line by hand: the parser of the other commands comes after it.
struct WorkerCell {
  /// Why a worker does not start.
  struct Refusal: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String
  }

  /// Every option is known and said once, as two words: two readers of one command line must not differ.
  private static let flags: Set = ["no-video", "blur-faces", "require-confinement"]
  private static let options: Set = [
    "descriptor", "name", "into", "memory", "cpu", "parent", "link", "threads", "options", "max-side", "max-frames",
    "max-duration", "max-frame-rate",
  ]

  /// What follows the command's name.
  let words: [String]

  /// Confines this process to what the command line asks for.
  ///
  /// - Throws: ``Refusal`` or ``ConfinementError``.
  func lock() throws -> ConfinementReport {
    let (values, flags) = try read()
    guard let into = values["into"], into.hasPrefix("/"), try Self.isEmptyFolder(into) else {
      throw Refusal(status: .wrongUsage, description: "--into: an empty folder is needed, by its path from /")
    }
    let support = Confinement.available()
    if flags.contains("require-confinement"), let fault = support.fault {
      throw Refusal(status: .missingPart, description: "\(support.summary): \(fault)")
    }
    var confinement = Confinement(readable: Self.surroundings)
    confinement.writable = URL(fileURLWithPath: into, isDirectory: true)
    confinement.memory = try Self.number(values, "memory", 1...1 << 24)
    confinement.processorTime = try Self.number(values, "cpu", 1...1 << 24)
    confinement.parent = try Self.number(values, "parent", 1...Int(Int32.max)).map(Int32.init)
    confinement.descriptor = try Self.number(values, "descriptor", 0...65535).map(Int32.init)
    Installation.pin()
    // The inference runtime looks for parts that it misses where the process stands: not beside the uploads.
    guard chdir("/") == 0 else { throw Refusal(status: .bug, description: "the root folder cannot be entered") }
    return try confinement.apply()
  }

  /// Files that are opened after the start, as strace shows them.
  private static var surroundings: [URL] {
    let installed = [Installation.models, Installation.fonts, Installation.runtime].compactMap(\.self)
    // A rule is about a file, not about a link to it.
    let targets = installed.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
        .map { $0.resolvingSymlinksInPath() }
    }
    let system = [
      // The inference runtime counts processors and their caches.
      "/sys/devices/system/cpu", "/sys/devices/system/node",
      // The C library looks at its own stack, and at how the kernel gives out memory.
      "/proc/self/maps", "/proc/sys/vm/overcommit_memory",
      // Where there is no /sys the runtime asks this, and asks without end when it may not.
      "/proc/cpuinfo",
      // The loader looks for parts that may be missing.
      "/etc/ld.so.cache",
    ]
    return installed + targets + system.map { URL(fileURLWithPath: $0) }
  }

  private func read() throws(Refusal) -> (values: [String: String], flags: Set<String>) {
    var values: [String: String] = [:]
    var flags: Set<String> = []
    var words = words[...]
    while let word = words.popFirst() {
      let name = word.hasPrefix("--") ? String(word.dropFirst(2)) : ""
      if Self.flags.contains(name), flags.insert(name).inserted { continue }
      guard Self.options.contains(name), values[name] == nil, let value = words.popFirst() else {
        throw Refusal(status: .wrongUsage, description: "\(word): unknown here, said twice, or without its value")
      }
      values[name] = value
    }
    return (values, flags)
  }

  private static func number(_ values: [String: String], _ name: String, _ range: ClosedRange<Int>) throws(Refusal)
    -> Int?
  {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Refusal(status: .wrongUsage, description: "--\(name) \(text): a number from \(range) is needed")
    }
    return number
  }

  private static func isEmptyFolder(_ path: String) throws(Refusal) -> Bool {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
    } catch {
      throw Refusal(status: .cannotWrite, description: "--into \(path): the folder is not there, or not readable")
    }
  }
}
