internal import CFFmpeg

/// A coded picture, or a piece of sound, on its way between demuxer, decoder, encoder and muxer.
struct Packet: ~Copyable {
  let pointer: UnsafeMutablePointer<AVPacket>
  private let alive = Alive(.packet)

  init(_ file: ClipFile) throws(ClipError) {
    guard let pointer = av_packet_alloc() else { throw ClipError(file.name, .outOfMemory) }
    self.pointer = pointer
  }

  init() throws(LibavError) {
    guard let pointer = av_packet_alloc() else { throw LibavError.outOfMemory("av_packet_alloc") }
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

  /// Decoding can start anew here.
  var isKey: Bool { pointer.pointee.flags & AV_PKT_FLAG_KEY != 0 }
  /// Presentation time in the stream's unit; `nil`: it has none.
  var stamp: Int64? { pointer.pointee.pts == shim_no_timestamp ? nil : pointer.pointee.pts }

  func clear() { av_packet_unref(pointer) }
}
