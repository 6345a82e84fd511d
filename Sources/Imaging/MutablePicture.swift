/// One plane of bytes that may be written, in memory that someone else owns.
public struct MutablePlane {
  public var base: UnsafeMutablePointer<UInt8>
  /// Bytes from one row to the next; may be larger than the row.
  public var bytesPerRow: Int
  /// In samples.
  public var width: Int
  public var height: Int

  public init(base: UnsafeMutablePointer<UInt8>, bytesPerRow: Int, width: Int, height: Int) {
    self.base = base
    self.bytesPerRow = bytesPerRow
    self.width = width
    self.height = height
  }

  /// The same memory, for reading.
  public var plane: Plane {
    Plane(base: UnsafeRawPointer(base), bytesPerRow: bytesPerRow, width: width, height: height)
  }

  /// Its part from (`x`, `y`) on.
  ///
  /// - Precondition: it lies inside.
  public func part(x: Int, y: Int, width: Int, height: Int) -> MutablePlane {
    ensure(x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height)
    return MutablePlane(base: base + y * bytesPerRow + x, bytesPerRow: bytesPerRow, width: width, height: height)
  }

  public func fill(_ value: UInt8) {
    for row in 0..<height { (base + row * bytesPerRow).update(repeating: value, count: width) }
  }
}

/// A picture that may be drawn on: upright, square samples, 8-bit planar YUV 4:2:0 of even width and height.
///
/// It is a view: it may be used only inside the closure that it is handed to.
public struct MutablePicture {
  public var luma: MutablePlane
  /// Half the width and height of luma.
  public var blue: MutablePlane
  public var red: MutablePlane
  public var colour: ColourCoding

  /// - Precondition: even size; both planes of colour differences are half as wide and high as luma.
  public init(luma: MutablePlane, blue: MutablePlane, red: MutablePlane, colour: ColourCoding) {
    ensure(luma.width % 2 == 0 && luma.height % 2 == 0)
    ensure(blue.width == luma.width / 2 && blue.height == luma.height / 2)
    ensure(red.width == blue.width && red.height == blue.height)
    self.luma = luma
    self.blue = blue
    self.red = red
    self.colour = colour
  }

  public var size: PixelSize { PixelSize(width: luma.width, height: luma.height) }

  /// The planes of a rectangle.
  ///
  /// - Precondition: its edges are even and it lies inside.
  public func part(_ rect: PixelRect) -> MutablePicture {
    ensure((rect.x | rect.y | rect.width | rect.height) & 1 == 0)
    func half(_ plane: MutablePlane) -> MutablePlane {
      plane.part(x: rect.x / 2, y: rect.y / 2, width: rect.width / 2, height: rect.height / 2)
    }
    return MutablePicture(
      luma: luma.part(x: rect.x, y: rect.y, width: rect.width, height: rect.height), blue: half(blue),
      red: half(red), colour: colour)
  }

  /// Paints all of it grey: 0 black to 255 white, whatever the range.
  public func fill(grey: UInt8) {
    luma.fill(colour.isFullRange ? grey : UInt8(16 + (Int(grey) * 219 + 127) / 255))
    blue.fill(128)
    red.fill(128)
  }
}
