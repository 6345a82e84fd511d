import Archive
import ArchiveTesting
import Batch
import Foundation
import Movement
import Testing

@testable import ReviewServer

@Suite("Clips that are dropped on the desk")
struct UploadingTests {
  /// Begins as an MP4 does.
  private static let film = Data([0, 0, 0, 24] + Array("ftypisom".utf8) + Array(repeating: 7, count: 5_000))

  private func send(
    _ film: Data, _ query: String, to desk: OpenDesk, length: Int? = nil, _ changed: [(String, String)]? = nil
  ) async throws -> RawClient.Answer? {
    let fields =
      changed ?? [
        ("Host", desk.host), ("Cookie", desk.cookie), ("Origin", desk.origin), ("X-Formcheck-Token", desk.token),
      ]
    return try await RawClient.send(
      "POST", "/uploads?\(query)",
      fields + [("Content-Type", "application/octet-stream"), ("Content-Length", "\(length ?? film.count)")],
      body: film,
      port: desk.port)
  }

  private func kept(_ desk: OpenDesk) throws -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: desk.results.appendingPathComponent(ResultsLayout.uploadsFolder).path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Clips that are coming in.
  private func drafts(_ desk: OpenDesk) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: desk.results.appendingPathComponent(ResultsLayout.uploadsFolder).path
    ).filter { $0.hasPrefix(".") && $0 != ".lock" }
  }

  @Test("one is kept under its hash, once, and listed")
  func kept() async throws {
    let desk = try await OpenDesk()
    let answer = try #require(try await send(Self.film, "name=a.mp4&athlete=Anna&profile=machine", to: desk))
    #expect(answer.status == 200, "\(answer.text)")
    let names = try kept(desk)
    #expect(names.count == 2 && answer.text.contains(String(names[0].prefix(64))))
    #expect(try await desk.get("/uploads").text.contains("a.mp4"))
    let again = try await send(Self.film, "name=a.mp4&athlete=Anna&profile=machine", to: desk)
    #expect(again?.status == 200)
    #expect(try kept(desk) == names)
  }

  @Test(
    "what is no clip, has no name or is too much is refused, and nothing is kept",
    arguments: [
      (Data("a text".utf8), "name=a.mp4&athlete=A", 415), (Data(), "name=a.mp4&athlete=A", 422),
      (film, "athlete=A", 422),
      (film, "name=a.mp4", 422), (film, "name=a.mp4&athlete=%00", 422), (film, "name=..&athlete=A", 422),
      (film, "name=a.mp4&athlete=A&profile=sofa", 422), (film, "name=a.mp4&athlete=%FF", 400),
      (film + Data(count: 1_000_000), "name=a.mp4&athlete=A", 413),
    ] as [(Data, String, Int)])
  func refused(_ row: (film: Data, query: String, status: Int)) async throws {
    let desk = try await OpenDesk()
    #expect(try await send(row.film, row.query, to: desk)?.status == row.status)
    #expect(try kept(desk) == [])
  }

  @Test("one that breaks off is not kept")
  func brokenOff() async throws {
    let desk = try await OpenDesk()
    let sent = [
      ("Host", desk.host), ("Cookie", desk.cookie), ("Origin", desk.origin), ("X-Formcheck-Token", desk.token),
    ]
    let head = "POST /uploads?name=a.mp4&athlete=A HTTP/1.1\r\n" + sent.map { "\($0): \($1)\r\n" }.joined()
    let bytes =
      Data((head + "Content-Type: application/octet-stream\r\nContent-Length: 50000\r\n\r\n").utf8) + Self.film
    _ = try await RawClient.exchange(bytes, port: desk.port, isCutOff: true)
    // What was begun goes as soon as the server has seen it.
    for _ in 0..<200 {
      if try drafts(desk) == [] { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(try drafts(desk) == [] && kept(desk) == [])
    #expect(try await desk.get("/uploads").status == 200)
  }

  @Test("who may not ask for changes hands nothing in")
  func foreign() async throws {
    let desk = try await OpenDesk()
    let own = [
      ("Host", desk.host), ("Cookie", desk.cookie), ("Origin", desk.origin), ("X-Formcheck-Token", desk.token),
    ]
    for missing in own.map(\.0) {
      let answer = try await send(Self.film, "name=a.mp4&athlete=A", to: desk, own.filter { $0.0 != missing })
      let status = ["Host": 421, "Cookie": 401][missing] ?? 403
      #expect(try #require(answer, "without \(missing)").status == status, "without \(missing)")
    }
    let foreign = own.map { ($0.0, $0.0 == "Origin" ? "http://evil.example" : $0.1) }
    #expect(try await send(Self.film, "name=a.mp4&athlete=A", to: desk, foreign)?.status == 403)
    #expect(try kept(desk) == [])
  }

  @Test("a path in a name leads nowhere")
  func path() async throws {
    let desk = try await OpenDesk()
    #expect(try await send(Self.film, "name=..%2F..%2Fetc%2Fa.mp4&athlete=A", to: desk)?.status == 200)
    #expect(try kept(desk).count == 2)
    #expect(try await desk.get("/uploads").text.contains(">a.mp4<"))
  }

  @Test("more than a hundred may not wait")
  func tooMany() async throws {
    let desk = try await OpenDesk()
    var statuses: [Int] = []
    // Some of them come to their end meanwhile.
    while statuses.last ?? 200 == 200, statuses.count < 1_000 {
      let film = Self.film + Data("\(statuses.count)".utf8)
      statuses.append(try await send(film, "name=\(statuses.count).mp4&athlete=A", to: desk)?.status ?? 0)
    }
    #expect(statuses.count > 100 && statuses.last == 429)
  }

  @Test("a desk that takes none has no such page")
  func none() async throws {
    let desk = try await OpenDesk(isReadOnly: true)
    #expect(try await desk.get("/uploads").status == 404)
    #expect(try await send(Self.film, "name=a.mp4&athlete=A", to: desk)?.status == 404)
    #expect(!(try await desk.get("/").text.contains("/uploads")))
  }
}
