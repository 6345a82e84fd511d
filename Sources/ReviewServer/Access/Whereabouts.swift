internal import Synchronization

/// Where the desk is reached. Known once it listens, which is before the first request is read.
final class Whereabouts: Sendable {
  struct Place: Sendable {
    let hosts: KnownHosts
    let port: Int

    /// Cookies are not told apart by ports: two desks on one machine would take each other's.
    var cookieName: String { "formcheck-desk-\(port)" }
  }

  private let state = Mutex<Place?>(nil)

  var place: Place {
    get {
      guard let place = state.withLock(\.self) else {
        preconditionFailure("nothing is served before it is known where")
      }
      return place
    }
    set { state.withLock { $0 = newValue } }
  }
}
