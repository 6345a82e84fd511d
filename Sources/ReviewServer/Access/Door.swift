internal import Batch
internal import Crypto
internal import Foundation
internal import Synchronization

/// Who may come in: an address with a key that opens once, and a cookie from then on.
///
/// Nothing of it is on disk: when the desk ends, everybody is out.
final class Door: Sendable {
  /// One browser that came in.
  struct Session: Sendable, Equatable {
    /// Goes with every change, beside the cookie: a page of somebody else's cannot know it.
    let token: String
    /// Who decides.
    var coach: String
  }

  /// Keys that were printed and nobody has used; the oldest goes first.
  private static let mostKeys = 8
  private static let mostSessions = 64

  private struct State {
    var keys: [Digest] = []
    /// By the digest of the cookie: what can be guessed from the time that a look-up takes is of no use.
    var sessions: [Digest: Session] = [:]
    var order: [Digest] = []
  }

  private typealias Digest = Data
  private let state = Mutex(State())
  private let coach: String

  /// - Parameter coach: who decides, until the page says otherwise.
  init(coach: String) { self.coach = coach }

  /// A new key for one more browser.
  func key() -> String {
    let key = Self.secret()
    state.withLock { state in
      state.keys.append(Self.digest(key))
      if state.keys.count > Self.mostKeys { state.keys.removeFirst() }
    }
    return key
  }

  /// Takes a key for good.
  ///
  /// - Returns: the cookie of a new session; `nil`: the key is none, or was used.
  func enter(with key: String) -> String? {
    let cookie = Self.secret()
    return state.withLock { state in
      guard let index = state.keys.firstIndex(of: Self.digest(key)) else { return nil }
      state.keys.remove(at: index)
      let digest = Self.digest(cookie)
      state.sessions[digest] = Session(token: Self.secret(), coach: coach)
      state.order.append(digest)
      if state.order.count > Self.mostSessions { state.sessions[state.order.removeFirst()] = nil }
      return cookie
    }
  }

  /// - Returns: `nil`: nobody came in with that cookie.
  func session(_ cookie: String) -> Session? { state.withLock { $0.sessions[Self.digest(cookie)] } }

  func setCoach(_ name: String, of cookie: String) {
    state.withLock { $0.sessions[Self.digest(cookie)]?.coach = name }
  }

  private static func secret() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { Hexadecimal.text($0) }
  }

  private static func digest(_ secret: String) -> Digest { Data(SHA256.hash(data: Data(secret.utf8))) }
}

extension Door.Session {
  /// In a time that does not tell how much of it was right.
  func accepts(_ token: String) -> Bool {
    let (given, right) = (Array(token.utf8), Array(self.token.utf8))
    return given.count == right.count && zip(given, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
