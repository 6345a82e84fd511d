internal import CFFmpeg

/// Tries whether MP4 takes a sound: a clip in memory with its first packet alone.
///
/// Much that is wrong with a sound shows only when the index is written, at the very end, and would then take the
/// picture down with it.
enum SoundTrial {
  static func outcome(of sound: SoundSource) -> SoundOutcome {
    guard sound.fitsMP4 else { return .cannotBeCopied(codec: sound.codec) }
    guard sound.time != nil, passes(sound) else { return .unreadable(codec: sound.codec) }
    return .copied(codec: sound.codec)
  }

  private static func passes(_ sound: SoundSource) -> Bool {
    do {
      let muxer = try Muxer.open(ScrapBytes(), video: nil, sound: sound.parameters)
      let packet = try Packet()
      try check("av_packet_ref") { av_packet_ref(packet.pointer, sound.packet.pointer) }
      packet.pointer.pointee.pts = 0
      packet.pointer.pointee.dts = 0
      try muxer.write(packet, to: .sound)
      try muxer.finish()
      return true
    } catch {
      return false
    }
  }
}
