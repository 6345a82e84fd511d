internal import CFFmpeg
internal import Imaging

/// Converts pixels that `Picture` cannot describe (palettes, RGB, packed YUV) to planar 8-bit YUV 4:4:4 of the same size.
struct Scaler: ~Copyable {
  private let context: OpaquePointer
  private let source: (width: Int, height: Int, format: AVPixelFormat, colour: ColourCoding)
  private let alive = Alive(.scaler)

  init(for frame: borrowing Frame, _ file: ClipFile) throws(ClipError) {
    let (width, height) = (Int32(frame.width), Int32(frame.height))
    let context = sws_getContext(
      width, height, frame.format, width, height, AV_PIX_FMT_YUV444P, SWS_POINT | SWS_ACCURATE_RND, nil, nil, nil)
    guard let context else {
      let name = av_get_pix_fmt_name(frame.format).map { String(cString: $0) } ?? "unknown pixels"
      throw ClipError(file.name, .unsupportedCodec(name), detail: "sws_getContext")
    }
    self.context = context
    source = (frame.width, frame.height, frame.format, PixelLayout.colour(frame))
    let matrix = sws_getCoefficients(SWS_CS_ITU601)
    // RGB uses all values; keeping them all loses least. YUV keeps its own range and matrix.
    let isFull: Int32 = PixelLayout.isRGB(frame.format) || source.colour.isFullRange ? 1 : 0
    sws_setColorspaceDetails(context, matrix, isFull, matrix, isFull, 0, 1 << 16, 1 << 16)
  }

  deinit { sws_freeContext(context) }

  /// Frames may change their size and pixels in mid-stream.
  func fits(_ frame: borrowing Frame) -> Bool {
    (frame.width, frame.height, frame.format) == (source.width, source.height, source.format)
      && PixelLayout.colour(frame) == source.colour
  }

  /// A new frame with the same picture and properties.
  func convert(_ frame: borrowing Frame, _ file: ClipFile) throws(ClipError) -> Frame {
    let result = try Frame(file)
    let (from, to) = (frame.pointer, result.pointer)
    do {
      try check("av_frame_copy_props") { av_frame_copy_props(to, from) }
      to.pointee.width = from.pointee.width
      to.pointee.height = from.pointee.height
      to.pointee.format = AV_PIX_FMT_YUV444P.rawValue
      if PixelLayout.isRGB(frame.format) {
        to.pointee.colorspace = AVCOL_SPC_SMPTE170M
        to.pointee.color_range = AVCOL_RANGE_JPEG
      }
      try check("av_frame_get_buffer") { av_frame_get_buffer(to, 0) }
      try check("sws_scale_frame") { sws_scale_frame(context, to, from) }
    } catch {
      throw error.clipError(file.name, otherwise: .noFrames)
    }
    return result
  }
}
