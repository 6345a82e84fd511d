import Archive
import ArchiveTesting
import Crypto
import Foundation
import Movement
import Reports
import Testing

@Suite("What bad people send to the desk")
struct AttackTests {
  private static let set = Sample.key(0).rawValue

  /// Every address there is, and some that there are not.
  private static let pages = [
    "/", "/?rule=pause", "/reps/\(set)/2", "/sets/\(set)", "/sets/\(set)/original", "/sets/\(set)/report/report.html",
    "/sets/\(set)/report/annotated.mp4", "/agreement", "/labels.csv", "/labels.jsonl", "/uploads", "/uploads/events",
    "/nothing", "/reps/\(set)/99", "/reps/x/1", "/?after=%FF",
  ]
  private static let changes = [
    "/decisions", "/coach", "/uploads?name=a.mp4&athlete=A", "/uploads/again", "/", "/reps/\(set)/2",
    "/nothing",
  ]

  /// The headers that keep a page to itself.
  private static let kept = [
    "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "cache-control",
  ]

  private func expectKept(_ answer: RawClient.Answer, _ context: String) {
    for name in Self.kept { #expect(answer.fields[name]?.count == 1, "\(context): \(name)") }
    let policy = answer["content-security-policy"] ?? ""
    #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(context): \(policy)")
    #expect(!policy.contains("unsafe-eval") && !policy.contains("script-src 'unsafe-inline'"), "\(context): \(policy)")
  }

  struct Forged: Sendable, CustomTestStringConvertible {
    var name: String
    var status: Int
    /// Of the fields that a browser sends some are others, or missing.
    var changed: [String: [String]]
    var testDescription: String { name }
  }

  private static let forged = [
    Forged(name: "another name for this machine", status: 421, changed: ["Host": ["desk.evil.example"]]),
    Forged(name: "another name with our port", status: 421, changed: ["Host": ["evil.example:PORT"]]),
    Forged(name: "another port", status: 421, changed: ["Host": ["127.0.0.1:1"]]),
    Forged(name: "our address without its port", status: 421, changed: ["Host": ["127.0.0.1"]]),
    Forged(name: "our address with a dot behind it", status: 421, changed: ["Host": ["localhost.:PORT"]]),
    Forged(name: "somebody before our address", status: 421, changed: ["Host": ["evil@127.0.0.1:PORT"]]),
    Forged(name: "an empty name", status: 421, changed: ["Host": [""]]),
    Forged(name: "no name", status: 421, changed: ["Host": []]),
    Forged(name: "two names, ours first", status: 421, changed: ["Host": ["127.0.0.1:PORT", "evil.example"]]),
    Forged(name: "two names, ours last", status: 421, changed: ["Host": ["evil.example", "127.0.0.1:PORT"]]),
    Forged(name: "no cookie", status: 401, changed: ["Cookie": []]),
    Forged(name: "a cookie of somebody's own", status: 401, changed: ["Cookie": ["formcheck-desk-PORT=00"]]),
    Forged(name: "another desk's cookie", status: 401, changed: ["Cookie": ["formcheck-desk-1=VALUE"]]),
  ]

  private static let foreign = [
    Forged(name: "no origin", status: 403, changed: ["Origin": []]),
    Forged(name: "the origin null", status: 403, changed: ["Origin": ["null"]]),
    Forged(name: "a foreign origin", status: 403, changed: ["Origin": ["http://evil.example"]]),
    Forged(name: "another port's origin", status: 403, changed: ["Origin": ["http://127.0.0.1:1"]]),
    Forged(name: "our origin in another scheme", status: 403, changed: ["Origin": ["https://127.0.0.1:PORT"]]),
    Forged(
      name: "an origin that only begins like ours", status: 403,
      changed: ["Origin": ["http://127.0.0.1:PORT.evil.example"]]),
    Forged(name: "two origins", status: 403, changed: ["Origin": ["http://127.0.0.1:PORT", "http://evil.example"]]),
    Forged(name: "from another site, says the browser", status: 403, changed: ["Sec-Fetch-Site": ["cross-site"]]),
    Forged(name: "from a sister site, says the browser", status: 403, changed: ["Sec-Fetch-Site": ["same-site"]]),
    Forged(name: "no token", status: 403, changed: ["X-Formcheck-Token": []]),
    Forged(name: "a token of somebody's own", status: 403, changed: ["X-Formcheck-Token": ["00"]]),
    Forged(name: "the cookie as the token", status: 403, changed: ["X-Formcheck-Token": ["VALUE"]]),
  ]

  private func fields(_ desk: OpenDesk, _ forged: Forged, length: Int? = nil) -> [(String, String)] {
    var fields = [
      "Host": [desk.host], "Cookie": [desk.cookie], "Origin": [desk.origin], "X-Formcheck-Token": [desk.token],
      "Accept": ["text/html"],
    ]
    if let length {
      fields["Content-Type"] = ["application/x-www-form-urlencoded"]
      fields["Content-Length"] = ["\(length)"]
    }
    let value = String(desk.cookie.split(separator: "=")[1])
    for (name, values) in forged.changed {
      fields[name] = values.map { $0.replacing("PORT", with: "\(desk.port)").replacing("VALUE", with: value) }
    }
    return fields.flatMap { name, values in values.map { (name, $0) } }
  }

  @Test("no page is shown to who may not see it, whatever the address and the method", arguments: ["GET", "HEAD"])
  func pages(_ method: String) async throws {
    let desk = try await OpenDesk()
    for page in Self.pages {
      for forged in Self.forged {
        let context = "\(method) \(page), \(forged.name)"
        let answer = try #require(
          try await RawClient.send(method, page, fields(desk, forged), port: desk.port), "\(context)")
        #expect(answer.status == forged.status, "\(context)")
        #expect(!answer.text.contains("Anna") && (method == "GET" || answer.body.isEmpty), "\(context)")
        expectKept(answer, context)
      }
    }
  }

  @Test("no change is made for who may not ask for it, whatever the address", arguments: [false, true])
  func changes(_ isReadOnly: Bool) async throws {
    let desk = try await OpenDesk(isReadOnly: isReadOnly)
    let before = try desk.snapshot
    let body = Data(desk.decision.map { "\($0)=\($1)" }.joined(separator: "&").utf8)
    for address in Self.changes {
      for forged in Self.forged + Self.foreign {
        let sent = fields(desk, forged, length: body.count)
        let context = "\(address), \(forged.name)"
        let answer = try #require(
          try await RawClient.send("POST", address, sent, body: body, port: desk.port), "\(context)")
        #expect(answer.status == forged.status, "\(context)")
        expectKept(answer, context)
      }
    }
    #expect(try desk.snapshot == before)
    // The same bytes, asked for by a page of the desk, are a decision: the rows above fail for what they say.
    if !isReadOnly {
      #expect(try await desk.post("/decisions", desk.decision).status == 200)
      #expect(try desk.archive.decisions().count == 1)
    }
  }

  @Test(
    "a method that an address does not have is refused with those that it has",
    arguments: [
      ("POST", "/", "GET, HEAD"), ("POST", "/agreement", "GET, HEAD"), ("GET", "/decisions", "POST"),
      ("HEAD", "/coach", "POST"),
      ("PUT", "/decisions", "GET, HEAD, POST"), ("DELETE", "/decisions", "GET, HEAD, POST"),
      ("TRACE", "/", "GET, HEAD, POST"), ("OPTIONS", "/", "GET, HEAD, POST"), ("POST", "/enter", "GET, HEAD"),
    ])
  func methods(_ row: (method: String, address: String, allowed: String)) async throws {
    let desk = try await OpenDesk()
    let sent = fields(desk, Forged(name: "", status: 405, changed: [:]), length: 0)
    let answer = try #require(try await RawClient.send(row.method, row.address, sent, port: desk.port))
    #expect(answer.status == 405)
    #expect(answer["allow"] == row.allowed)
    expectKept(answer, "\(row)")
  }

  @Test(
    "no address leads to a file that is none of a report's",
    arguments: [
      "/sets/SET/report/set.json", "/sets/SET/report/film.json", "/sets/SET/report/pose.json.gz",
      "/sets/SET/report/../../../formcheck.sqlite", "/sets/SET/report/..%2F..%2F..%2Fformcheck.sqlite",
      "/sets/SET/report/%2e%2e/%2e%2e/formcheck.sqlite", "/sets/SET/report/flags/..%2F..%2Fset.mp4",
      "/sets/SET/report/stills/../set.json", "/sets/SET/report/stills/%00.jpg", "/sets/SET/report/stills/link.jpg",
      "/sets/SET/report/linked/secret.jpg", "/sets/SET/report/flags/%2Fetc%2Fhostname.mp4",
      "/sets/..%2Fsets/report/report.html",
      "/formcheck.sqlite", "/decisions.jsonl", "/../../etc/hostname", "//etc/hostname",
      "/sets/SET/report/stills/pipe.jpg",
      "/assets/../formcheck.sqlite", "/assets/..%2Fformcheck.sqlite", "/reps/SET/2/../../../formcheck.sqlite",
    ])
  func paths(_ path: String) async throws {
    let desk = try await OpenDesk()
    let report = desk.results.appendingPathComponent(ResultsLayout.folder(of: Sample.key(0)))
    let secret = desk.results.appendingPathComponent("secret.jpg")
    try Data("secret".utf8).write(to: secret)
    let stills = report.appendingPathComponent("stills")
    symlink(secret.path, stills.appendingPathComponent("link.jpg").path)
    symlink(desk.results.path, report.appendingPathComponent("linked").path)
    mkfifo(stills.appendingPathComponent("pipe.jpg").path, 0o600)
    let answer = try await desk.get(path.replacing("SET", with: Self.set))
    #expect((400..<500).contains(answer.status), "\(answer.status)")
    #expect(!answer.text.contains("secret") && !answer.text.contains("SQLite"))
    expectKept(answer, path)
  }

  struct Broken: Sendable {
    var name: String
    var bytes: String
    var statuses: [Int]
  }

  @Test(
    "what is no request is refused or cut off, with the headers all the same",
    arguments: [
      Broken(name: "nothing that is HTTP", bytes: "hello\r\n\r\n", statuses: [400]),
      Broken(name: "a header without a colon", bytes: "GET / HTTP/1.1\r\nHost\r\n\r\n", statuses: [400]),
      Broken(
        name: "two lengths",
        bytes: "POST /decisions HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        statuses: [400]),
      Broken(
        name: "a length and pieces",
        bytes:
          "POST /decisions HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        statuses: [400, 401, 403]),
      Broken(
        name: "a header of a megabyte", bytes: "GET / HTTP/1.1\r\nHost: HOST\r\nX: LONG\r\n\r\n", statuses: [400, 431]),
      Broken(
        name: "an address of a megabyte", bytes: "GET /LONG HTTP/1.1\r\nHost: HOST\r\n\r\n",
        statuses: [400, 401, 414, 431]),
      Broken(
        name: "another machine's address",
        bytes: "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", statuses: [421]),
      Broken(
        name: "a tunnel", bytes: "CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        statuses: [400, 405]),
      Broken(
        name: "a star", bytes: "OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", statuses: [400, 405]),
      Broken(
        name: "an upgrade",
        bytes: "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
        statuses: [401]),
    ])
  func broken(_ row: Broken) async throws {
    let desk = try await OpenDesk()
    let text = row.bytes.replacing("HOST", with: desk.host).replacing(
      "LONG", with: String(repeating: "a", count: 1 << 20))
    if let answer = try await RawClient.exchange(Data(text.utf8), port: desk.port) {
      #expect(row.statuses.contains(answer.status), "\(row.name): \(answer.status)")
      expectKept(answer, row.name)
    }
    #expect(try await desk.get("/").status == 200, "\(row.name): the desk is closed")
  }

  @Test("a form that is too long is not read to its end, one that cannot be read is refused")
  func forms() async throws {
    let desk = try await OpenDesk()
    let long = try await desk.post("/decisions", desk.decision + [("text", String(repeating: "a", count: 1 << 20))])
    #expect(long.status == 413)
    let bad = try await desk.get("/?athlete=%ZZ")
    #expect(bad.status == 400)
    #expect(try desk.archive.decisions().isEmpty)
  }

  @Test("whoever tries keys is stopped")
  func keys() async throws {
    let desk = try await OpenDesk()
    var statuses: [Int] = []
    for number in 0..<60 {
      let answer = try await RawClient.send("GET", "/enter?key=\(number)", [("Host", desk.host)], port: desk.port)
      statuses.append(answer?.status ?? 0)
    }
    // One was used up by coming in.
    #expect(statuses.prefix(19).allSatisfy { $0 == 403 })
    // A slow machine lets one more through every five seconds.
    #expect(statuses.count { $0 == 429 } > 20, "\(statuses)")
  }

  @Test("the key opens once, only when it is asked for with GET, and its cookie is out of reach of scripts")
  func enters() async throws {
    let desk = try await OpenDesk()
    let key = String(desk.address.split(separator: "?")[1])
    let again = try await RawClient.send("GET", "/enter?\(key)", [("Host", desk.host)], port: desk.port)
    #expect(again?.status == 403)
    #expect(again?["set-cookie"] == nil)
    #expect(desk.cookie.split(separator: "=")[1].count == 64)
  }

  @Test(
    "names are shown as they are and obeyed by no browser",
    arguments: [
      "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "'\u{301}><img src=x onerror=alert(1)>", "{{token}}",
      "{{{svg}}}",
    ])
  func names(_ name: String) async throws {
    let desk = try await OpenDesk(athlete: name)
    for page in [
      "/", "/reps/\(Self.set)/2", "/sets/\(Self.set)",
      "/?athlete=\(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)",
    ] {
      let text = try await desk.get(page).text
      for mark in ["<script>alert", "onmouseover=\"", "<img src=x", "onerror=alert(1)>"] {
        #expect(!text.contains(mark), "\(page)")
      }
      #expect(!text.contains(desk.token + "</"), "\(page): a name was taken for a template")
    }
  }

  @Test("for reading only there is nothing that changes anything")
  func readOnly() async throws {
    let desk = try await OpenDesk(isReadOnly: true)
    let before = try desk.snapshot
    let page = try await desk.get("/reps/\(Self.set)/2").text
    #expect(!page.contains("<form method=\"post\""))
    for address in ["/decisions", "/coach", "/uploads"] {
      #expect([404, 405].contains(try await desk.post(address, desk.decision).status), "\(address)")
    }
    for page in Self.pages where page != "/uploads/events" { _ = try await desk.get(page) }
    #expect(try desk.snapshot == before)
  }

  @Test("an answer to HEAD has no body, so that the next one on the connection is the next one")
  func heads() async throws {
    let desk = try await OpenDesk()
    let head = { (method: String, path: String, close: Bool) in
      "\(method) \(path) HTTP/1.1\r\nHost: \(desk.host)\r\nCookie: \(desk.cookie)\r\n"
        + (close ? "Connection: close\r\n\r\n" : "\r\n")
    }
    for path in ["/", "/nothing", "/sets/\(Self.set)/report/annotated.mp4"] {
      let both = Data((head("HEAD", path, false) + head("GET", "/agreement", true)).utf8)
      let answer = try #require(try await RawClient.exchange(both, port: desk.port), "\(path)")
      #expect(answer.text.hasPrefix("HTTP/1.1 200"), "\(path): \(answer.text.prefix(40))")
    }
  }

  @Test("a page that a broken worker wrote as a report runs no script of its own")
  func foreignReport() async throws {
    let desk = try await OpenDesk()
    let answer = try await desk.get("/sets/\(Self.set)/report/report.html")
    let hash = { (script: String) in Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString() }
    #expect(answer.text.contains("<script>var a = 1</script>"))
    let policy = try #require(answer["content-security-policy"])
    #expect(!policy.contains(hash("var a = 1")))
    #expect(policy.contains("script-src 'sha256-\(hash(PageParts.script))'"))
  }
}
