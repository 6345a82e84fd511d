/// A drawing that lies over a picture: premultiplied blue, green, red, alpha in bytes, as Cairo's ARGB32 is on
/// little-endian machines. A view on memory that someone else owns.
public struct Overlay {
  public var base: UnsafeRawPointer
  public var bytesPerRow: Int
  /// In pixels, as large as the picture.
  public var size: PixelSize

  /// - Precondition: at least four bytes a pixel in a row, and rows that begin at multiples of four.
  public init(base: UnsafeRawPointer, bytesPerRow: Int, size: PixelSize) {
    ensure(bytesPerRow >= size.width * 4 && bytesPerRow % 4 == 0 && Int(bitPattern: base) % 4 == 0)
    self.base = base
    self.bytesPerRow = bytesPerRow
    self.size = size
  }
}

extension MutablePicture {
  /// Lays a drawing over the picture, in the picture's own matrix and range.
  ///
  /// - Parameter rects: where something was drawn; nothing else is looked at. Widened to even edges; where they overlap,
  ///   the drawing is laid once.
  /// - Precondition: the drawing is as large as the picture.
  public func draw(_ overlay: Overlay, in rects: [PixelRect]) {
    ensure(overlay.size == size)
    let mixer = OverlayMixer(colour)
    let rects = rects.map { $0.evenOutward(in: size) }.filter { !$0.isEmpty }.sorted { $0.x < $1.x }
    let top = rects.map(\.y).min() ?? 0
    let bottom = rects.map { $0.y + $0.height }.max() ?? 0
    for y in stride(from: top, to: bottom, by: 2) {
      var drawnTo = 0
      for rect in rects where rect.y <= y && y < rect.y + rect.height {
        let start = max(rect.x, drawnTo)
        let end = rect.x + rect.width
        if end > start { drawRows(y, from: start, to: end, overlay, mixer) }
        drawnTo = max(drawnTo, end)
      }
    }
  }

  /// Two rows of the picture, one of its colour differences.
  private func drawRows(_ y: Int, from start: Int, to end: Int, _ overlay: Overlay, _ mixer: OverlayMixer) {
    let upper = (overlay.base + y * overlay.bytesPerRow).assumingMemoryBound(to: UInt32.self)
    let lower = (overlay.base + (y + 1) * overlay.bytesPerRow).assumingMemoryBound(to: UInt32.self)
    let light = luma.base + y * luma.bytesPerRow
    let dark = light + luma.bytesPerRow
    let blues = blue.base + y / 2 * blue.bytesPerRow
    let reds = red.base + y / 2 * red.bytesPerRow
    var x = start
    while x < end {
      // Most of it is empty: eight pixels of both rows at once.
      while x + 8 <= end, Self.isEmpty(upper + x), Self.isEmpty(lower + x) { x += 8 }
      let stop = min(x + 8, end)
      while x < stop {
        let (a, b, c, d) = (upper[x], upper[x + 1], lower[x], lower[x + 1])
        if a | b | c | d != 0 {
          mixer.mix(a, into: &light[x])
          mixer.mix(b, into: &light[x + 1])
          mixer.mix(c, into: &dark[x])
          mixer.mix(d, into: &dark[x + 1])
          mixer.mix(a, b, c, d, into: &blues[x / 2], &reds[x / 2])
        }
        x += 2
      }
    }
  }

  /// Eight pixels in a row are transparent.
  @inline(__always)
  private static func isEmpty(_ pixels: UnsafePointer<UInt32>) -> Bool {
    UnsafeRawPointer(pixels).loadUnaligned(as: SIMD8<UInt32>.self) == .zero
  }
}

/// Puts premultiplied colours over luma and colour differences, in 16-bit fractions.
///
/// Source of the formulas: ITU-R BT.601, 709 and 2020, and `over` of Porter and Duff (1984). The result is the nearest
/// step, or one beside it.
private struct OverlayMixer {
  private let lumaOf: (red: Int32, green: Int32, blue: Int32, alpha: Int32)
  private let blueOf: (red: Int32, green: Int32, blue: Int32)
  private let redOf: (red: Int32, green: Int32, blue: Int32)
  /// One 255th.
  private static let step: Int32 = 257
  private static let half: Int32 = 32768

  init(_ colour: ColourCoding) {
    let weights = colour.matrix.weights
    let ranges = colour.ranges
    func fraction(_ value: Double) -> Int32 { Int32((value / 255 * 65536).rounded()) }
    let luma = ranges.luma
    lumaOf = (
      fraction(weights.red * luma), fraction(weights.green * luma), fraction(weights.blue * luma),
      fraction(ranges.black)
    )
    // Of four pixels each.
    let toBlue = ranges.difference / (2 * (1 - weights.blue)) / 4
    let toRed = ranges.difference / (2 * (1 - weights.red)) / 4
    blueOf = (
      fraction(-weights.red * toBlue), fraction(-weights.green * toBlue), fraction((1 - weights.blue) * toBlue)
    )
    redOf = (fraction((1 - weights.red) * toRed), fraction(-weights.green * toRed), fraction(-weights.blue * toRed))
  }

  @inline(__always)
  func mix(_ pixel: UInt32, into luma: inout UInt8) {
    let (blue, green, red, alpha) = Self.parts(pixel)
    let drawn = lumaOf.red &* red &+ lumaOf.green &* green &+ lumaOf.blue &* blue &+ lumaOf.alpha &* alpha
    luma = Self.byte((Int32(luma) &* (255 &- alpha) &* Self.step &+ drawn &+ Self.half) >> 16)
  }

  @inline(__always)
  func mix(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, into blueDifference: inout UInt8,
    _ redDifference: inout UInt8
  ) {
    let (one, two, three, four) = (Self.parts(a), Self.parts(b), Self.parts(c), Self.parts(d))
    let blue = one.0 &+ two.0 &+ three.0 &+ four.0
    let green = one.1 &+ two.1 &+ three.1 &+ four.1
    let red = one.2 &+ two.2 &+ three.2 &+ four.2
    let alpha = one.3 &+ two.3 &+ three.3 &+ four.3
    // Differences count from 128, so alpha itself leaves nothing behind.
    let rest = ((1020 &- alpha) &* Self.step) >> 2
    let oldBlue = (Int32(blueDifference) &- 128) &* rest
    let oldRed = (Int32(redDifference) &- 128) &* rest
    let drawnBlue = blueOf.red &* red &+ blueOf.green &* green &+ blueOf.blue &* blue
    let drawnRed = redOf.red &* red &+ redOf.green &* green &+ redOf.blue &* blue
    blueDifference = Self.byte((oldBlue &+ drawnBlue &+ Self.half) >> 16 &+ 128)
    redDifference = Self.byte((oldRed &+ drawnRed &+ Self.half) >> 16 &+ 128)
  }

  @inline(__always)
  private static func parts(_ pixel: UInt32) -> (Int32, Int32, Int32, Int32) {
    (
      Int32(truncatingIfNeeded: pixel & 0xFF), Int32(truncatingIfNeeded: pixel >> 8 & 0xFF),
      Int32(truncatingIfNeeded: pixel >> 16 & 0xFF), Int32(truncatingIfNeeded: pixel >> 24)
    )
  }

  @inline(__always)
  private static func byte(_ value: Int32) -> UInt8 { UInt8(truncatingIfNeeded: min(max(value, 0), 255)) }
}
