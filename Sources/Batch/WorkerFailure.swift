internal import Archive
internal import Foundation
internal import Movement

/// Why a worker made no result, as the record of the failure says it.
struct WorkerFailure: Error, Equatable {
  private static let longestMessage = 1000

  var kind: FailureRecord.Kind
  /// Without the file's name.
  var message: String
  var exitStatus: Int?
  var signal: Int?

  init(_ kind: FailureRecord.Kind, _ message: String, exitStatus: Int? = nil, signal: Int? = nil) {
    self.kind = kind
    self.message = String(message.prefix(Self.longestMessage))
    self.exitStatus = exitStatus
    self.signal = signal
  }

  /// - Parameters:
  ///   - timeout: seconds that it had.
  ///   - memory: megabytes that it had.
  /// - Returns: `nil`: it ended as it should.
  init?(_ result: WorkerProcess.Result, timeout: Double, memory: Int) {
    switch result.end {
    case .exited(0): return nil
    case .exited(let code):
      if let (word, message) = result.failure, let kind = Self.kinds[word] {
        self.init(kind, message.printable, exitStatus: Int(code))
      } else {
        self.init(.bug, "the worker ended with \(code) and no reason\(Self.quote(result))", exitStatus: Int(code))
      }
    case .killed(let signal):
      self.init(.crashed, Self.words(for: signal, memory) + Self.quote(result), signal: Int(signal))
    case .timedOut:
      self.init(.timedOut, "it took longer than \(Int(timeout)) s. Allow more with --timeout and --retry-failed.")
    case .stuck: self.init(.timedOut, "it came no further for minutes, and was ended. A damaged clip may do that.")
    case .babbled: self.init(.bug, "the worker said more than a worker says, and was ended.")
    case .notStarted(let reason): self.init(.tryAgain, "no worker could be started: \(reason)")
    }
  }

  /// How a worker calls what went wrong.
  private static let kinds: [String: FailureRecord.Kind] = [
    "unusable": .unusable, "unreadable": .unreadable, "missingPart": .missingPart, "cannotWrite": .notWritten,
    "tryAgain": .tryAgain, "outOfMemory": .outOfMemory, "wrongUsage": .badProfile, "bug": .bug,
  ]

  private static func words(for signal: Int32, _ memory: Int) -> String {
    switch signal {
    case SIGXCPU: "the worker used up the processor time that it had. Allow more with --timeout and --retry-failed."
    case SIGSYS: "the worker was ended because it tried what no worker may: the clip may be made to do harm."
    case SIGKILL: "the worker was killed by somebody, or for want of memory on this machine. Try --jobs 1."
    default:
      "the worker crashed (signal \(signal)): a damaged clip, or more memory needed than \(memory) MB, which "
        + "--max-memory raises."
    }
  }

  private static func quote(_ result: WorkerProcess.Result) -> String {
    result.lastWords.isEmpty ? "" : " [\(String(result.lastWords.suffix(300)).printable)]"
  }
}

extension FailureRecord.Kind {
  /// Trying again at once may help: the machine was short of something.
  var mayPass: Bool { [.tryAgain, .timedOut, .outOfMemory, .crashed].contains(self) }

  /// The worker did not end by itself.
  var isDeath: Bool { [.timedOut, .outOfMemory, .crashed].contains(self) }

  /// Trying again will not help by itself: another file, other limits or another program may.
  var isFinal: Bool { [.unusable, .badProfile, .bug].contains(self) }
}
