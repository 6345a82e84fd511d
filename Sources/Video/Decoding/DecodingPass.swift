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
  private var finisher: FrameFinisher

  private var clock: FrameClock
  private var extent: ClipExtent
  private var tally = DecodeTally()
  private var packetsRead = 0
  /// Packets that are to give a picture, or half of one.
  private var packetsShown = 0
  /// Those that are half a picture.
  private var fields = 0
  private var isField = false
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
    let decoder = try Decoder(stream, file: file, limits: limits)
    // It lost its way before the first packet that it gives, or while libav looked at the first ones.
    let isTroubled = demuxer.complaints > 0
    packet = try Packet(file)
    finisher = FrameFinisher(stream, file)
    clock = FrameClock(
      nominalInterval: 1 / (demuxer.declaredRate(stream) ?? 30), tick: av_q2d(stream.pointee.time_base))
    extent = ClipExtent(limits)
    self.file = file
    self.limits = limits
    self.demuxer = demuxer
    self.stream = stream
    self.decoder = decoder
    if isTroubled { tally.packetRefused() }
  }

  var threads: Int { decoder.threads }
  /// Where the container's own clock stands at the first frame, seconds; `nil`: none was decoded yet.
  var origin: Double? { clock.origin }
  var timing: ClipTiming { clock.timing }

  /// The decoder met broken data: from here on its frames may depend on how its threads met.
  var isTroubled: Bool { decoder.complaints > 0 || tally.packetErrors + tally.framesDamaged > 0 }

  /// The next frame in display order; `nil`: the clip has ended.
  mutating func nextFrame() throws(ClipError) -> VideoFrame? {
    do {
      while true {
        if case .ended = state { return nil }
        let frame = try Frame(file)
        let outcome = decoder.receive(into: frame)
        noteComplaints()
        switch outcome {
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
    let before = demuxer.complaints
    let outcome = demuxer.read(into: packet)
    // Packets are missing before this one.
    if demuxer.complaints > before { tally.packetRefused() }
    switch outcome {
    case .packet:
      guard packet.pointer.pointee.stream_index == stream.pointee.index else { return }
      packetsRead += 1
      if !packet.isHidden {
        packetsShown += 1
        isField = demuxer.isField(stream) ?? isField
        if isField { fields += 1 }
      }
      if packet.isCorrupt { tally.packetRefused() }
      tally.packetSent(isKey: packet.isKey, stamp: packet.stamp)
      if !decoder.send(packet) { tally.packetRefused() }
    case .failed where readErrors < 16:
      readErrors += 1
      tally.packetRefused()
    case .failed, .ended:
      decoder.finish()
      state = .draining(errors: 0)
    }
  }

  /// With one thread, new complaints are about the packet that was sent last.
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
    let isDamaged = tally.frame(isKey: decoded.isKey, stamp: decoded.stamp, isFlagged: decoded.isDamaged)
    guard limits.allows(width: decoded.width, height: decoded.height) else {
      throw ClipError(file.name, .pictureTooLarge(width: decoded.width, height: decoded.height, limits: limits))
    }
    let base = av_q2d(stream.pointee.time_base)
    let duration = decoded.pointer.pointee.pkt_duration
    let time = clock.time(
      stamp: decoded.bestStamp.map { Double($0) * base }, duration: duration > 0 ? Double(duration) * base : nil)
    if let fault = extent.advance(to: time) { throw ClipError(file.name, fault) }
    guard let time else {
      if !isDamaged { tally.frameLeftOut() }
      return nil
    }
    let aspect = demuxer.sampleAspect(stream, decoded)
    let shown = try finisher.finish(decoded, time: time, isDamaged: isDamaged, sampleAspect: aspect)
    if firstGeometry == nil { firstGeometry = shown.geometry }
    return shown
  }

  /// Looks back over the whole clip.
  private mutating func finish() throws(ClipError) {
    state = .ended
    guard tally.framesDecoded > 0 else {
      throw ClipError(file.name, ContainerExtent.isCutOff(file) ? .cutOff : .noFrames)
    }
    if demuxer.container == "gif", tally.framesDecoded == 1 { throw ClipError(file.name, .stillPicture) }
    if let fault = extent.fault { throw ClipError(file.name, fault) }
    // Camcorders code the two halves of an interlaced picture as packets of their own.
    tally.packetsLost(packetsShown - fields / 2 - tally.framesDecoded - tally.packetErrors)
    if demuxer.container.hasPrefix("matroska") { tally.packetsLost(MatroskaElements.lostBlocks(in: file)) }
  }
}
