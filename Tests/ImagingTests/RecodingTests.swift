import Testing

@testable import Imaging

@Suite("Recoding and turning")
struct RecodingTests {
  @Test("a colour stays the same colour in any coding", arguments: ColourCoding.all, ColourCoding.all)
  func recode(from: ColourCoding, to: ColourCoding) {
    let colours = [(0.8, 0.2, 0.3), (0.1, 0.7, 0.3), (0.2, 0.3, 0.9), (0.5, 0.5, 0.5), (1, 1, 1), (0, 0, 0)]
    var generator = SeededNoise(seed: 1)
    for (red, green, blue) in colours {
      var canvas = Canvas(PixelSize(width: 4, height: 2), from, using: &generator)
      let stored = from.stored(red: red, green: green, blue: blue)
      canvas.edit {
        $0.luma.fill(UInt8(stored.luma.rounded()))
        $0.blue.fill(UInt8(stored.blue.rounded()))
        $0.red.fill(UInt8(stored.red.rounded()))
        $0.recode(to: to)
      }
      let wanted = to.stored(red: red, green: green, blue: blue)
      #expect(canvas.colour == to)
      for (value, wanted) in [
        (canvas.luma[3], wanted.luma), (canvas.blue[1], wanted.blue), (canvas.red[1], wanted.red),
      ] { #expect(abs(Double(value) - wanted) <= Self.rounding, "\(red) \(green) \(blue)") }
    }
  }

  /// Half a step before and half a step behind, stretched from limited to full range, and of three values.
  private static let rounding = 2.0

  @Test("a plane turns like the picture's display", arguments: [0, 90, 180, 270], [(5, 3), (70, 41)])
  func turn(rotation: Int, size: (Int, Int)) {
    let (width, height) = size
    let stored = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let geometry = DisplayGeometry(storedWidth: width, storedHeight: height, rotation: rotation)
    var shown = [UInt8](repeating: 0, count: width * height)
    stored.withUnsafeBytes { bytes in
      let plane = Plane(base: bytes.baseAddress!, bytesPerRow: width, width: width, height: height)
      shown.withUnsafeMutableBufferPointer {
        MutablePlane(
          base: $0.baseAddress!, bytesPerRow: geometry.displayWidth, width: geometry.displayWidth,
          height: geometry.displayHeight
        ).take(plane, turned: rotation)
      }
    }
    for y in 0..<geometry.displayHeight {
      for x in 0..<geometry.displayWidth {
        let place = geometry.storedFromDisplay(.init(x: Double(x) + 0.5, y: Double(y) + 0.5))
        #expect(shown[y * geometry.displayWidth + x] == stored[Int(place.y) * width + Int(place.x)])
      }
    }
  }

  @Test(
    "a rectangle grows to even edges and ends at the picture's",
    arguments: [
      (PixelRect(x: 3, y: 5, width: 4, height: 2), PixelRect(x: 2, y: 4, width: 6, height: 4)),
      (PixelRect(x: -3, y: -5, width: 4, height: 8), PixelRect(x: 0, y: 0, width: 2, height: 4)),
      (PixelRect(x: 9, y: 7, width: 99, height: 99), PixelRect(x: 8, y: 6, width: 2, height: 2)),
    ])
  func even(rect: PixelRect, wanted: PixelRect) {
    #expect(rect.evenOutward(in: PixelSize(width: 10, height: 8)) == wanted)
    #expect(PixelRect(x: 20, y: 0, width: 4, height: 4).evenOutward(in: PixelSize(width: 10, height: 8)).isEmpty)
  }
}
