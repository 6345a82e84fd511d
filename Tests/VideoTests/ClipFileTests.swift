import Foundation
import Testing

@testable import Video

@Suite("Clip file")
struct ClipFileTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func read(_ file: ClipFile, at offset: Int, count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let done = try bytes.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
    return Array(bytes.prefix(done))
  }

  @Test("any part can be read, in any order; behind the end there is nothing")
  func parts() throws {
    let file = try ClipFile(path: try workshop.write(Array(0..<100), to: "a b.mp4"))
    #expect((file.name, file.size) == ("a b.mp4", 100))
    #expect(try read(file, at: 90, count: 20) == Array(90..<100))
    #expect(try read(file, at: 0, count: 3) == [0, 1, 2])
    #expect(try read(file, at: 100, count: 3) == [])
    #expect(try read(file, at: 5000, count: 3) == [])
  }

  @Test("what was opened is what is read, also when the name is given to another file")
  func replaced() throws {
    let path = try workshop.write([1, 2, 3], to: "x.mp4")
    let file = try ClipFile(path: path)
    try FileManager.default.removeItem(atPath: path)
    try workshop.write([9, 9, 9], to: "x.mp4")
    #expect(try read(file, at: 0, count: 3) == [1, 2, 3])
  }

  @Test("a cut-off container is told from a whole one by its own sizes")
  func extent() throws {
    func isCutOff(_ bytes: [UInt8]) throws -> Bool {
      ContainerExtent.isCutOff(try ClipFile(path: try workshop.write(bytes, to: "x")))
    }
    func box(_ type: String, _ size: UInt8, _ content: Int) -> [UInt8] {
      [0, 0, 0, size] + Array(type.utf8) + [UInt8](repeating: 0, count: content)
    }
    let head = box("ftyp", 16, 8)
    #expect(try !isCutOff(head + box("moov", 12, 4) + box("mdat", 20, 12)))
    #expect(try isCutOff(head + box("moov", 12, 4) + box("mdat", 20, 11)))
    #expect(try isCutOff(head + box("mdat", 20, 12)))
    // A camera's own addition behind the last box is none of our business.
    #expect(try !isCutOff(head + box("moov", 12, 4) + box("mdat", 20, 12) + [9, 9, 9, 9, 1, 2, 3, 4, 5]))
    // Among fragments it is one whose name was damaged.
    let fragments = head + box("moov", 12, 4) + box("moof", 12, 4) + box("mdat", 20, 12)
    #expect(try !isCutOff(fragments))
    #expect(try isCutOff(fragments + box("mopf", 12, 4) + box("mdat", 20, 12)))
    // A live recording does not know its size.
    let unknown: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x81, 0, 0x18, 0x53, 0x80, 0x67, 0xFF, 0, 0, 0, 0]
    #expect(try !isCutOff(unknown))
    #expect(try isCutOff(Array(unknown.prefix(10)) + [0x8F, 0, 0, 0, 0]))
  }

  @Test("a GIF whose blocks do not lead to its end is told from a whole one")
  func blocks() throws {
    func isCutOff(_ bytes: [UInt8]) throws -> Bool {
      ContainerExtent.isCutOff(try ClipFile(path: try workshop.write(bytes, to: "x.gif")))
    }
    // Two colours for all pictures; two for the first picture alone.
    let head = Array("GIF89a".utf8) + [8, 0, 8, 0, 0x80, 0, 0] + [UInt8](repeating: 7, count: 6)
    let control: [UInt8] = [0x21, 0xF9, 4, 0, 4, 0, 0, 0]
    let own = [0x2C, 0, 0, 0, 0, 8, 0, 8, 0, 0x80] + [UInt8](repeating: 7, count: 6) + [2, 3, 1, 2, 3, 1, 9, 0]
    let plain: [UInt8] = [0x2C, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2, 3, 1, 2, 3, 0]
    let whole = head + control + own + control + plain + [0x3B]
    #expect(try !isCutOff(whole))
    #expect(try !isCutOff(whole + [0, 0]))
    #expect(try isCutOff(Array(whole.dropLast())))
    // A size, a flag of a colour table, the name of a block.
    for place in [head.count + 2, head.count + control.count + 9, 10, head.count] {
      var bytes = whole
      bytes[place] ^= 0x81
      #expect(try isCutOff(bytes), "\(place)")
    }
    #expect(
      try isCutOff(head + control + own + [0x3B] + Array(repeating: control + plain, count: 20).joined() + [0x3B]))
  }

  @Test("very large pictures get fewer threads, and there is always one")
  func threads() {
    let limits = DecodeLimits.standard
    #expect(limits.threads(pixels: 1280 * 720, cores: 8) == 8)
    #expect(limits.threads(pixels: 7680 * 4320, cores: 8) == 4)
    #expect(limits.threads(pixels: .max, cores: 8) == 1)
    #expect(limits.threads(pixels: 0, cores: 0) == 1)
    // A size that grows in mid-stream: what all threads may hold together stays the same.
    #expect(limits.maxPixels(threads: 1) == limits.maxPixels)
    #expect(limits.maxPixels(threads: 16) == 12_500_000)
    for pixels in [64 * 64, 3840 * 2160, 7680 * 4320] {
      #expect(limits.maxPixels(threads: limits.threads(pixels: pixels, cores: 64)) >= pixels)
    }
  }
}
