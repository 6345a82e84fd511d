import Foundation
import Reports
import Testing

@Suite("Gzip")
struct GzipTests {
  @Test("gives back what was packed", arguments: [0, 1, 65_535, 65_536, 300_000])
  func roundTrip(size: Int) throws {
    let data = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
    #expect(try Gzip.decompress(Gzip.compress(data)) == data)
  }

  @Test("gives equal bytes for equal data")
  func deterministic() throws {
    let data = Data("again and again".utf8)
    #expect(try Gzip.compress(data) == Gzip.compress(data))
  }

  @Test("tells a truncated file from something else")
  func damaged() throws {
    let packed = try Gzip.compress(Data(repeating: 7, count: 10_000))
    #expect(throws: GzipError.truncated) { try Gzip.decompress(packed.dropLast(6)) }
    #expect(throws: GzipError.notGzip) { try Gzip.decompress(Data("{\"schema\": 1}".utf8)) }
    #expect(throws: GzipError.truncated) { try Gzip.decompress(Data()) }
  }
}
