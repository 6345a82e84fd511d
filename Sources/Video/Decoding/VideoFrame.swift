internal import CFFmpeg
public import Imaging

/// One decoded picture with its time. It never changes, so it may be read from several threads at once.
public final class VideoFrame: Sendable {
  /// Seconds from the first frame of the clip; strictly rising from frame to frame.
  public let time: Double
  /// Parts of the picture are guessed: its own data was broken, or that of a frame it was made from.
  public let isDamaged: Bool
  /// Size, rotation and sample aspect; the same for all frames of a clip.
  public let geometry: DisplayGeometry

  let frame: Frame
  private let bitDepth: Int
  private let colour: ColourCoding

  /// - Precondition: `bitDepth` is what `PixelLayout` says about the frame's format.
  init(_ frame: consuming Frame, bitDepth: Int, time: Double, isDamaged: Bool, geometry: DisplayGeometry) {
    self.time = time
    self.isDamaged = isDamaged
    self.geometry = geometry
    self.bitDepth = bitDepth
    colour = PixelLayout.colour(frame)
    self.frame = frame
  }

  /// Hands out a view on the picture: 8-bit or 9- to 16-bit planar YUV 4:2:0, 4:2:2 or 4:4:4, or grey, as the codec
  /// stores it. The view is valid only within the closure.
  public func withPicture<Result, Failure: Error>(
    _ body: (Picture) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let parts = frame.pointer.pointee
    func plane(_ base: UnsafeMutablePointer<UInt8>?, _ stride: Int32, _ shiftX: Int, _ shiftY: Int) -> Plane? {
      guard let base else { return nil }
      // An odd picture has one more column of differences than half its width.
      let width = -(-frame.width >> shiftX)
      let height = -(-frame.height >> shiftY)
      return Plane(base: UnsafeRawPointer(base), bytesPerRow: Int(stride), width: width, height: height)
    }
    let description = av_pix_fmt_desc_get(frame.format)!.pointee
    let (shiftX, shiftY) = (Int(description.log2_chroma_w), Int(description.log2_chroma_h))
    let isGrey = description.nb_components == 1
    let blue = isGrey ? nil : plane(parts.data.1, parts.linesize.1, shiftX, shiftY)
    let red = isGrey ? nil : plane(parts.data.2, parts.linesize.2, shiftX, shiftY)
    let chroma: (blue: Plane, red: Plane)? = if let blue, let red { (blue, red) } else { nil }
    let luma = plane(parts.data.0, parts.linesize.0, 0, 0)!
    let picture = Picture(luma: luma, chroma: chroma, bitDepth: bitDepth, colour: colour, geometry: geometry)
    defer { withExtendedLifetime(self) {} }
    return try body(picture)
  }
}
