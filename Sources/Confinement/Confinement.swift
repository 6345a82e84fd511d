internal import CConfinement
public import Foundation

/// What a process may still do once it has confined itself: read what it was given, write into one folder, reckon.
///
/// Everything else is forbidden by the kernel, until the process ends: other files, the network, other processes, other
/// programs, more memory or time. What holds where is told in `Docs/ThreatModel.md`.
///
/// The kernel confines the calling thread and those that it makes later. So ``apply()`` comes first of all, before
/// anything that makes threads: Dispatch, a task that waits, an inference runtime.
public struct Confinement: Sendable {
  /// Files and folders, with all below, that may be read. Those that are not there are passed over.
  public var readable: [URL]
  /// The only folder that may be written in; it must be there. `nil`: none.
  public var writable: URL?
  /// Private memory that may be written, megabytes (2^20 bytes). What goes beyond is an allocation that fails.
  public var memory: Int?
  /// Time on all processors together, seconds. What goes beyond ends the process by SIGXCPU.
  public var processorTime: Int?
  /// Size of one file, megabytes. What goes beyond is a write that fails.
  public var fileSize: Int?
  /// Descriptors that are open at one time.
  public var openFiles: Int
  /// The only one that stays open, besides the three streams; `nil`: none.
  public var descriptor: Int32?
  /// The process dies with this one, which made it: more exactly, with the *thread* of it that did. `nil`: it lives on.
  public var parent: Int32?

  public init(
    readable: [URL], writable: URL? = nil, memory: Int? = nil, processorTime: Int? = nil, fileSize: Int? = 4096,
    openFiles: Int = 256, descriptor: Int32? = nil, parent: Int32? = nil
  ) {
    self.readable = readable
    self.writable = writable
    self.memory = memory
    self.processorTime = processorTime
    self.fileSize = fileSize
    self.openFiles = openFiles
    self.descriptor = descriptor
    self.parent = parent
  }

  /// Confines this process, for good.
  ///
  /// A kernel without Landlock or seccomp is no error: what there is holds, and the report says what.
  ///
  /// - Throws: ``ConfinementError``; the process may be confined in part then, and should end.
  public func apply() throws(ConfinementError) -> ConfinementReport {
    let threads = fc_thread_count()
    guard threads == 1 else { throw ConfinementError(.threads(Int(threads))) }
    if let parent { try bind(to: parent) }
    try check("closing of what was inherited", fc_close_all_but(descriptor ?? -1))
    try check("no new privileges", fc_forbid_new_privileges())
    try check("hiding of memory", fc_hide_memory())
    try lowerLimits()
    // Landlock and seccomp hold for whoever has forbidden itself new privileges, and need none.
    try check("dropping of capabilities", fc_drop_capabilities())
    let landlock = try enterLandlock()
    let seccomp = fc_seccomp_is_available() != 0
    // Last: from here on the filter holds for us, too.
    if seccomp { try check("seccomp", fc_seccomp_enter()) }
    return ConfinementReport(
      support: ConfinementSupport(landlock: landlock, seccomp: seccomp), memory: memory, processorTime: processorTime)
  }

  /// What this kernel can do.
  public static func available() -> ConfinementSupport {
    ConfinementSupport(
      landlock: LandlockRules.usable(fc_landlock_version()), seccomp: fc_seccomp_is_available() != 0)
  }

  private func bind(to parent: Int32) throws(ConfinementError) {
    let code = fc_die_with_parent(parent)
    guard code != ESRCH else { throw ConfinementError(.parentIsGone(parent)) }
    try check("bond to the parent", code)
  }

  /// Addresses that are no private memory, megabytes: libraries, models that are mapped, what is set aside for heaps of
  /// threads and never used.
  private static let addressesBesides = 16 * 1024

  private func lowerLimits() throws(ConfinementError) {
    try lower(fc_limit_core, to: 0)
    try lower(fc_limit_files, to: openFiles)
    if let fileSize { try lower(fc_limit_file_size, to: fileSize << 20) }
    if let processorTime { try lower(fc_limit_cpu, to: processorTime) }
    if let memory {
      try lower(fc_limit_data, to: memory << 20)
      try lower(fc_limit_addresses, to: (memory + Self.addressesBesides) << 20)
    }
  }

  private func lower(_ limit: fc_limit, to value: Int) throws(ConfinementError) {
    try check("limit \(limit.rawValue)", fc_lower_limit(limit, UInt64(max(value, 0))))
  }

  private func enterLandlock() throws(ConfinementError) -> Int? {
    guard let version = LandlockRules.usable(fc_landlock_version()) else { return nil }
    let rules = try LandlockRules(version: version)
    for url in readable { try rules.allow(reading: url) }
    if let writable { try rules.allow(writing: writable) }
    try rules.enter()
    return rules.version
  }
}
