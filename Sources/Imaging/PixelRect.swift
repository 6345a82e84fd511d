/// A size in whole pixels.
public struct PixelSize: Sendable, Hashable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A rectangle of whole pixels: its upper left pixel and its size. (0, 0) is the picture's first pixel.
public struct PixelRect: Sendable, Hashable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The smallest rectangle around it whose edges are even, cut off at the picture's edges: what 4:2:0 can address
  /// without halving a sample of colour. Empty: they do not meet.
  ///
  /// - Precondition: the picture's size is even.
  public func evenOutward(in size: PixelSize) -> PixelRect {
    let left = min(max(x, 0), size.width) & ~1
    let top = min(max(y, 0), size.height) & ~1
    let right = (min(max(x + max(width, 0), left), size.width) + 1) & ~1
    let bottom = (min(max(y + max(height, 0), top), size.height) + 1) & ~1
    return PixelRect(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
  }

  public var isEmpty: Bool { width <= 0 || height <= 0 }
}
