internal import CFFmpeg
internal import Imaging

/// A clip that is being written: encoder, container and sound at work.
struct WritingSession: ~Copyable {
  private(set) var sound: SoundOutcome

  private let encoder: Encoder
  private let muxer: Muxer
  /// What is copied; `nil`: no sound, or no more of it.
  private var source: SoundSource?
  private var soundStamp = Int64.min
  /// The packet out of the encoder that is written once the next one tells how long it is shown.
  private var held: Packet?
  private var intervals: [Int64: Int] = [:]
  private let usualInterval: Int64

  private var lastStamp = Int64.min
  private var lastKey = Int64.min
  private var lastInterval: Int64

  /// - Parameter source: sound to copy; `nil`: none.
  init(
    _ file: OutputFile, size: PixelSize, tags: ColourTags, rate: Double, threads: Int, source: SoundSource?
  ) throws(LibavError) {
    let encoder = try Encoder(size: size, tags: tags, rate: rate, threads: threads)
    let outcome = source.map(SoundTrial.outcome) ?? .none
    let copied: SoundSource? = if case .copied = outcome { source } else { nil }
    let muxer = try Muxer.open(file, video: encoder.context, sound: copied?.parameters)
    self.encoder = encoder
    self.muxer = muxer
    self.source = copied
    sound = outcome
    usualInterval = max(1, Int64((Double(Encoder.clockRate) / rate).rounded()))
    lastInterval = usualInterval
  }

  /// - Parameter stamp: in the encoder's ticks, above the one before.
  mutating func append(_ frame: borrowing Frame, stamp: Int64) throws(LibavError) {
    if lastStamp != .min { lastInterval = stamp - lastStamp }
    // A key frame once a second lets a browser seek quickly: now, if waiting for the next frame would make it late.
    let isKey = lastKey == .min || stamp + lastInterval - lastKey > Int64(Encoder.clockRate)
    if isKey { lastKey = stamp }
    lastStamp = stamp
    try encoder.send(frame, stamp: stamp, isKey: isKey)
    try drain()
  }

  /// Copies no more sound: from here on its times are not the picture's.
  mutating func endSound() { source = nil }

  mutating func finish() throws(LibavError) {
    try encoder.finish()
    try drain()
    if let last = held.take() {
      let duration = medianInterval
      let end = Double(last.pointer.pointee.pts + duration) / Double(Encoder.clockRate)
      try write(last, duration: duration)
      try writeSound(before: end)
    }
    try muxer.finish()
  }

  /// Writes what the encoder has ready.
  private mutating func drain() throws(LibavError) {
    while true {
      let packet = try Packet()
      guard case .packet = try encoder.receive(into: packet) else { return }
      if let before = held.take() {
        let interval = packet.pointer.pointee.pts - before.pointer.pointee.pts
        intervals[interval, default: 0] += 1
        try write(before, duration: interval)
      }
      held = consume packet
    }
  }

  private mutating func write(_ packet: borrowing Packet, duration: Int64) throws(LibavError) {
    try writeSound(before: Double(packet.pointer.pointee.pts) / Double(Encoder.clockRate))
    packet.pointer.pointee.duration = duration
    av_packet_rescale_ts(
      packet.pointer, AVRational(num: 1, den: Int32(Encoder.clockRate)), muxer.timeBase(.video))
    try muxer.write(packet, to: .video)
  }

  /// Writes the sound that is heard before a moment.
  private mutating func writeSound(before end: Double) throws(LibavError) {
    while let source, let time = source.time, time < end {
      if let refusal = Self.write(source.packet, of: source.timeBase, to: muxer, after: &soundStamp) {
        // Sound that MP4 refuses ends here; a disk that is full ends everything.
        guard !muxer.hasFailed else { throw refusal }
        self.source = nil
        return
      }
      source.advance()
    }
  }

  private static func write(
    _ packet: borrowing Packet, of base: AVRational, to muxer: borrowing Muxer, after last: inout Int64
  ) -> LibavError? {
    av_packet_rescale_ts(packet.pointer, base, muxer.timeBase(.sound))
    // Coarser ticks may make two stamps one.
    guard packet.pointer.pointee.pts > last else { return nil }
    last = packet.pointer.pointee.pts
    do {
      try muxer.write(packet, to: .sound)
      return nil
    } catch {
      return error
    }
  }

  /// The median distance of the frames; for a single one what the caller expects.
  private var medianInterval: Int64 {
    var left = intervals.values.reduce(0, +) / 2
    for (interval, count) in intervals.sorted(by: { $0.key < $1.key }) {
      if left < count { return interval }
      left -= count
    }
    return usualInterval
  }
}
