internal import Synchronization

/// Bounds how often something may be tried: so many at once, then one more for each pause.
final class Attempts: Sendable {
  private struct State {
    var left: Double
    var seen: ContinuousClock.Instant
  }

  private let most: Double
  private let pause: Duration
  private let state: Mutex<State>

  /// - Parameters:
  ///   - most: so many at once.
  ///   - pause: after which one more may be tried.
  init(most: Int, pause: Duration) {
    self.most = Double(most)
    self.pause = pause
    state = Mutex(State(left: Double(most), seen: .now))
  }

  /// Takes one; false: none is left for now.
  func take(at now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { state in
      state.left = min(most, state.left + (now - state.seen) / pause)
      state.seen = max(now, state.seen)
      guard state.left >= 1 else { return false }
      state.left -= 1
      return true
    }
  }
}
