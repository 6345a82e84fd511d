internal import CFFmpeg
internal import Imaging
internal import Movement

/// One way through a clip, from its first packet to its last frame.
struct DecodingPass: ~Copyable {
  /// Size of the first frame; `nil`: none was decoded yet.
  private(set) var firstGeometry: DisplayGeometry?

  private let file: ClipFile
  private let limits: DecodeLimits
  private let demuxer: Demuxer
  /// Owned by the demuxer.
  private let stream: UnsafeMutablePointer<AVStream>
  private let decoder: Decoder
  private let packet: Packet
  private var scaler: Scaler?
  private let rotation: Int

  private var clock: FrameClock
  private var tally = DecodeTally()
  private var packetsRead = 0
  private var packetsShown = 0
  private var readErrors = 0
  private var complaints = 0
  private var state = State.reading

  private enum State {
    case reading
    /// All packets are sent, frames are still coming; how many errors came since.
    case draining(errors: Int)
    case ended
  }

  init(_ file: ClipFile, _ limits: DecodeLimits) throws(ClipError) {
    let demuxer = try Demuxer(file)
    let stream = try demuxer.chooseVideo(limits)
    try demuxer.inspect(limits)
    let decoder = try Decoder(stream, file: file, limits: limits)
    packet = try Packet(file)
    rotation = StreamRotation.degrees(stream)
    let rate = stream.pointee.avg_frame_rate
    let isSane = rate.num > 0 && rate.den > 0 && (1...1000).contains(av_q2d(rate))
    clock = FrameClock(nominalInterval: isSane ? 1 / av_q2d(rate) : 1 / 30, tick: av_q2d(stream.pointee.time_base))
    self.file = file
    self.limits = limits
    self.demuxer = demuxer
    self.stream = stream
    self.decoder = decoder
  }

  var declaredDuration: Double? { demuxer.declaredDuration }
  var threads: Int { decoder.threads }
  var timing: ClipTiming { clock.timing }

  /// The decoder met broken data: from here on its frames may depend on how its threads met.
  var isTroubled: Bool { decoder.complaints > 0 || tally.packetErrors + tally.framesDamaged > 0 }

  /// The next frame in display order; `nil`: the clip has ended.
  mutating func nextFrame() throws(ClipError) -> VideoFrame? {
    do {
      while true {
        if case .ended = state { return nil }
        let frame = try Frame(file)
        noteComplaints()
        switch decoder.receive(into: frame) {
        case .frame: if let shown = try admit(frame) { return shown }
        case .needsPacket: feed()
        case .refused: refuse()
        case .ended: try finish()
        }
      }
    } catch {
      state = .ended
      throw error
    }
  }

  /// What came through the decoder so far. `complete` is `false` until the end is reached.
  var health: DecodeHealth {
    var isComplete = false
    if case .ended = state {
      isComplete =
        readErrors == 0 && !ContainerExtent.isCutOff(file)
        && !demuxer.hasUnreadPackets(stream, packets: packetsRead)
    }
    return DecodeHealth(
      framesDecoded: tally.framesDecoded, framesDamaged: tally.framesDamaged, packetErrors: tally.packetErrors,
      gaps: timing.gaps, complete: isComplete)
  }

  /// Sends the next packet to the decoder.
  private mutating func feed() {
    packet.clear()
    switch demuxer.read(into: packet) {
    case .packet:
      guard packet.pointer.pointee.stream_index == stream.pointee.index else { return }
      packetsRead += 1
      if !packet.isHidden { packetsShown += 1 }
      if packet.isCorrupt { tally.packetRefused() }
      if !decoder.send(packet) { tally.packetRefused() }
    case .failed where readErrors < 16:
      readErrors += 1
      tally.packetRefused()
    case .failed, .ended:
      decoder.finish()
      state = .draining(errors: 0)
    }
  }

  private mutating func noteComplaints() {
    guard decoder.complaints > complaints else { return }
    complaints = decoder.complaints
    tally.packetDoubted()
  }

  /// Notes an error of the decoder.
  private mutating func refuse() {
    tally.packetRefused()
    // A decoder that has been told of the end holds a few packets at most; one that goes on complaining never ends.
    guard case .draining(let errors) = state else { return }
    state = errors < 64 ? .draining(errors: errors + 1) : .ended
  }

  /// Gives a decoded frame its time and geometry; `nil`: its time does not fit in.
  private mutating func admit(_ decoded: consuming Frame) throws(ClipError) -> VideoFrame? {
    let isDamaged = tally.frame(isKey: decoded.isKey, isFlagged: decoded.isDamaged)
    let base = av_q2d(stream.pointee.time_base)
    let (stamp, duration) = (decoded.pointer.pointee.best_effort_timestamp, decoded.pointer.pointee.pkt_duration)
    let time = clock.time(
      stamp: stamp == shim_no_timestamp ? nil : Double(stamp) * base,
      duration: duration > 0 ? Double(duration) * base : nil)
    guard let time else { return nil }
    guard clock.times.count <= limits.maxFrames else { throw ClipError(file.name, .tooManyFrames(limit: limits.maxFrames)) }

    let geometry = DisplayGeometry(
      storedWidth: decoded.width, storedHeight: decoded.height, rotation: rotation,
      sampleAspect: demuxer.sampleAspect(stream, decoded))
    if firstGeometry == nil { firstGeometry = geometry }
    if let bitDepth = PixelLayout.bitDepth(decoded.format) {
      return VideoFrame(decoded, bitDepth: bitDepth, time: time, isDamaged: isDamaged, geometry: geometry)
    }
    if scaler?.fits(decoded) != true { scaler = try Scaler(for: decoded, file) }
    let converted = try scaler!.convert(decoded, file)
    return VideoFrame(converted, bitDepth: 8, time: time, isDamaged: isDamaged, geometry: geometry)
  }

  /// Looks back over the whole clip.
  private mutating func finish() throws(ClipError) {
    state = .ended
    guard tally.framesDecoded > 0 else {
      throw ClipError(file.name, ContainerExtent.isCutOff(file) ? .cutOff : .noFrames)
    }
    if demuxer.container == "gif", tally.framesDecoded == 1 { throw ClipError(file.name, .stillPicture) }
    tally.packetsLost(packetsShown - tally.framesDecoded - tally.packetErrors)
  }
}
