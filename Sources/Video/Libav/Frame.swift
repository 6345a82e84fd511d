internal import CFFmpeg

/// A decoded picture's memory. Nothing writes to it once it has left the decoder or the scaler.
struct Frame: ~Copyable, @unchecked Sendable {
  let pointer: UnsafeMutablePointer<AVFrame>
  private let alive = Alive(.frame)

  init(_ file: ClipFile) throws(ClipError) {
    guard let pointer = av_frame_alloc() else { throw ClipError(file.name, .outOfMemory) }
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
  /// The decoder had to guess parts of it.
  var isDamaged: Bool {
    pointer.pointee.decode_error_flags != 0 || pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
  }
}
