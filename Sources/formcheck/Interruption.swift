internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns SIGHUP, SIGINT and SIGTERM into a cancelled task, so that nothing partial is left behind.
final class Interruption: Sendable {
  /// Thrown once the work has stopped after a signal.
  struct Signalled: Error {
    let number: Int32
    var exitCode: Int32 { 128 + number }
  }

  private struct State {
    var received: Int32?
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let forcedEnd: (@Sendable () -> Void)?
  /// Set up by `init` and only kept alive after that.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// - Parameter forcedEnd: ends the process a second and a half after a signal, in the middle of whatever it does then.
  ///   Only for work that may be killed at any moment.
  init(forcedEnd: (@Sendable () -> Void)? = nil) {
    self.forcedEnd = forcedEnd
    let queue = DispatchQueue(label: "formcheck.signals")
    // Ignored here, or the default action would end the process before the source sees it.
    let numbers = [SIGINT, SIGTERM, SIGHUP].filter { number in
      let before = signal(number, SIG_IGN)
      // `nohup` asks that the end of the session is none of ours.
      return number != SIGHUP || unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
    }
    sources = numbers.map { DispatchSource.makeSignalSource(signal: $0, queue: queue) }
    for (source, number) in zip(sources, numbers) {
      source.setEventHandler { [weak self] in self?.receive(number) }
      source.activate()
    }
  }

  /// Waits for the work; a signal cancels it.
  /// - Throws: ``Signalled`` when a signal came, else what the work throws.
  func watching<Success: Sendable>(_ work: Task<Success, any Error>) async throws -> Success {
    let received = state.withLock { state in
      state.cancel = { work.cancel() }
      return state.received
    }
    if received != nil { work.cancel() }
    let result = await work.result
    let number = state.withLock { state in
      state.cancel = nil
      return state.received
    }
    if let number { throw Signalled(number: number) }
    return try result.get()
  }

  private func receive(_ number: Int32) {
    let cancel = state.withLock { state in
      state.received = number
      return state.cancel
    }
    cancel?()
    if let forcedEnd {
      DispatchQueue.global().asyncAfter(deadline: .now() + 1.5) {
        forcedEnd()
        _exit(Signalled(number: number).exitCode)
      }
    }
  }
}
