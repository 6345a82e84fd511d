import Archive
import ArchiveTesting
import Movement
import Testing

@testable import ReviewServer

@Suite("Addresses of the desk")
struct QueueAddressTests {
  @Test(
    "a filter is an address and back",
    arguments: [
      QueueFilter(isUndecidedOnly: true), QueueFilter(athlete: "Änne & Co+1", isUndecidedOnly: true),
      QueueFilter(rule: RuleID("pause"), verdict: .flag, profile: .ball, isUndecidedOnly: false),
      QueueFilter(from: CalendarDay("2026-11-01"), through: CalendarDay("2026-11-30"), isUndecidedOnly: true),
    ])
  func roundTrip(_ filter: QueueFilter) throws {
    let place = QueuePlace("-725.25~\(Sample.key(1))~4")
    for address in [QueueAddress(filter), QueueAddress(filter, after: place), QueueAddress(filter, before: place)] {
      #expect(try QueueAddress(try #require(FormFields(address.query))) == address)
    }
  }

  @Test("nothing is filtered, but what was decided, where the address says nothing")
  func plain() throws {
    let address = try QueueAddress(FormFields())
    #expect(address.filter == QueueFilter(isUndecidedOnly: true))
    #expect(address.list == "/")
    #expect(address.rep(RepAddress(Sample.key(1), 4)) == "/reps/\(Sample.key(1))/4")
  }

  @Test(
    "what is none is refused",
    arguments: [
      "verdict=ok", "verdict=bad", "profile=sofa", "from=yesterday", "to=2026-13-01", "after=1", "before=x~y~z",
      "rule=\(String(repeating: "a", count: 61))",
    ])
  func bad(_ query: String) throws {
    let fields = try #require(FormFields(query))
    #expect(throws: Refusal.self) { try QueueAddress(fields) }
  }

  @Test(
    "a form leads to no other machine",
    arguments: [
      ("/reps/x?rule=pause", "/reps/x?rule=pause"), ("//evil.example", "/"), ("https://evil.example", "/"),
      ("/\\evil.example", "/"),
      ("", "/"), (nil, "/"), ("/a\r\nSet-Cookie: x", "/"), ("/é", "/"), ("javascript:alert(1)", "/"),
    ] as [(String?, String)])
  func local(_ row: (text: String?, address: String)) { #expect(LocalAddress(row.text).text == row.address) }
}
