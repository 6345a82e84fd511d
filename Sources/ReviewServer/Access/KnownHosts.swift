internal import NIOCore

/// The names by which the desk may be reached, compared with `Host` and `Origin` before anything else is looked at.
///
/// A page of somebody else's can have its own name lead to this machine (DNS rebinding); its requests still carry that name.
struct KnownHosts: Sendable, Equatable {
  private let hosts: Set<String>
  /// Of those that are reached through TLS.
  private let secure: Set<String>
  private let origins: Set<String>

  /// - Parameters:
  ///   - addresses: by which this machine is reached, without a port; one of version 6 without brackets.
  ///   - port: on which the desk listens.
  ///   - names: by which a proxy with TLS in front is reached, `desk.example.org` or `desk.example.org:8443`.
  init(addresses: [String], port: Int, behind names: [String] = []) {
    let own = addresses.map { $0.contains(":") ? "[\($0.lowercased())]" : $0.lowercased() }
    let bound = own.flatMap { port == 80 ? [$0, "\($0):80"] : ["\($0):\(port)"] }
    let known = names.map { $0.lowercased() }
    hosts = Set(bound + known)
    secure = Set(known)
    origins = Set(bound.map { "http://" + $0 } + known.map { "https://" + $0 })
  }

  /// Stand for every address of this machine.
  static let all = ["0.0.0.0", "::"]
  static let loopback = ["127.0.0.1", "localhost", "::1"]

  /// The addresses by which a desk is reached that listens on one.
  ///
  /// - Parameter host: `0.0.0.0` and `::` stand for all of this machine's.
  static func addresses(listeningOn host: String) -> [String] {
    if loopback.contains(host) { return loopback }
    guard all.contains(host) else { return [host] }
    let devices = (try? System.enumerateDevices()) ?? []
    return loopback + devices.compactMap { $0.address?.ipAddress }
  }

  func knows(host: String) -> Bool { hosts.contains(host.lowercased()) }

  /// Whether a browser that asks by this name comes through TLS.
  func isSecure(host: String) -> Bool { secure.contains(host.lowercased()) }

  /// Browsers write an origin in lower case, and send one with every request that may change something.
  func knows(origin: String) -> Bool { origins.contains(origin) }
}
