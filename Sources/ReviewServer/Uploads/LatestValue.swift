internal import Synchronization

/// A value that any number of listeners follow. Who is slow gets the newest one and misses those between.
final class LatestValue<Value: Sendable & Equatable>: Sendable {
  private struct State {
    var value: Value
    var listeners: [Int: AsyncStream<Value>.Continuation] = [:]
    var count = 0
    var isOver = false
  }

  private let state: Mutex<State>

  init(_ value: Value) { state = Mutex(State(value: value)) }

  var value: Value { state.withLock { $0.value } }

  /// Changes it; listeners hear of what is another value than before.
  func update<Result: Sendable>(_ change: (inout Value) -> Result) -> Result {
    state.withLock { state in
      let old = state.value
      let result = change(&state.value)
      // Within the lock, so that each listener gets the values in their order.
      if state.value != old {
        for listener in state.listeners.values { listener.yield(state.value) }
      }
      return result
    }
  }

  /// The value now, then each time another one, until ``end()``.
  func changes() -> AsyncStream<Value> {
    let (stream, listener) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: .bufferingNewest(1))
    let isOver = state.withLock { state in
      listener.yield(state.value)
      if state.isOver { return true }
      let number = state.count
      state.count += 1
      state.listeners[number] = listener
      listener.onTermination = { [weak self] _ in
        _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
      }
      return false
    }
    if isOver { listener.finish() }
    return stream
  }

  /// Ends all streams; later ones give the last value and end.
  func end() {
    let listeners = state.withLock { state in
      state.isOver = true
      return Array(state.listeners.values)
    }
    // Not within the lock: each of them takes itself out.
    for listener in listeners { listener.finish() }
  }

  /// For tests: who follows it now.
  var listenerCount: Int { state.withLock { $0.listeners.count } }
}
