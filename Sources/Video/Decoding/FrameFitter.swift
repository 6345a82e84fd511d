internal import CFFmpeg
internal import Imaging

/// Brings the frames of a clip that changes its size in mid-stream to the size of its first frame.
///
/// What is measured in pixels must mean the same from the first frame to the last. The picture keeps its proportions: it is
/// scaled until it fits, lies in the middle, and the rest is black.
struct FrameFitter: ~Copyable {
  /// Of the first frame.
  let geometry: DisplayGeometry
  private var resampler: Resampler?

  init(_ geometry: DisplayGeometry) {
    self.geometry = geometry
  }

  /// A new frame of the first one's size: 8-bit 4:2:0 of limited range, in the colours of the old one.
  ///
  /// - Parameter other: the geometry of this frame, which is turned like the first.
  mutating func fit(_ frame: borrowing Frame, _ other: DisplayGeometry, _ file: ClipFile) throws(ClipError) -> Frame {
    do {
      let canvas = PixelSize(width: geometry.storedWidth + 1 & ~1, height: geometry.storedHeight + 1 & ~1)
      let result = try Frame(width: canvas.width, height: canvas.height, format: AV_PIX_FMT_YUV420P)
      let (from, to) = (frame.pointer, result.pointer)
      try check("av_frame_copy_props") { av_frame_copy_props(to, from) }
      to.pointee.color_range = AVCOL_RANGE_MPEG
      let place = result.mutablePicture
      place.fill(grey: 0)
      let part = self.place(of: other, in: canvas)
      let kind = Resampler.Kind(
        width: frame.width, height: frame.height, format: frame.format,
        isFullRange: PixelLayout.colour(frame).isFullRange, target: PixelSize(width: part.width, height: part.height))
      if resampler?.kind != kind { resampler = try Resampler(kind) }
      let planes = [
        (base: UnsafePointer(from.pointee.data.0), stride: from.pointee.linesize.0),
        (base: UnsafePointer(from.pointee.data.1), stride: from.pointee.linesize.1),
        (base: UnsafePointer(from.pointee.data.2), stride: from.pointee.linesize.2),
      ]
      try resampler!.run(planes, into: place.part(part))
      // 4:2:0 comes in twos; an odd picture is seen without the last.
      to.pointee.width = Int32(geometry.storedWidth)
      to.pointee.height = Int32(geometry.storedHeight)
      return result
    } catch {
      throw error.clipError(file.name, otherwise: .noFrames)
    }
  }

  /// Where the picture lies among the stored pixels of the first frame.
  private func place(of other: DisplayGeometry, in canvas: PixelSize) -> PixelRect {
    let (mine, its) = (geometry.shape, other.shape)
    let scale = min(mine.width / its.width, mine.height / its.height)
    func even(_ length: Double, of whole: Int) -> Int { min(whole, max(2, Int(length.rounded()) & ~1)) }
    let width = even(its.width * scale / mine.width * Double(canvas.width), of: canvas.width)
    let height = even(its.height * scale / mine.height * Double(canvas.height), of: canvas.height)
    return PixelRect(
      x: (canvas.width - width) / 2 & ~1, y: (canvas.height - height) / 2 & ~1, width: width, height: height)
  }
}

extension DisplayGeometry {
  /// Width and height as they are seen, before the turn.
  fileprivate var shape: (width: Double, height: Double) {
    rotation % 180 == 0
      ? (Double(displayWidth), Double(displayHeight)) : (Double(displayHeight), Double(displayWidth))
  }
}
