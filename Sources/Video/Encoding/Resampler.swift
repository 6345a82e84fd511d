internal import CFFmpeg
internal import Imaging

/// Scales planar YUV or grey pictures of one kind to 8-bit 4:2:0 of limited range and one size.
struct Resampler: ~Copyable {
  /// What a context is made for.
  struct Kind: Equatable {
    var width: Int
    var height: Int
    var format: AVPixelFormat
    var isFullRange: Bool
    var target: PixelSize
  }

  let kind: Kind
  private let context: OpaquePointer
  private let alive = Alive(.scaler)

  init(_ kind: Kind) throws(LibavError) {
    guard let context = sws_alloc_context() else { throw LibavError.outOfMemory("sws_alloc_context") }
    // Averaging over whole areas keeps thin lines when it shrinks; bicubic is sharp when it enlarges.
    let shrinks = kind.target.width < kind.width || kind.target.height < kind.height
    let options: [(String, Int)] = [
      ("srcw", kind.width), ("srch", kind.height), ("src_format", Int(kind.format.rawValue)),
      ("dstw", kind.target.width), ("dsth", kind.target.height),
      ("dst_format", Int(AV_PIX_FMT_YUV420P.rawValue)),
      // Known before it begins: it would choose to copy planes as they are.
      ("src_range", kind.isFullRange ? 1 : 0), ("dst_range", 0),
      ("sws_flags", Int(shrinks ? SWS_AREA : SWS_BICUBIC) | Int(SWS_ACCURATE_RND)),
    ]
    do {
      for (name, value) in options {
        try check("av_opt_set_int \(name)") { av_opt_set_int(UnsafeMutableRawPointer(context), name, Int64(value), 0) }
      }
      try check("sws_init_context") { sws_init_context(context, nil, nil) }
    } catch {
      sws_freeContext(context)
      throw error
    }
    // libav takes all grey for full range until told otherwise here. The matrix stays what it is.
    let matrix = sws_getCoefficients(SWS_CS_ITU601)
    sws_setColorspaceDetails(context, matrix, kind.isFullRange ? 1 : 0, matrix, 0, 0, 1 << 16, 1 << 16)
    self.context = context
    self.kind = kind
  }

  deinit { sws_freeContext(context) }

  /// - Parameters:
  ///   - planes: the first sample of each plane, and the bytes from row to row.
  /// - Precondition: the picture is of the kind, the result of the target's size.
  func run(_ planes: [(base: UnsafePointer<UInt8>?, stride: Int32)], into result: MutablePicture) throws(LibavError) {
    precondition(result.size == kind.target)
    let targets: [UnsafeMutablePointer<UInt8>?] = [result.luma.base, result.blue.base, result.red.base, nil]
    let steps = [result.luma, result.blue, result.red].map { Int32($0.bytesPerRow) } + [0]
    let padding = 4 - planes.count
    let sources = planes.map(\.base) + [UnsafePointer<UInt8>?](repeating: nil, count: padding)
    let strides = planes.map(\.stride) + [Int32](repeating: 0, count: padding)
    try check("sws_scale") {
      sws_scale(context, sources, strides, 0, Int32(kind.height), targets, steps)
    }
  }
}
