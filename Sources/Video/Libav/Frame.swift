internal import CFFmpeg

/// A picture's memory. Nothing writes to a decoded one once it has left the decoder or the scaler.
struct Frame: ~Copyable, @unchecked Sendable {
  let pointer: UnsafeMutablePointer<AVFrame>
  private let alive = Alive(.frame)

  init(_ file: ClipFile) throws(ClipError) {
    guard let pointer = av_frame_alloc() else { throw ClipError(file.name, .outOfMemory) }
    self.pointer = pointer
  }

  /// Planes of a size, not yet painted.
  init(width: Int, height: Int, format: AVPixelFormat) throws(LibavError) {
    guard let pointer = av_frame_alloc() else { throw LibavError.outOfMemory("av_frame_alloc") }
    pointer.pointee.width = Int32(width)
    pointer.pointee.height = Int32(height)
    pointer.pointee.format = format.rawValue
    do {
      try check("av_frame_get_buffer") { av_frame_get_buffer(pointer, 0) }
    } catch {
      var pointer: UnsafeMutablePointer<AVFrame>? = pointer
      av_frame_free(&pointer)
      throw error
    }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&pointer)
  }

  var width: Int { Int(pointer.pointee.width) }
  var height: Int { Int(pointer.pointee.height) }
  var format: AVPixelFormat { AVPixelFormat(pointer.pointee.format) }
  /// Decoding could start anew here.
  var isKey: Bool { pointer.pointee.key_frame != 0 }
  /// Presentation time of its packet in the stream's unit; `nil`: it has none.
  var stamp: Int64? { pointer.pointee.pts == shim_no_timestamp ? nil : pointer.pointee.pts }
  /// The same, or libav's best guess.
  var bestStamp: Int64? {
    let stamp = pointer.pointee.best_effort_timestamp
    return stamp == shim_no_timestamp ? nil : stamp
  }
  /// Its odd and its even rows are pictures of two moments.
  var isInterlaced: Bool { pointer.pointee.interlaced_frame != 0 }
  /// The decoder had to guess parts of it.
  var isDamaged: Bool {
    pointer.pointee.decode_error_flags != 0 || pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
  }
}
