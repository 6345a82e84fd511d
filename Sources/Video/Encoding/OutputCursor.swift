internal import CFFmpeg

/// A place in a muxer's bytes, from which libav writes, or reads again what it wrote.
final class OutputCursor {
  private let file: any OutputBytes
  private var position = 0
  private let alive = Alive(.byteStream)

  private init(_ file: any OutputBytes) { self.file = file }

  /// libav's end of it; give it back with `close`. `nil`: no memory.
  static func open(_ file: any OutputBytes, writes: Bool) -> UnsafeMutablePointer<AVIOContext>? {
    let size: Int32 = 1 << 16
    guard let buffer = av_malloc(Int(size)) else { return nil }
    let cursor = Unmanaged.passRetained(OutputCursor(file))
    let context = avio_alloc_context(
      buffer.assumingMemoryBound(to: UInt8.self), size, writes ? 1 : 0, cursor.toOpaque(),
      { OutputCursor.at($0).read(into: $1!, count: $2) }, { OutputCursor.at($0).write($1!, count: $2) },
      { OutputCursor.at($0).seek($1, whence: $2) })
    if context == nil {
      av_free(buffer)
      cursor.release()
    }
    return context
  }

  /// What is still in the buffer is lost: flush it before.
  static func close(_ context: UnsafeMutablePointer<AVIOContext>) {
    let cursor = context.pointee.opaque!
    av_freep(&context.pointee.buffer)
    var context: UnsafeMutablePointer<AVIOContext>? = context
    avio_context_free(&context)
    Unmanaged<OutputCursor>.fromOpaque(cursor).release()
  }

  /// A second end on the same bytes, for reading.
  static func reopen(_ context: UnsafeMutablePointer<AVIOContext>) -> UnsafeMutablePointer<AVIOContext>? {
    open(at(context.pointee.opaque).file, writes: false)
  }

  private static func at(_ opaque: UnsafeMutableRawPointer?) -> OutputCursor {
    Unmanaged<OutputCursor>.fromOpaque(opaque!).takeUnretainedValue()
  }

  private func write(_ bytes: UnsafePointer<UInt8>, count: Int32) -> Int32 {
    guard file.write(bytes, count: Int(count), at: position) else { return shim_error_io }
    position += Int(count)
    return count
  }

  private func read(into bytes: UnsafeMutablePointer<UInt8>, count: Int32) -> Int32 {
    guard let done = file.read(into: bytes, count: Int(count), at: position) else { return shim_error_io }
    position += done
    return done == 0 ? shim_error_end : Int32(done)
  }

  private func seek(_ offset: Int64, whence: Int32) -> Int64 {
    let base: Int
    switch whence & ~AVSEEK_FORCE {
    case AVSEEK_SIZE: return Int64(file.size ?? Int(shim_error_io))
    case SEEK_SET: base = 0
    case SEEK_CUR: base = position
    case SEEK_END: base = file.size ?? -1
    default: return Int64(shim_error_invalid_argument)
    }
    let target = base + Int(offset)
    guard base >= 0, target >= 0 else { return Int64(shim_error_invalid_argument) }
    position = target
    return Int64(target)
  }
}
