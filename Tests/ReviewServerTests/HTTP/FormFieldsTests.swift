import Testing

@testable import ReviewServer

@Suite("Forms and queries")
struct FormFieldsTests {
  @Test(
    "as browsers write them",
    arguments: [
      ("a=1&b=2", "b", "2"), ("a=two+words", "a", "two words"), ("a=%C3%A9+%2B", "a", "é +"), ("a=b=c", "a", "b=c"),
      ("a=1&a=2", "a", "1"), ("a", "a", nil), ("a=", "a", nil), ("", "a", nil), ("&&a=1&", "a", "1"), ("A=1", "a", nil),
      ("%61=1", "a", "1"),
    ] as [(String, String, String?)])
  func table(_ row: (text: String, name: String, value: String?)) throws {
    #expect(try #require(FormFields(row.text))[row.name] == row.value)
  }

  @Test("what cannot be read is none", arguments: ["a=%", "a=%4", "a=%ZZ", "a=%FF%FE", "%=1"])
  func unreadable(_ text: String) { #expect(FormFields(text) == nil) }

  @Test(
    "what is written as a value is read as it was",
    arguments: ["a b", "é", "a&b=c", "+", "%", "\"'<>", "~-._", "\u{301}x"])
  func roundTrip(_ value: String) throws {
    #expect(try #require(FormFields("a=\(value.queryEncoded)"))["a"] == value)
  }
}
