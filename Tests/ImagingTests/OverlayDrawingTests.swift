import Testing

@testable import Imaging

@Suite("Drawing over a picture")
struct OverlayDrawingTests {
  private let size = PixelSize(width: 42, height: 24)

  /// Premultiplied words: a third transparent, a third opaque, the rest between.
  private func drawing(using generator: inout some RandomNumberGenerator) -> [UInt32] {
    (0..<size.width * size.height).map { _ in
      let alpha = [0, 255, UInt32.random(in: 1...254, using: &generator)].randomElement(using: &generator)!
      let parts = (0..<3).map { _ in UInt32.random(in: 0...alpha, using: &generator) }
      return alpha << 24 | parts[0] << 16 | parts[1] << 8 | parts[2]
    }
  }

  private func draw(_ pixels: [UInt32], on canvas: inout Canvas, in rects: [PixelRect]) {
    pixels.withUnsafeBytes { bytes in
      let overlay = Overlay(base: bytes.baseAddress!, bytesPerRow: size.width * 4, size: size)
      canvas.edit { $0.draw(overlay, in: rects) }
    }
  }

  @Test("it gives what the textbook gives, within a step", arguments: ColourCoding.all)
  func reference(colour: ColourCoding) {
    var generator = SeededNoise(seed: 5)
    let before = Canvas(size, colour, using: &generator)
    let pixels = drawing(using: &generator)
    var after = before
    draw(pixels, on: &after, in: [PixelRect(x: 0, y: 0, width: size.width, height: size.height)])
    func alpha(_ pixel: UInt32) -> Double { Double(pixel >> 24) / 255 }
    /// Stored values of a premultiplied colour, times its alpha.
    func drawn(_ pixel: UInt32) -> (luma: Double, blue: Double, red: Double) {
      let share = alpha(pixel)
      guard share > 0 else { return (0, 0, 0) }
      let parts = [16, 8, 0].map { Double(pixel >> UInt32($0) & 0xFF) / 255 / share }
      let stored = colour.stored(red: parts[0], green: parts[1], blue: parts[2])
      return (stored.luma * share, stored.blue * share, stored.red * share)
    }
    for index in pixels.indices {
      let wanted = Double(before.luma[index]) * (1 - alpha(pixels[index])) + drawn(pixels[index]).luma
      #expect(abs(Double(after.luma[index]) - wanted) <= Self.step)
    }
    for y in 0..<size.height / 2 {
      for x in 0..<size.width / 2 {
        let four = [0, 1, size.width, size.width + 1].map { pixels[2 * y * size.width + 2 * x + $0] }
        let rest = 1 - four.map(alpha).reduce(0, +) / 4
        let index = y * size.width / 2 + x
        let blue = Double(before.blue[index]) * rest + four.map { drawn($0).blue }.reduce(0, +) / 4
        let red = Double(before.red[index]) * rest + four.map { drawn($0).red }.reduce(0, +) / 4
        #expect(abs(Double(after.blue[index]) - min(max(blue, 0), 255)) <= Self.step)
        #expect(abs(Double(after.red[index]) - min(max(red, 0), 255)) <= Self.step)
      }
    }
  }

  /// Rounding to the nearest step, and a little for the fractions.
  private static let step = 0.6

  @Test("only the rectangles are drawn, and where they overlap only once")
  func rectangles() {
    var generator = SeededNoise(seed: 6)
    let before = Canvas(size, ColourCoding(matrix: .bt709, isFullRange: false), using: &generator)
    let pixels = drawing(using: &generator)
    var whole = before
    draw(pixels, on: &whole, in: [PixelRect(x: 0, y: 0, width: size.width, height: size.height)])
    var part = before
    draw(
      pixels, on: &part,
      in: [
        PixelRect(x: 3, y: 5, width: 10, height: 6), PixelRect(x: 8, y: 7, width: 12, height: 9),
        PixelRect(x: -5, y: 20, width: 8, height: 90), PixelRect(x: 100, y: 0, width: 4, height: 4),
        PixelRect(x: 20, y: 2, width: 0, height: 4),
      ])
    for y in 0..<size.height {
      for x in 0..<size.width {
        let isIn =
          (2..<14).contains(x) && (4..<12).contains(y) || (8..<20).contains(x) && (6..<16).contains(y)
          || x < 4 && y >= 20
        let index = y * size.width + x
        #expect(part.luma[index] == (isIn ? whole : before).luma[index], "\(x) \(y)")
        let quarter = y / 2 * size.width / 2 + x / 2
        #expect(part.blue[quarter] == (isIn ? whole : before).blue[quarter])
        #expect(part.red[quarter] == (isIn ? whole : before).red[quarter])
      }
    }
  }

  @Test("an empty drawing changes nothing")
  func empty() {
    var generator = SeededNoise(seed: 7)
    let before = Canvas(size, ColourCoding(matrix: .bt601, isFullRange: false), using: &generator)
    var after = before
    let pixels = [UInt32](repeating: 0, count: size.width * size.height)
    draw(pixels, on: &after, in: [PixelRect(x: 0, y: 0, width: size.width, height: size.height)])
    #expect(after.luma == before.luma && after.blue == before.blue && after.red == before.red)
  }
}
