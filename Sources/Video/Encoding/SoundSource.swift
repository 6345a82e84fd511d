internal import CFFmpeg

/// The sound of a clip, packet by packet, timed from the clip's first frame.
final class SoundSource {
  /// libav's name of the codec.
  let codec: String
  /// The packet at hand, in the source's ticks from the moment 0 on. Valid while `time` is not `nil`.
  let packet: Packet
  /// When the packet at hand is heard, seconds from the first frame; `nil`: the sound has ended.
  private(set) var time: Double?

  private let demuxer: Demuxer
  private let stream: UnsafeMutablePointer<AVStream>
  private let origin: Int64
  private let tick: Double
  private var lastStamp = Int64.min
  private var readErrors = 0

  /// - Parameter start: what becomes 0, seconds from the clip's first frame.
  /// - Returns: `nil`: the clip has no sound.
  /// - Throws: ``ClipError``: the clip cannot be read.
  static func open(_ file: ClipFile, from start: Double, limits: DecodeLimits) throws(ClipError) -> SoundSource? {
    let demuxer = try Demuxer(file)
    guard let stream = try demuxer.chooseSound(limits) else { return nil }
    let tick = av_q2d(stream.pointee.time_base)
    let origin = (try firstFrame(file, limits) + start) / tick
    guard tick > 0, let origin = Int64(exactly: origin.rounded()) else { return nil }
    let source = SoundSource(demuxer, stream, packet: try Packet(file), origin: origin)
    source.advance()
    return source
  }

  private init(
    _ demuxer: consuming Demuxer, _ stream: UnsafeMutablePointer<AVStream>, packet: consuming Packet, origin: Int64
  ) {
    self.demuxer = demuxer
    self.stream = stream
    self.packet = packet
    self.origin = origin
    tick = av_q2d(stream.pointee.time_base)
    codec = String(cString: avcodec_get_name(stream.pointee.codecpar.pointee.codec_id))
  }

  /// Where the container's own clock stands at the first frame that can be shown, seconds: only decoding tells, since
  /// what comes first in a file need not be shown first, or at all.
  private static func firstFrame(_ file: ClipFile, _ limits: DecodeLimits) throws(ClipError) -> Double {
    var limits = limits
    limits.threads = 1
    var pass = try DecodingPass(file, limits)
    _ = try pass.nextFrame()
    return pass.origin ?? 0
  }

  var parameters: UnsafePointer<AVCodecParameters> { UnsafePointer(stream.pointee.codecpar) }
  var timeBase: AVRational { stream.pointee.time_base }

  /// MP4 can hold it, by its standard.
  var fitsMP4: Bool {
    guard let format = av_guess_format("mp4", nil, nil) else { return false }
    return avformat_query_codec(format, parameters.pointee.codec_id, FF_COMPLIANCE_NORMAL) == 1
  }

  /// Reads on to the next packet that can be placed: its time is known, not before 0, and behind the one before.
  func advance() {
    time = nil
    while readErrors < 16 {
      packet.clear()
      switch demuxer.read(into: packet) {
      case .ended: return
      case .failed: readErrors += 1
      case .packet:
        guard packet.pointer.pointee.stream_index == stream.pointee.index, !packet.isCorrupt, place() else { continue }
        return
      }
    }
  }

  private func place() -> Bool {
    let parts = packet.pointer.pointee
    guard let stamp = packet.stamp ?? (parts.dts == shim_no_timestamp ? nil : parts.dts) else { return false }
    let (moved, overflow) = stamp.subtractingReportingOverflow(origin)
    guard !overflow, moved >= 0, moved > lastStamp, parts.size > 0, parts.duration >= 0 else { return false }
    lastStamp = moved
    packet.pointer.pointee.pts = moved
    packet.pointer.pointee.dts = moved
    time = Double(moved) * tick
    return true
  }
}
