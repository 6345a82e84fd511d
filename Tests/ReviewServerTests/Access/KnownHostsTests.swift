import Testing

@testable import ReviewServer

@Suite("The names by which the desk is reached")
struct KnownHostsTests {
  private let hosts = KnownHosts(
    addresses: KnownHosts.addresses(listeningOn: "127.0.0.1"), port: 8377, behind: ["desk.example.org"])

  @Test(
    "its own and the proxy's are known, others are not",
    arguments: [
      ("127.0.0.1:8377", true), ("localhost:8377", true), ("LOCALHOST:8377", true), ("[::1]:8377", true),
      ("desk.example.org", true), ("Desk.Example.Org", true), ("127.0.0.1", false), ("127.0.0.1:8378", false),
      ("desk.example.org:8377", false), ("localhost.:8377", false), ("localhost:8377.evil.example", false), ("", false),
      ("0.0.0.0:8377", false), ("127.0.0.2:8377", false), ("127.1:8377", false), ("evil.example", false),
    ])
  func host(_ row: (name: String, isKnown: Bool)) { #expect(hosts.knows(host: row.name) == row.isKnown) }

  @Test(
    "an origin has the scheme by which it is reached",
    arguments: [
      ("http://127.0.0.1:8377", true), ("http://localhost:8377", true), ("https://desk.example.org", true),
      ("https://127.0.0.1:8377", false), ("http://desk.example.org", false), ("null", false), ("", false),
      ("http://127.0.0.1:8377/", false), ("http://127.0.0.1:8377.evil.example", false),
    ])
  func origin(_ row: (name: String, isKnown: Bool)) { #expect(hosts.knows(origin: row.name) == row.isKnown) }

  @Test("on port 80 browsers leave the port out")
  func plainPort() {
    let hosts = KnownHosts(addresses: ["192.0.2.7"], port: 80)
    #expect(hosts.knows(host: "192.0.2.7") && hosts.knows(host: "192.0.2.7:80"))
    #expect(hosts.knows(origin: "http://192.0.2.7"))
  }

  @Test("one address alone is served under that one alone")
  func other() { #expect(KnownHosts.addresses(listeningOn: "192.0.2.7") == ["192.0.2.7"]) }
}
