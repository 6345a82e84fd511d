internal import Foundation
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// One run of the program on one clip, in a process of its own.
///
/// The clip is the worker's standard input, open for reading, so the worker needs no right to open anything. Whatever it
/// says is a stranger's word: lines are bounded in length, and only those that are understood count.
struct WorkerProcess {
  /// How it ended.
  enum End: Sendable, Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It was ended by us after the time that it had.
    case timedOut
    /// It was ended by us after it had come no further for a while.
    case stuck
    /// It said more than a worker says, and was ended by us.
    case babbled
    case notStarted(String)
  }

  struct Result: Sendable {
    var end: End
    /// What it gave as the reason of its failure: kind and message.
    var failure: (kind: String, message: String)?
    /// The last of what it wrote on stderr.
    var lastWords: String
  }

  /// A message names a file and a reason.
  private static let longestLine = 1 << 16
  private static let lastWordsLimit = 2000

  /// Its own words, without what stands before them.
  var arguments: [String]
  var timeout: Duration
  /// Time without any progress after which it hangs.
  var patience: Duration
  /// The outer layer, and the folder that may be written in through it; `nil`: none.
  var outer: (layer: Bubblewrap, place: URL)?

  /// Starts it and waits for its end; when this returns, the worker is gone.
  ///
  /// - Parameters:
  ///   - clip: open for reading; stays open.
  ///   - onProgress: gets the share of the work that is done, 0 to 1.
  /// - Throws: `CancellationError` when the task was cancelled: the worker was killed.
  func run(clip: Int32, onProgress: @escaping @Sendable (Double) -> Void) async throws -> Result {
    let heartbeat = Heartbeat()
    return try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask {
        await runToItsEnd(clip) { share in
          heartbeat.last = .now
          onProgress(share)
        }
      }
      group.addTask { await Result(end: outwait(heartbeat), lastWords: "") }
      guard var first = try await group.next() else { preconditionFailure("two tasks were added") }
      // Kills the worker, or ends the waiting.
      group.cancelAll()
      let second = try await group.next()
      try Task.checkCancellation()
      if first.lastWords.isEmpty { first.lastWords = second?.lastWords ?? "" }
      return first
    }
  }

  /// Waits until the worker has had its time, or hangs; cut short as soon as it has ended.
  private func outwait(_ heartbeat: Heartbeat) async -> End {
    let deadline = SuspendingClock.now + timeout
    while !Task.isCancelled {
      let last = heartbeat.last
      try? await Task.sleep(until: min(deadline, last + patience), clock: .suspending)
      if .now >= deadline { return .timedOut }
      // We may have been stopped ourselves: what it said meanwhile is read first.
      try? await Task.sleep(for: .seconds(2))
      if heartbeat.last == last, .now >= last + patience { return .stuck }
    }
    return .timedOut
  }

  private func runToItsEnd(_ clip: Int32, _ onProgress: @escaping @Sendable (Double) -> Void) async -> Result {
    let words = LastWords(limit: Self.lastWordsLimit)
    do {
      let outcome = try await Subprocess.run(
        // The very file that runs now, also when its name has become another one's meanwhile.
        .path(outer == nil ? "/proc/self/exe" : FilePath(Bubblewrap.path)),
        arguments: Arguments((outer.map { $0.layer.words(writable: $0.place) } ?? []) + arguments),
        environment: Self.environment,
        platformOptions: Self.platformOptions,
        input: .fileDescriptor(FileDescriptor(rawValue: clip), closeAfterSpawningProcess: false),
        output: .sequence, error: .sequence
      ) { execution in
        try await withThrowingTaskGroup(of: WorkerMessage?.self) { group in
          group.addTask {
            for try await line in Self.lines(execution.standardError) { words.append(line) }
            return nil
          }
          group.addTask {
            var failure: WorkerMessage?
            for try await line in Self.lines(execution.standardOutput) {
              switch WorkerMessage(line) {
              case .progress(let share)?: onProgress(share)
              case let said?: failure = said
              case nil: break
              }
            }
            return failure
          }
          var failure: WorkerMessage?
          for try await said in group { failure = said ?? failure }
          return failure
        }
      }
      let end: End =
        switch outcome.terminationStatus {
        // A layer tells the signal that its worker died of as a shell does.
        case .exited(let code) where outer != nil && code > 128: .killed(signal: code - 128)
        case .exited(let code): .exited(code)
        case .signaled(let signal): .killed(signal: signal)
        }
      var result = Result(end: end, lastWords: words.text)
      if case .failure(let kind, let message)? = outcome.closureResult { result.failure = (kind, message) }
      return result
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      return Result(end: .babbled, lastWords: words.text)
    } catch {
      return Result(end: .notStarted("\(error)"), lastWords: words.text)
    }
  }

  /// Only what the program itself asks for: no library of somebody's is loaded into a worker, no secret is handed on.
  private static var environment: Environment {
    let known = ["FORMCHECK_MODELS", "FORMCHECK_FONTS"]
    let values = known.compactMap { name in
      ProcessInfo.processInfo.environment[name].map { (Environment.Key(stringLiteral: name), $0) }
    }
    return .custom(Dictionary(uniqueKeysWithValues: values))
  }

  /// In a group of its own it does not get the Ctrl-C of the terminal: that one is for us to answer. To cancel is to kill:
  /// whatever it has begun lies in a folder that is taken away.
  private static var platformOptions: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = []
    return options
  }

  /// Lines end at a line feed and nowhere else: a JSON text may hold any other separator.
  private static func lines(_ output: SubprocessOutputSequence) -> SubprocessOutputSequence.StringSequence<UTF8> {
    output.strings(
      separatedBy: .unicodeScalarSequence("\n".unicodeScalars), bufferingPolicy: .maxLineLength(longestLine))
  }
}

/// When a worker last came further, on a clock that stands still while the machine sleeps.
private final class Heartbeat: Sendable {
  private let moment = Mutex(SuspendingClock.now)

  var last: SuspendingClock.Instant {
    get { moment.withLock { $0 } }
    set { moment.withLock { $0 = newValue } }
  }
}
