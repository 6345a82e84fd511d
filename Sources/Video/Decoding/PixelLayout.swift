internal import CFFmpeg
internal import Imaging

/// How a frame's pixels lie in memory, as far as `Picture` can say it.
enum PixelLayout {
  /// Bits of a sample if these pixels are planar grey or YUV 4:2:0, 4:2:2 or 4:4:4, one value to a sample, in the
  /// machine's byte order; `nil`: they must be converted first.
  static func bitDepth(_ format: AVPixelFormat) -> Int? {
    guard let description = av_pix_fmt_desc_get(format)?.pointee else { return nil }
    let others =
      AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL
      | AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT
    guard description.flags & UInt64(others) == 0 else { return nil }
    let parts = description.comp
    let depth = parts.0.depth
    guard (8...16).contains(depth), parts.0.shift == 0, parts.0.step == (depth + 7) / 8 else { return nil }
    switch description.nb_components {
    case 1: return Int(depth)
    case 3:
      let shifts = (description.log2_chroma_w, description.log2_chroma_h)
      let isPlanar = (parts.0.plane, parts.1.plane, parts.2.plane) == (0, 1, 2)
      return isPlanar && [(1, 1), (1, 0), (0, 0)].contains { $0 == shifts } ? Int(depth) : nil
    default: return nil
    }
  }

  static func isRGB(_ format: AVPixelFormat) -> Bool {
    (av_pix_fmt_desc_get(format)?.pointee.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
  }

  /// How to read the frame's colours.
  ///
  /// Untagged video is BT.601, limited range, whatever its size: that is what libswscale does, and what the pose model's
  /// reference implementation therefore sees.
  static func colour(_ frame: borrowing Frame) -> ColourCoding {
    let matrix: ColourCoding.Matrix =
      switch frame.pointer.pointee.colorspace {
      case AVCOL_SPC_BT709, AVCOL_SPC_SMPTE240M: .bt709
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: .bt2020
      default: .bt601
      }
    let fullRangeFormats = [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ440P]
    let isFull = frame.pointer.pointee.color_range == AVCOL_RANGE_JPEG || fullRangeFormats.contains(frame.format)
    return ColourCoding(matrix: matrix, isFullRange: isFull)
  }
}
