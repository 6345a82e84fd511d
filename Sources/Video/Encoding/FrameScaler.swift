internal import CFFmpeg
public import Imaging

/// Scales editable frames, or parts of them, to one size. Keep it for a whole clip: setting it up takes longer than a
/// small picture.
public struct FrameScaler: ~Copyable {
  public let target: PixelSize
  private var resampler: Resampler?

  /// - Precondition: even size.
  public init(to target: PixelSize) {
    precondition(target.isEven)
    self.target = target
  }

  /// - Parameter rect: the part; widened to even edges and cut off at the picture's own. `nil`: all of it.
  /// - Precondition: the rectangle meets the picture.
  public mutating func scale(
    _ frame: borrowing EditableFrame, from rect: PixelRect? = nil
  ) throws(PictureError) -> EditableFrame {
    let rect = (rect ?? PixelRect(frame.size)).evenOutward(in: frame.size)
    precondition(!rect.isEmpty)
    do {
      let result = try EditableFrame(target, ColourTags(frame.frame))
      let source = frame.frame.mutablePicture.part(rect)
      let kind = Resampler.Kind(
        width: rect.width, height: rect.height, format: AV_PIX_FMT_YUV420P, isFullRange: false, target: target)
      if resampler?.kind != kind { resampler = try Resampler(kind) }
      let planes = [source.luma, source.blue, source.red].map {
        (base: Optional(UnsafePointer($0.base)), stride: Int32($0.bytesPerRow))
      }
      try resampler!.run(planes, into: result.frame.mutablePicture)
      return result
    } catch {
      throw PictureError(error)
    }
  }
}
