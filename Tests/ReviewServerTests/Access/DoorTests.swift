import Testing

@testable import ReviewServer

@Suite("Who may come in")
struct DoorTests {
  @Test("a key opens once")
  func once() throws {
    let door = Door(coach: "Kim")
    let key = door.key()
    let cookie = try #require(door.enter(with: key))
    #expect(door.enter(with: key) == nil)
    #expect(door.session(cookie)?.coach == "Kim")
    #expect(door.session(key) == nil)
    #expect(door.session("") == nil)
  }

  @Test("two that come in have nothing in common, and each its own name")
  func apart() throws {
    let door = Door(coach: "Kim")
    let cookies = try [door.key(), door.key()].map { try #require(door.enter(with: $0)) }
    let sessions = try cookies.map { try #require(door.session($0)) }
    #expect(cookies[0] != cookies[1] && sessions[0].token != sessions[1].token)
    door.setCoach("Ann", of: cookies[1])
    #expect(cookies.map { door.session($0)?.coach } == ["Kim", "Ann"])
    #expect(sessions[0].accepts(sessions[0].token))
    for other in [sessions[1].token, "", String(sessions[0].token.dropLast()), cookies[0]] {
      #expect(!sessions[0].accepts(other))
    }
  }

  @Test("the oldest keys and sessions go when there are too many")
  func bounded() throws {
    let door = Door(coach: "Kim")
    let first = door.key()
    for _ in 0..<8 { _ = door.key() }
    #expect(door.enter(with: first) == nil)
    let cookies = try (0..<65).map { _ in try #require(door.enter(with: door.key())) }
    #expect(door.session(cookies[0]) == nil)
    #expect(door.session(cookies[64]) != nil)
  }
}
