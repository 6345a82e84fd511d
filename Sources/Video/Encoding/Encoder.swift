internal import CFFmpeg
internal import Imaging

/// An open encoder: H.264 for clips, MJPEG for stills.
struct Encoder: ~Copyable {
  /// What asking for a packet gives.
  enum Outcome {
    case packet
    case needsFrame
    /// All packets are out.
    case ended
  }

  /// Ticks a second of the time stamps that it takes and gives.
  static let clockRate = 90_000

  let context: UnsafeMutablePointer<AVCodecContext>
  private let alive = Alive(.encoder)

  /// H.264 that every browser plays.
  ///
  /// Without B-frames decoding and showing go in one order, so the file needs no edit list. The short look-ahead keeps few
  /// pictures in memory, which is what 4K needs.
  ///
  /// - Parameters:
  ///   - rate: frames a second, about: it steers how many bits a picture gets.
  ///   - threads: 0: one for each core that the process may use.
  init(size: PixelSize, tags: ColourTags, rate: Double, threads: Int) throws(LibavError) {
    context = try Self.open("libx264") { context in
      context.pointee.width = Int32(size.width)
      context.pointee.height = Int32(size.height)
      context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
      context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
      context.pointee.time_base = AVRational(num: 1, den: Int32(Self.clockRate))
      context.pointee.framerate = av_d2q(rate, 100_000)
      // Key frames are asked for by time; this is only the far end.
      context.pointee.gop_size = 600
      context.pointee.max_b_frames = 0
      context.pointee.thread_count = Int32(min(threads == 0 ? Int(av_cpu_count()) : threads, 16))
      context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT
      tags.apply(to: context)
      av_opt_set(context.pointee.priv_data, "preset", "veryfast", 0)
      av_opt_set(context.pointee.priv_data, "crf", "23", 0)
      av_opt_set(context.pointee.priv_data, "forced-idr", "1", 0)
      av_opt_set(context.pointee.priv_data, "x264-params", "rc-lookahead=10:sync-lookahead=0:bframes=0", 0)
    }
  }

  /// One JPEG picture; each frame says its own quality.
  init(still size: PixelSize) throws(LibavError) {
    context = try Self.open("mjpeg") { context in
      context.pointee.width = Int32(size.width)
      context.pointee.height = Int32(size.height)
      context.pointee.pix_fmt = AV_PIX_FMT_YUVJ420P
      context.pointee.color_range = AVCOL_RANGE_JPEG
      context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
      context.pointee.time_base = AVRational(num: 1, den: 25)
      context.pointee.thread_count = 1
      // Without it the picture would carry the library's version.
      context.pointee.flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT
      context.pointee.qmin = 2
      context.pointee.qmax = 31
    }
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  private static func open(
    _ name: String, _ prepare: (UnsafeMutablePointer<AVCodecContext>) -> Void
  ) throws(LibavError) -> UnsafeMutablePointer<AVCodecContext> {
    guard let codec = avcodec_find_encoder_by_name(name) else {
      throw LibavError(call: "avcodec_find_encoder_by_name \(name)", code: shim_error_no_encoder, log: nil)
    }
    guard let context = avcodec_alloc_context3(codec) else { throw LibavError.outOfMemory("avcodec_alloc_context3") }
    prepare(context)
    do {
      try check("avcodec_open2 \(name)") { avcodec_open2(context, codec, nil) }
    } catch {
      var context: UnsafeMutablePointer<AVCodecContext>? = context
      avcodec_free_context(&context)
      throw error
    }
    return context
  }

  /// Takes a picture; it is copied before this returns. Ask for packets until it needs a frame, before the next one.
  ///
  /// - Parameter stamp: its time in the encoder's unit.
  func send(_ frame: borrowing Frame, stamp: Int64 = 0, isKey: Bool = true) throws(LibavError) {
    let pointer = frame.pointer
    pointer.pointee.pts = stamp
    pointer.pointee.pict_type = isKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE
    try check("avcodec_send_frame") { avcodec_send_frame(context, pointer) }
  }

  /// Says that no frame will follow.
  func finish() throws(LibavError) {
    try check("avcodec_send_frame, to end") { avcodec_send_frame(context, nil) }
  }

  func receive(into packet: borrowing Packet) throws(LibavError) -> Outcome {
    let (code, log) = LibavLog.listen { avcodec_receive_packet(context, packet.pointer) }
    switch code {
    case 0...: return .packet
    case shim_error_again: return .needsFrame
    case shim_error_end: return .ended
    default: throw LibavError(call: "avcodec_receive_packet", code: code, log: log)
    }
  }
}
