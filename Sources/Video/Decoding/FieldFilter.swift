internal import CFFmpeg

/// Makes an interlaced picture one of a single moment.
///
/// Its odd and its even rows were taken a fiftieth or a sixtieth of a second apart, and a swinging leg has two edges in it.
/// The rows that were taken first stay; each of the others becomes the mean of its neighbours. That is half the height's
/// detail, and more of it than the pose model looks at in all but the smallest clips.
enum FieldFilter {
  /// A new frame with the earlier half of the picture.
  ///
  /// - Precondition: `PixelLayout` knows the frame's format: planes of 8 to 16 bits.
  static func firstField(of frame: borrowing Frame, _ file: ClipFile) throws(ClipError) -> Frame {
    let result = try Frame(file)
    let (from, to) = (frame.pointer, result.pointer)
    do {
      try check("av_frame_copy_props") { av_frame_copy_props(to, from) }
      to.pointee.width = from.pointee.width
      to.pointee.height = from.pointee.height
      to.pointee.format = from.pointee.format
      try check("av_frame_get_buffer") { av_frame_get_buffer(to, 0) }
      try check("av_frame_copy") { av_frame_copy(to, from) }
    } catch {
      throw error.clipError(file.name, otherwise: .noFrames)
    }
    to.pointee.interlaced_frame = 0
    let later = from.pointee.top_field_first != 0 ? 1 : 0
    let description = av_pix_fmt_desc_get(frame.format)!.pointee
    let isWide = description.comp.0.depth > 8
    let chromaHeight = -(-frame.height >> Int(description.log2_chroma_h))
    let planes = [
      (to.pointee.data.0, to.pointee.linesize.0, frame.height),
      (to.pointee.data.1, to.pointee.linesize.1, chromaHeight),
      (to.pointee.data.2, to.pointee.linesize.2, chromaHeight),
    ]
    for (base, stride, height) in planes.prefix(Int(description.nb_components)) {
      guard let base else { continue }
      if isWide {
        base.withMemoryRebound(to: UInt16.self, capacity: height * Int(stride) / 2) {
          fill(later, of: $0, stride: Int(stride) / 2, height: height)
        }
      } else {
        fill(later, of: base, stride: Int(stride), height: height)
      }
    }
    return result
  }

  /// - Parameter first: the first row to fill, 0 or 1; every second one follows.
  private static func fill<Sample: FixedWidthInteger & UnsignedInteger>(
    _ first: Int, of plane: UnsafeMutablePointer<Sample>, stride: Int, height: Int
  ) {
    for row in Swift.stride(from: first, to: height, by: 2) {
      // At the edge there is one neighbour; a picture of one row has none.
      let above = row > 0 ? row - 1 : min(row + 1, height - 1)
      let below = row + 1 < height ? row + 1 : above
      let (target, a, b) = (plane + row * stride, plane + above * stride, plane + below * stride)
      for column in 0..<stride { target[column] = Sample((UInt32(a[column]) + UInt32(b[column]) + 1) / 2) }
    }
  }
}
