import Testing

@testable import ReviewServer

@Suite("The part of a file that is asked for")
struct ByteRangeTests {
  @Test(
    "as RFC 9110 has it",
    arguments: [
      (nil, ByteRange.whole), ("bytes=0-9", .part(0...9)), ("bytes=90-", .part(90...99)), ("bytes=-10", .part(90...99)),
      ("bytes=0-1000", .part(0...99)), ("bytes=-1000", .part(0...99)), ("bytes=99-99", .part(99...99)),
      ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
      ("bytes=9999999999999999999999-", .unsatisfiable), ("bytes=0-9999999999999999999999", .part(0...99)),
      ("bytes=5-2", .whole), ("bytes=-", .whole), ("bytes=", .whole), ("bytes=a-b", .whole), ("bytes=0-1,5-6", .whole),
      ("lines=0-9", .whole), ("bytes=--5", .whole), ("bytes= 0-9", .whole), ("bytes=+1-9", .whole),
    ] as [(String?, ByteRange)])
  func table(_ row: (field: String?, range: ByteRange)) {
    #expect(ByteRange(row.field, of: 100) == row.range)
  }

  @Test("nothing of an empty file")
  func empty() {
    #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-5", of: 0) == .unsatisfiable)
    #expect(ByteRange(nil, of: 0) == .whole)
  }

  @Test("whatever is asked for lies within the file")
  func within() {
    for size in [1, 7, 100] {
      for first in 0..<12 {
        for last in 0..<12 {
          if case .part(let range) = ByteRange("bytes=\(first * 10)-\(last * 10)", of: size) {
            #expect(0 <= range.lowerBound && range.upperBound < size)
          }
        }
      }
    }
  }
}
