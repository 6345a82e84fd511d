/// How the desk is opened.
public struct DeskSettings: Sendable {
  /// The address of this machine on which it listens.
  public var host: String
  /// 0: any that is free.
  public var port: Int
  /// Names by which a proxy with TLS in front is reached: `desk.example.org`, with the port unless it is 443.
  public var knownAs: [String]
  /// Nothing is decided or uploaded, and nothing on disk changes.
  public var isReadOnly: Bool
  /// Who decides, until the page says otherwise.
  public var coach: String

  public init(host: String, port: Int, knownAs: [String], isReadOnly: Bool, coach: String) {
    self.host = host
    self.port = port
    self.knownAs = knownAs
    self.isReadOnly = isReadOnly
    self.coach = coach
  }

  /// Whether others than this machine can reach it.
  public var isOffLoopback: Bool { !KnownHosts.loopback.contains(host) }
}
