internal import CFFmpeg

/// An open MP4 file. Packets are written in the order in which they come, so nothing piles up in memory.
struct Muxer: ~Copyable {
  enum Track { case video, sound }

  private let context: UnsafeMutablePointer<AVFormatContext>
  private let file: any OutputBytes
  private let alive = Alive(.muxer)

  /// Begins a file and writes its header.
  ///
  /// - Parameters:
  ///   - video: an open encoder; `nil`: sound alone.
  ///   - sound: how the sound is coded; `nil`: no sound.
  static func open(
    _ file: any OutputBytes, video: UnsafeMutablePointer<AVCodecContext>?, sound: UnsafePointer<AVCodecParameters>?
  ) throws(LibavError) -> Muxer {
    let muxer = try Muxer(file)
    if let video { try muxer.addVideo(video) }
    if let sound { try muxer.addSound(sound) }
    try check("avformat_write_header") { avformat_write_header(muxer.context, nil) }
    try muxer.checkBytes()
    return muxer
  }

  private init(_ file: any OutputBytes) throws(LibavError) {
    var fresh: UnsafeMutablePointer<AVFormatContext>?
    try check("avformat_alloc_output_context2") { avformat_alloc_output_context2(&fresh, nil, "mp4", nil) }
    guard let context = fresh, let bytes = OutputCursor.open(file, writes: true) else {
      avformat_free_context(fresh)
      throw LibavError.outOfMemory("avio_alloc_context")
    }
    context.pointee.pb = bytes
    context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT
    Self.openOnlyItself(context)
    av_opt_set(context.pointee.priv_data, "movflags", "+faststart", 0)
    av_opt_set_int(context.pointee.priv_data, "video_track_timescale", Int64(Encoder.clockRate), 0)
    self.context = context
    self.file = file
  }

  deinit {
    let bytes = context.pointee.pb
    avformat_free_context(context)
    if let bytes { OutputCursor.close(bytes) }
  }

  /// To put the index in front, libav opens what it has written once more, for reading. It gets the same bytes, whatever
  /// name it asks for.
  private static func openOnlyItself(_ context: UnsafeMutablePointer<AVFormatContext>) {
    context.pointee.io_open = { context, result, _, flags, _ in
      guard let written = context?.pointee.pb, let result, flags & AVIO_FLAG_WRITE == 0 else {
        return shim_error_permission
      }
      result.pointee = OutputCursor.reopen(written)
      return result.pointee == nil ? shim_error_memory : 0
    }
    context.pointee.io_close2 = { _, bytes in
      if let bytes { OutputCursor.close(bytes) }
      return 0
    }
  }

  private func addVideo(_ encoder: UnsafeMutablePointer<AVCodecContext>) throws(LibavError) {
    let stream = try addStream()
    try check("avcodec_parameters_from_context") {
      avcodec_parameters_from_context(stream.pointee.codecpar, encoder)
    }
    stream.pointee.time_base = encoder.pointee.time_base
    stream.pointee.avg_frame_rate = encoder.pointee.framerate
    stream.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
  }

  private func addSound(_ parameters: UnsafePointer<AVCodecParameters>) throws(LibavError) {
    let stream = try addStream()
    try check("avcodec_parameters_copy") { avcodec_parameters_copy(stream.pointee.codecpar, parameters) }
    // The source container's own tag for the codec; MP4 has another.
    stream.pointee.codecpar.pointee.codec_tag = 0
    stream.pointee.time_base = AVRational(num: 1, den: max(1, parameters.pointee.sample_rate))
  }

  private func addStream() throws(LibavError) -> UnsafeMutablePointer<AVStream> {
    guard let stream = avformat_new_stream(context, nil) else { throw LibavError.outOfMemory("avformat_new_stream") }
    return stream
  }

  private func stream(_ track: Track) -> UnsafeMutablePointer<AVStream> {
    let isLast = track == .sound
    return context.pointee.streams[isLast ? Int(context.pointee.nb_streams) - 1 : 0]!
  }

  /// Ticks of a track, which only the written header settles.
  func timeBase(_ track: Track) -> AVRational { stream(track).pointee.time_base }

  /// Writes a packet whose times count in the track's ticks.
  func write(_ packet: borrowing Packet, to track: Track) throws(LibavError) {
    packet.pointer.pointee.stream_index = stream(track).pointee.index
    packet.pointer.pointee.pos = -1
    try check("av_write_frame") { av_write_frame(context, packet.pointer) }
    try checkBytes()
  }

  /// Writes the index, in front of everything else.
  func finish() throws(LibavError) {
    try check("av_write_trailer") { av_write_trailer(context) }
    avio_flush(context.pointee.pb)
    try checkBytes()
  }

  /// The disk has failed.
  var hasFailed: Bool { file.failure != nil || context.pointee.pb.pointee.error < 0 }

  /// libav notes a failed write and goes on.
  private func checkBytes() throws(LibavError) {
    try check("avio_write") { context.pointee.pb.pointee.error }
    if file.failure != nil { throw LibavError(call: "avio_write", code: shim_error_io, log: nil) }
  }
}
