internal import CFFmpeg
public import Imaging

/// A picture that may be drawn on: upright, square samples, 8-bit YUV 4:2:0 of limited range, even width and height.
///
/// ``FrameUprighter`` makes it of a decoded frame; ``ClipWriter`` writes it.
public struct EditableFrame: ~Copyable, Sendable {
  public let size: PixelSize

  let frame: Frame

  /// A new frame of uncertain content.
  ///
  /// - Precondition: positive, even size.
  init(_ size: PixelSize, _ tags: ColourTags) throws(LibavError) {
    precondition(size.isEven)
    self.size = size
    frame = try Frame(width: size.width, height: size.height, format: AV_PIX_FMT_YUV420P)
    tags.apply(to: frame)
  }

  /// How its colours are to be read.
  public var colour: ColourCoding { PixelLayout.colour(frame) }

  /// Hands out its planes for drawing. They are valid only within the closure.
  public mutating func withPicture<Result, Failure: Error>(
    _ body: (MutablePicture) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(frame.mutablePicture)
  }

  /// Part of the picture, scaled.
  ///
  /// - Parameters:
  ///   - rect: what is shown; widened to even edges and cut off at the picture's own.
  ///   - target: the size of the new picture; even.
  /// - Precondition: the rectangle meets the picture.
  public func cropped(_ rect: PixelRect, scaledTo target: PixelSize) throws(PictureError) -> EditableFrame {
    var scaler = FrameScaler(to: target)
    return try scaler.scale(self, from: rect)
  }
}

extension PixelSize {
  /// Positive, and even both ways, as 4:2:0 needs it.
  var isEven: Bool { width > 0 && height > 0 && (width | height) & 1 == 0 }
}

extension Frame {
  /// A view on 8-bit 4:2:0 planes of even size. Only the frame's owner may ask for it, and write.
  var mutablePicture: MutablePicture {
    let parts = pointer.pointee
    func plane(_ base: UnsafeMutablePointer<UInt8>?, _ stride: Int32, _ divisor: Int) -> MutablePlane {
      MutablePlane(base: base!, bytesPerRow: Int(stride), width: width / divisor, height: height / divisor)
    }
    return MutablePicture(
      luma: plane(parts.data.0, parts.linesize.0, 1), blue: plane(parts.data.1, parts.linesize.1, 2),
      red: plane(parts.data.2, parts.linesize.2, 2), colour: PixelLayout.colour(self))
  }
}
