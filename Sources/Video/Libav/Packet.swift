internal import CFFmpeg

/// A coded picture on its way from the demuxer to the decoder.
struct Packet: ~Copyable {
  let pointer: UnsafeMutablePointer<AVPacket>
  private let alive = Alive(.packet)

  init(_ file: ClipFile) throws(ClipError) {
    guard let pointer = av_packet_alloc() else { throw ClipError(file.name, .outOfMemory) }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = pointer
    av_packet_free(&pointer)
  }

  /// The container knows that its bytes are wrong or incomplete.
  var isCorrupt: Bool { pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 }
  /// Needed for decoding only, and cut away by an edit list: it gives no picture.
  var isHidden: Bool { pointer.pointee.flags & AV_PKT_FLAG_DISCARD != 0 }

  func clear() { av_packet_unref(pointer) }
}
