internal import CFFmpeg
internal import Imaging

/// Reads single frames here and there in a clip, without decoding what lies between.
///
/// ```swift
/// var reader = try MomentReader(try ClipFile(path: "clip.mp4"))
/// let frame = try reader.frame(at: 12.5)
/// ```
///
/// It goes to the key frame before the moment and decodes from there; where a file cannot be sought in, it reads on from
/// where it is. Pictures that no other one is made from are left out on the way, so a frame may lie a few pictures
/// behind its moment. The same files are accepted as by ``ClipReader``, with the same limits.
public struct MomentReader: ~Copyable {
  /// What one moment may cost. Key frames lie 250 pictures apart at most in nearly all clips.
  private static let framesPerMoment = 300
  private static let packetsPerMoment = 2_000
  /// Reading on is cheaper than going to a key frame that nobody knows, seconds.
  private static let shortWay = 2.0

  /// Length that the container declares, seconds; `nil`: it does not say. It may be wrong.
  public let declaredDuration: Double?
  /// Frames a second that the container declares; `nil`: it does not say.
  public let declaredRate: Double?
  /// The container has fewer bytes than it says.
  public let isCutOff: Bool
  /// Pictures that were decoded so far, for whatever moment.
  public private(set) var framesDecoded = 0

  private let file: ClipFile
  private let limits: DecodeLimits
  private let demuxer: Demuxer
  /// Owned by the demuxer.
  private let stream: UnsafeMutablePointer<AVStream>
  private let decoder: Decoder
  private let packet: Packet
  private var finisher: FrameFinisher
  private var packetsLeft = 0
  private var hasEnded = false
  /// Time stamp of the first frame, which is at 0 s; `nil`: nothing was decoded yet.
  private var origin: Int64?
  /// What was decoded last; empty to begin with.
  private var latest: Frame

  /// Goes through the packets for the limits, opens the container, chooses the video stream and opens its decoder.
  ///
  /// - Throws: ``ClipError`` as ``ClipReader`` does.
  public init(_ file: ClipFile, limits: DecodeLimits = .standard) throws(ClipError) {
    _ = try PacketSurvey(file, limits)
    let demuxer = try Demuxer(file)
    let stream = try demuxer.chooseVideo(limits)
    let decoder = try Decoder(stream, file: file, limits: limits, skipsUnneeded: true)
    let packet = try Packet(file)
    let empty = try Frame(file)
    finisher = FrameFinisher(stream, file)
    declaredDuration = demuxer.declaredDuration(stream)
    declaredRate = demuxer.declaredRate(stream)
    isCutOff = ContainerExtent.isCutOff(file)
    self.file = file
    self.limits = limits
    self.demuxer = demuxer
    self.stream = stream
    self.decoder = decoder
    self.packet = packet
    latest = empty
  }

  /// The first frame at the moment or after it, as far as it can be had: towards the end of the clip, and where the way
  /// is too long, one before it.
  ///
  /// - Parameter time: seconds from the first frame. Ask in rising order: an earlier moment gives what was read last.
  /// - Returns: a frame with its own time, which may be that of the frame before; `nil`: nothing can be decoded there.
  /// - Throws: ``ClipError``: no frame could be decoded at all, the picture is a single still or too large, or memory ran
  ///   out.
  public mutating func frame(at time: Double) throws(ClipError) -> VideoFrame? {
    packetsLeft = Self.packetsPerMoment
    let origin = try begin()
    let base = av_q2d(stream.pointee.time_base)
    let wanted = origin &+ Int64((min(max(time, 0), 1e9) / base).rounded())
    var isFound = !isBefore(wanted) || !goTo(wanted, from: latest.bestStamp ?? origin)
    var budget = Self.framesPerMoment
    while isBefore(wanted) || !isFound, budget > 0, try decodeNext() {
      isFound = true
      budget -= 1
    }
    return isFound ? try shown(origin) : nil
  }

  /// Decodes the first frame, once; gives its time stamp.
  private mutating func begin() throws(ClipError) -> Int64 {
    if let origin { return origin }
    guard try decodeNext() else { throw ClipError(file.name, isCutOff ? .cutOff : .noFrames) }
    let first = latest.bestStamp ?? 0
    origin = first
    if demuxer.container == "gif", try !decodeNext() { throw ClipError(file.name, .stillPicture) }
    return first
  }

  private func isBefore(_ wanted: Int64) -> Bool { (latest.bestStamp ?? wanted) < wanted }

  /// Goes to the key frame before a moment; `false`: reading on from here is the shorter way, or the only one.
  private mutating func goTo(_ wanted: Int64, from here: Int64) -> Bool {
    if let key = demuxer.keyFrame(stream, before: wanted) {
      if key <= here, !hasEnded { return false }
    } else if (Double(wanted) - Double(here)) * av_q2d(stream.pointee.time_base) < Self.shortWay, !hasEnded {
      return false
    }
    guard demuxer.seek(stream, to: wanted) else { return false }
    decoder.restart()
    hasEnded = false
    return true
  }

  /// Decodes one more frame into ``latest``; `false`: there is none, or the way has become too long.
  private mutating func decodeNext() throws(ClipError) -> Bool {
    let next = try Frame(file)
    while !hasEnded {
      switch decoder.receive(into: next) {
      case .frame:
        framesDecoded += 1
        guard limits.allows(width: next.width, height: next.height) else {
          throw ClipError(file.name, .pictureTooLarge(width: next.width, height: next.height, limits: limits))
        }
        latest = next
        return true
      case .needsPacket:
        guard packetsLeft > 0 else { return false }
        feed()
      case .refused: packetsLeft -= 1
      case .ended: hasEnded = true
      }
      if packetsLeft < 0 { return false }
    }
    return false
  }

  /// Sends the next packet; what is broken is left out.
  private mutating func feed() {
    packetsLeft -= 1
    packet.clear()
    switch demuxer.read(into: packet) {
    case .packet where packet.pointer.pointee.stream_index == stream.pointee.index: _ = decoder.send(packet)
    case .packet, .failed: break
    case .ended: decoder.finish()
    }
  }

  /// What was decoded last, as a frame that outlives the reading.
  private mutating func shown(_ origin: Int64) throws(ClipError) -> VideoFrame {
    let copy = try Frame(file)
    do {
      let (from, to) = (latest.pointer, copy.pointer)
      try check("av_frame_ref") { av_frame_ref(to, from) }
    } catch {
      throw error.clipError(file.name, otherwise: .noFrames)
    }
    let time = (Double(latest.bestStamp ?? origin) - Double(origin)) * av_q2d(stream.pointee.time_base)
    let aspect = demuxer.sampleAspect(stream, latest)
    return try finisher.finish(copy, time: max(0, time), isDamaged: latest.isDamaged, sampleAspect: aspect)
  }
}
