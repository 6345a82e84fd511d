/// What the kernel offers, or what is in force.
public struct ConfinementSupport: Sendable, Equatable {
  /// Version of Landlock; `nil`: files and signals are not confined.
  public let landlock: Int?
  /// Are system calls filtered? `false`: network and programs are not confined.
  public let seccomp: Bool

  public init(landlock: Int?, seccomp: Bool) {
    self.landlock = landlock
    self.seccomp = seccomp
  }

  public var isComplete: Bool { landlock != nil && seccomp }

  /// Both in a few words: "Landlock 7, seccomp".
  public var summary: String {
    [landlock.map { "Landlock \($0)" } ?? "no Landlock", seccomp ? "seccomp" : "no seccomp"].joined(separator: ", ")
  }

  /// What is missing, what that means and what to do; `nil`: nothing.
  public var fault: String? {
    var meanings: [String] = []
    if landlock == nil { meanings.append("a worker could read and write any file of the user") }
    if !seccomp { meanings.append("a worker could use the network and start programs") }
    return meanings.isEmpty
      ? nil : meanings.joined(separator: ", and ") + ". Take a kernel of 5.19 or newer with both switched on."
  }
}

/// What is in force in this process.
public struct ConfinementReport: Sendable, Equatable {
  public let support: ConfinementSupport
  /// Megabytes; `nil`: no limit of ours.
  public let memory: Int?
  /// Seconds of all processors together; `nil`: no limit of ours.
  public let processorTime: Int?

  /// All in one line: "Landlock 7, seccomp, 1024 MB, 60 s of processor time".
  public var summary: String {
    [support.summary, memory.map { "\($0) MB" }, processorTime.map { "\($0) s of processor time" }]
      .compactMap(\.self).joined(separator: ", ")
  }
}
