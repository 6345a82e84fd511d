/// An H.264 stream of interlaced pictures whose halves are coded as pictures of their own, as camcorders do. No coder that
/// is at hand makes it; the samples are written as they are.
struct FieldPictures {
  /// 64 by 64 pixels, 25 pictures a second.
  static func h264(pictures: Int) -> [UInt8] {
    (0..<pictures).flatMap { number in
      var bytes = delimiter + unit(0x67, sequence) + unit(0x68, picture)
      bytes += field(number, isBottom: false)
      bytes += delimiter
      bytes += field(number, isBottom: true)
      return bytes
    }
  }

  private static let delimiter: [UInt8] = [0, 0, 0, 1, 0x09, 0x10]

  /// Main profile, level 3, no order of its own for display, fields allowed; 50 fields a second.
  private static let sequence = [
    fixed(77, 8), fixed(0, 8), fixed(30, 8), golomb(0), golomb(0), golomb(2), golomb(2), "0", golomb(3), golomb(1),
    "00101", "0000", "1", fixed(1, 32), fixed(50, 32), "1", "0000",
  ].joined()
  private static let picture = [
    golomb(0), golomb(0), "00", golomb(0), golomb(0), golomb(0), "000", golomb(0), golomb(0), golomb(0), "000",
  ].joined()

  /// One slice of eight blocks, all of one grey.
  private static func field(_ number: Int, isBottom: Bool) -> [UInt8] {
    var bits = [0, 7, 0].map(golomb).joined() + fixed(0, 4) + "1" + (isBottom ? "1" : "0")
    bits += isBottom ? "0" : golomb(number % 2) + "00"
    bits += golomb(0)
    let grey = fixed(16 + number * 4 % 200, 8)
    for _ in 0..<8 {
      bits += golomb(25)
      bits += String(repeating: "0", count: (8 - bits.utf8.count % 8) % 8) + String(repeating: grey, count: 384)
    }
    return unit(isBottom ? 0x61 : 0x65, bits)
  }

  private static func unit(_ header: UInt8, _ bits: String) -> [UInt8] {
    let bits = Array((bits + "1").utf8)
    var bytes = [0, 0, 0, 1, header] + [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (place, bit) in bits.enumerated() where bit == UInt8(ascii: "1") { bytes[5 + place / 8] |= 0x80 >> (place % 8) }
    return bytes
  }

  private static func fixed(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 2)
    return String(repeating: "0", count: width - digits.utf8.count) + digits
  }

  /// A number of no fixed length, after Golomb.
  private static func golomb(_ number: Int) -> String {
    let digits = String(number + 1, radix: 2)
    return String(repeating: "0", count: digits.utf8.count - 1) + digits
  }
}
