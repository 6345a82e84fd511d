internal import CFFmpeg
internal import Synchronization

/// An open container. Give packets of one video stream, in decoding order.
struct Demuxer: ~Copyable {
  /// What a read gives.
  enum Outcome {
    case packet
    /// Nothing more comes.
    case ended
    /// This packet could not be read; later ones may.
    case failed
  }

  private let context: UnsafeMutablePointer<AVFormatContext>
  private let bytes: ByteStream
  private let file: ClipFile
  private let log = ComplaintLog()
  private let alive = Alive(.demuxer)

  /// Finds out the container by its content, whatever the name says, and reads its header.
  init(_ file: ClipFile) throws(ClipError) {
    let bytes = try ByteStream(file)
    let format = try Self.probe(bytes, file)
    guard let fresh = avformat_alloc_context() else { throw ClipError(file.name, .outOfMemory) }
    fresh.pointee.pb = bytes.context
    fresh.pointee.opaque = Unmanaged.passUnretained(log).toOpaque()
    // Some containers may name other files or addresses; nothing but this one file is ever opened.
    fresh.pointee.io_open = { _, _, _, _, _ in shim_error_permission }
    av_opt_set(fresh, "protocol_whitelist", "", 0)
    av_opt_set(fresh, "format_whitelist", Supported.containers.joined(separator: ","), 0)
    av_opt_set(fresh, "codec_whitelist", Supported.decoderList, 0)
    av_opt_set_int(fresh, "max_streams", 64, 0)
    // The frame rate is measured from the time stamps; libav need not guess it.
    av_opt_set_int(fresh, "fpsprobesize", 0, 0)
    // libav frees the context when opening fails.
    var context: UnsafeMutablePointer<AVFormatContext>? = fresh
    do {
      try check("avformat_open_input") { avformat_open_input(&context, "", format, nil) }
    } catch {
      if let failure = bytes.failure { throw failure }
      throw error.clipError(file.name, otherwise: ContainerExtent.isCutOff(file) ? .cutOff : .notAVideo)
    }
    self.context = context!
    self.bytes = bytes
    self.file = file
    // Transport streams may begin a new stream at any time, whose pictures nobody would limit while libav looks at them.
    // Where no list names it, its packets are passed over. Refused as one too many, it would cost what was collected of
    // the others.
    av_opt_set_int(context, "merge_pmt_versions", 1, AV_OPT_SEARCH_CHILDREN)
    av_opt_set_int(context, "max_streams", Int64(max(1, context!.pointee.nb_streams)), 0)
  }

  deinit {
    var context: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&context)
  }

  private static func probe(
    _ bytes: borrowing ByteStream, _ file: ClipFile
  ) throws(ClipError) -> UnsafePointer<AVInputFormat> {
    var format: UnsafePointer<AVInputFormat>?
    let context = bytes.context
    let score: Int32
    do {
      score = try check("av_probe_input_buffer2") { av_probe_input_buffer2(context, &format, "", nil, 0, 0) }
    } catch {
      if let failure = bytes.failure { throw failure }
      throw error.clipError(file.name, otherwise: PlainText.isText(file) ? .text : .notAVideo)
    }
    guard let format else { throw ClipError(file.name, .notAVideo) }
    let names = String(cString: format.pointee.name)
    guard Supported.isContainer(names) else {
      // A low score is a guess, and random bytes get one.
      let isGuess = score <= AVPROBE_SCORE_MAX / 4
      let guess: ClipError.Cause = PlainText.isText(file) ? .text : .notAVideo
      throw ClipError(file.name, isGuess ? guess : Supported.refusal(names), detail: "libav: \(names)")
    }
    return format
  }

  /// Name of the demuxer.
  var container: String { String(cString: context.pointee.iformat.pointee.name) }

  /// Length that the container declares, in seconds; `nil`: it does not say.
  var declaredDuration: Double? {
    let duration = context.pointee.duration
    return duration > 0 ? Double(duration) / Double(AV_TIME_BASE) : nil
  }

  /// The same of one stream, where the container says: sound may go on when the picture has ended.
  func declaredDuration(_ stream: UnsafeMutablePointer<AVStream>) -> Double? {
    let duration = Double(stream.pointee.duration) * av_q2d(stream.pointee.time_base)
    return stream.pointee.duration > 0 && duration.isFinite ? duration : declaredDuration
  }

  /// Mean frame rate that the container declares, frames a second; `nil`: it does not say, or says nonsense.
  func declaredRate(_ stream: UnsafeMutablePointer<AVStream>) -> Double? {
    let rate = stream.pointee.avg_frame_rate
    guard rate.num > 0, rate.den > 0, (1...1000).contains(av_q2d(rate)) else { return nil }
    return av_q2d(rate)
  }

  /// Goes back, or forward, to the last key frame at or before a time stamp in the stream's unit; `false`: this file
  /// cannot, and reading goes on anywhere.
  func seek(_ stream: UnsafeMutablePointer<AVStream>, to stamp: Int64) -> Bool {
    av_seek_frame(context, stream.pointee.index, stamp, AVSEEK_FLAG_BACKWARD) >= 0
  }

  /// The time stamp of the last key frame at or before another one, as far as the index knows.
  func keyFrame(_ stream: UnsafeMutablePointer<AVStream>, before stamp: Int64) -> Int64? {
    let place = av_index_search_timestamp(stream, stamp, AVSEEK_FLAG_BACKWARD)
    guard place >= 0, let entry = avformat_index_get_entry(stream, place) else { return nil }
    return entry.pointee.timestamp
  }

  /// The stream to analyse, after a look at its first packets; the others are switched off. Call it once.
  ///
  /// Cover pictures and thumbnails are no video. Of several videos the default one wins, then the largest, then the first.
  func chooseVideo(_ limits: DecodeLimits) throws(ClipError) -> UnsafeMutablePointer<AVStream> {
    let streams = (0..<Int(context.pointee.nb_streams)).map { context.pointee.streams[$0]! }
    for stream in streams { stream.pointee.discard = AVDISCARD_ALL }
    let pictures = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS
    let videos = streams.filter {
      $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO && $0.pointee.disposition & pictures == 0
    }
    guard !videos.isEmpty else {
      let hasSound = streams.contains { $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
      throw ClipError(file.name, hasSound ? .audioOnly : .notAVideo)
    }
    let readable = videos.filter { Supported.isCodec($0.pointee.codecpar.pointee.codec_id) }
    // libav may look at a clip only once. Where no header has said the sizes, all videos are looked at.
    let isBlind = readable.contains { $0.pointee.codecpar.pointee.width == 0 }
    if isBlind {
      for stream in readable { stream.pointee.discard = AVDISCARD_DEFAULT }
      try inspect(limits)
      for stream in readable { stream.pointee.discard = AVDISCARD_ALL }
    }
    func rank(_ stream: UnsafeMutablePointer<AVStream>) -> (Int, Int, Int) {
      let parameters = stream.pointee.codecpar.pointee
      let isDefault = stream.pointee.disposition & AV_DISPOSITION_DEFAULT != 0
      return (isDefault ? 1 : 0, Int(parameters.width) * Int(parameters.height), -Int(stream.pointee.index))
    }
    guard let best = readable.max(by: { rank($0) < rank($1) }) else {
      let codec = videos[0].pointee.codecpar.pointee.codec_id
      throw ClipError(file.name, .unsupportedCodec(String(cString: avcodec_get_name(codec))))
    }
    // libav decodes a few frames while it looks at the streams: a picture of any size would be allocated there.
    try checkSize(best, limits)
    best.pointee.discard = AVDISCARD_DEFAULT
    if !isBlind {
      try inspect(limits)
      try checkSize(best, limits)
    }
    return best
  }

  /// Compares the size that a stream declares, or that was met in it, with the limits.
  private func checkSize(_ stream: UnsafeMutablePointer<AVStream>, _ limits: DecodeLimits) throws(ClipError) {
    let (width, height) = (Int(stream.pointee.codecpar.pointee.width), Int(stream.pointee.codecpar.pointee.height))
    guard limits.allows(width: width, height: height) else {
      throw ClipError(file.name, .pictureTooLarge(width: width, height: height, limits: limits))
    }
  }

  /// The sound to copy, after a look at its first packets; the other streams are switched off. Call it once. The default
  /// one wins, then the first. `nil`: there is none.
  func chooseSound(_ limits: DecodeLimits) throws(ClipError) -> UnsafeMutablePointer<AVStream>? {
    let streams = (0..<Int(context.pointee.nb_streams)).map { context.pointee.streams[$0]! }
    for stream in streams { stream.pointee.discard = AVDISCARD_ALL }
    let sounds = streams.filter { $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
    let chosen = sounds.first { $0.pointee.disposition & AV_DISPOSITION_DEFAULT != 0 } ?? sounds.first
    guard let chosen else { return nil }
    chosen.pointee.discard = AVDISCARD_DEFAULT
    try inspect(limits)
    return chosen
  }

  /// Lets libav look at the first packets, for what the header does not say.
  private func inspect(_ limits: DecodeLimits) throws(ClipError) {
    let count = Int(context.pointee.nb_streams)
    var options = [OpaquePointer?](repeating: nil, count: count)
    defer { for index in 0..<count { av_dict_free(&options[index]) } }
    for index in 0..<count { av_dict_set_int(&options[index], "max_pixels", Int64(limits.maxPixels), 0) }
    do {
      try check("avformat_find_stream_info") { avformat_find_stream_info(context, &options) }
    } catch {
      throw bytes.failure ?? error.clipError(file.name, otherwise: .notAVideo)
    }
  }

  /// How many errors the demuxer has logged. Where it loses its way in a container it looks for a place to go on, says so
  /// in the log, and returns no error.
  var complaints: Int { log.errors.load(ordering: .acquiring) }

  /// Reads the next packet of the chosen stream.
  func read(into packet: borrowing Packet) -> Outcome {
    switch av_read_frame(context, packet.pointer) {
    case 0: .packet
    case shim_error_end: bytes.failure == nil ? .ended : .failed
    default: .failed
    }
  }

  /// The packet that was read last is one half of an interlaced picture, as its own coding says; `nil`: nobody has looked.
  ///
  /// libav looks where a stream's bytes have to be split into packets, up to the last few of them. Other containers keep
  /// both halves in one packet.
  func isField(_ stream: UnsafeMutablePointer<AVStream>) -> Bool? {
    guard let parser = av_stream_get_parser(stream) else { return nil }
    let structure = parser.pointee.picture_structure
    return structure == AV_PICTURE_STRUCTURE_TOP_FIELD || structure == AV_PICTURE_STRUCTURE_BOTTOM_FIELD
  }

  /// Width over height of a stored sample; the container's word goes before the codec's. 1 where neither says, or says
  /// nonsense.
  func sampleAspect(_ stream: UnsafeMutablePointer<AVStream>, _ frame: borrowing Frame) -> Double {
    let ratio = av_guess_sample_aspect_ratio(context, stream, frame.pointer)
    guard ratio.num > 0, ratio.den > 0 else { return 1 }
    let aspect = Double(ratio.num) / Double(ratio.den)
    return (0.125...8).contains(aspect) ? aspect : 1
  }

  /// `true`: the container lists its frames, and packets of them were never met.
  ///
  /// - Parameter packets: how many packets of the stream were read.
  func hasUnreadPackets(_ stream: UnsafeMutablePointer<AVStream>, packets: Int) -> Bool {
    container.hasPrefix("mov") && Int(avformat_index_get_entries_count(stream)) > packets
  }
}
