internal import CFFmpeg
internal import Synchronization

/// An open decoder for one video stream.
struct Decoder: ~Copyable {
  /// What asking for a frame gives.
  enum Outcome {
    case frame
    case needsPacket
    /// All frames are out.
    case ended
    /// A packet could not be decoded.
    case refused
  }

  /// How many threads decode.
  let threads: Int

  private let context: UnsafeMutablePointer<AVCodecContext>
  private let log = ComplaintLog()
  private let alive = Alive(.decoder)

  /// A picture that grows beyond what its threads may hold is refused, and a complaint: one thread would take it.
  ///
  /// - Parameter skipsUnneeded: leaves out pictures that no other one is made from.
  init(
    _ stream: UnsafeMutablePointer<AVStream>, file: ClipFile, limits: DecodeLimits, skipsUnneeded: Bool = false
  ) throws(ClipError) {
    let parameters = stream.pointee.codecpar!
    let name = String(cString: avcodec_get_name(parameters.pointee.codec_id))
    guard let codec = avcodec_find_decoder(parameters.pointee.codec_id) else {
      throw ClipError(file.name, .unsupportedCodec(name), detail: "avcodec_find_decoder: none in this build of libav")
    }
    guard let context = avcodec_alloc_context3(codec) else { throw ClipError(file.name, .outOfMemory) }
    let pixels = Int(parameters.pointee.width) * Int(parameters.pointee.height)
    let threads = limits.threads(pixels: pixels, cores: Int(av_cpu_count()))
    do {
      try check("avcodec_parameters_to_context") { avcodec_parameters_to_context(context, parameters) }
      context.pointee.pkt_timebase = stream.pointee.time_base
      context.pointee.max_pixels = Int64(limits.maxPixels(threads: threads))
      context.pointee.thread_count = Int32(threads)
      context.pointee.opaque = Unmanaged.passUnretained(log).toOpaque()
      context.pointee.thread_type = FF_THREAD_FRAME | FF_THREAD_SLICE
      if skipsUnneeded { context.pointee.skip_frame = AVDISCARD_NONREF }
      try check("avcodec_open2") { avcodec_open2(context, codec, nil) }
    } catch {
      var context: UnsafeMutablePointer<AVCodecContext>? = context
      avcodec_free_context(&context)
      throw error.clipError(file.name, otherwise: .noFrames)
    }
    self.context = context
    self.threads = threads
    LibavLog.silence
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  /// How many errors the decoder has logged. Several decoders repair or ignore broken data, say so in the log, and return
  /// no error. With one thread they belong to the packet that was sent last.
  var complaints: Int { log.errors.load(ordering: .acquiring) }

  /// Takes a packet; `false`: refused. Ask for frames until it needs a packet, before the next one.
  func send(_ packet: borrowing Packet) -> Bool { avcodec_send_packet(context, packet.pointer) >= 0 }

  /// Says that no packet will follow.
  func finish() { avcodec_send_packet(context, nil) }

  /// Forgets what came before, also that it was to end: the next packet comes from somewhere else.
  func restart() { avcodec_flush_buffers(context) }

  func receive(into frame: borrowing Frame) -> Outcome {
    switch avcodec_receive_frame(context, frame.pointer) {
    case 0: .frame
    case shim_error_again: .needsPacket
    case shim_error_end: .ended
    default: .refused
    }
  }
}

/// Counts the errors that one decoder or demuxer logs. A decoder's threads have contexts of their own, which all point here.
final class ComplaintLog: Sendable {
  let errors = Atomic<Int>(0)

  /// The log of who speaks; `nil`: it is something else, or a decoder that libav opened for itself.
  static func of(_ speaker: UnsafeMutableRawPointer?) -> ComplaintLog? {
    // All of libav's speakers begin with a pointer to their class.
    guard let speaker, let kind = speaker.load(as: UnsafePointer<AVClass>?.self) else { return nil }
    let opaque =
      switch kind {
      case avcodec_get_class(): speaker.assumingMemoryBound(to: AVCodecContext.self).pointee.opaque
      case avformat_get_class(): speaker.assumingMemoryBound(to: AVFormatContext.self).pointee.opaque
      default: UnsafeMutableRawPointer?.none
      }
    return opaque.map { Unmanaged<ComplaintLog>.fromOpaque($0).takeUnretainedValue() }
  }
}
