internal import CFFmpeg

/// Goes through a clip's packets without decoding one: what is really there, whatever the header says.
///
/// It takes a hundredth of the time of decoding. A clip that is beyond the limits is refused in its first seconds and not
/// after an hour of work; what hides behind packets without times is held by the same limits while it is decoded.
struct PacketSurvey {
  /// Looking further than this many times the limit would only make the number in the message larger.
  private static let patience = 4

  /// Length of the clip as its packets are timed, seconds, pauses cut short; 0: they have no times.
  let duration: Double

  /// - Throws: ``ClipError``: a limit is passed, or the file is no video that can be read.
  init(_ file: ClipFile, _ limits: DecodeLimits) throws(ClipError) {
    let demuxer = try Demuxer(file)
    let stream = try demuxer.chooseVideo(limits)
    let packet = try Packet(file)
    var extent = ClipExtent(limits)
    var fault: ClipError.Cause?
    var failures = 0
    let base = av_q2d(stream.pointee.time_base)
    reading: while extent.frames < limits.maxFrames * Self.patience, failures < 16 {
      packet.clear()
      switch demuxer.read(into: packet) {
      case .ended: break reading
      case .failed: failures += 1
      case .packet:
        guard packet.pointer.pointee.stream_index == stream.pointee.index else { continue }
        let stamp = packet.pointer.pointee.dts
        let found = extent.advance(to: stamp == shim_no_timestamp ? nil : Double(stamp) * base)
        if case .tooManyFramesASecond = found, let found { throw ClipError(file.name, found) }
        fault = fault ?? found
      }
    }
    switch fault {
    case .tooManyFrames: throw ClipError(file.name, extent.tooManyFrames)
    case .tooLong: throw ClipError(file.name, extent.tooLong)
    default: if let fault = extent.fault { throw ClipError(file.name, fault) }
    }
    duration = extent.duration
  }
}
