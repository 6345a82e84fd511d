internal import CFFmpeg

/// libav's reading end of a ``ClipFile``: it can read and seek in this one file and open nothing else.
struct ByteStream: ~Copyable {
  let context: UnsafeMutablePointer<AVIOContext>
  private let source: Unmanaged<Source>
  private let alive = Alive(.byteStream)

  init(_ file: ClipFile) throws(ClipError) {
    let source = Unmanaged.passRetained(Source(file))
    let size: Int32 = 1 << 16
    let buffer = av_malloc(Int(size))
    guard let buffer,
      let context = avio_alloc_context(
        buffer.assumingMemoryBound(to: UInt8.self), size, 0, source.toOpaque(),
        { ByteStream.source($0).read(into: $1, count: $2) }, nil, { ByteStream.source($0).seek($1, whence: $2) })
    else {
      av_free(buffer)
      source.release()
      throw ClipError(file.name, .outOfMemory)
    }
    self.source = source
    self.context = context
  }

  deinit {
    av_freep(&context.pointee.buffer)
    var context: UnsafeMutablePointer<AVIOContext>? = context
    avio_context_free(&context)
    source.release()
  }

  /// Puts the position back to the start of the file.
  func rewind() throws(LibavError) {
    try check("avio_seek") { Int32(clamping: avio_seek(context, 0, SEEK_SET)) }
  }

  /// The first failure of the disk, which libav may have swallowed.
  var failure: ClipError? { source.takeUnretainedValue().failure }

  private static func source(_ opaque: UnsafeMutableRawPointer?) -> Source {
    Unmanaged<Source>.fromOpaque(opaque!).takeUnretainedValue()
  }

  /// A position in a file. Only the thread that demuxes uses it.
  private final class Source {
    private let file: ClipFile
    private var position = 0
    private(set) var failure: ClipError?

    init(_ file: ClipFile) { self.file = file }

    func read(into buffer: UnsafeMutablePointer<UInt8>?, count: Int32) -> Int32 {
      do {
        let wanted = UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
        let done = try file.read(at: position, into: wanted)
        position += done
        return done == 0 ? shim_error_end : Int32(done)
      } catch {
        failure = failure ?? error
        return shim_error_io
      }
    }

    func seek(_ offset: Int64, whence: Int32) -> Int64 {
      let target: Int64
      switch whence & ~AVSEEK_FORCE {
      case AVSEEK_SIZE: return Int64(file.size)
      case SEEK_SET: target = offset
      case SEEK_CUR: target = Int64(position) &+ offset
      case SEEK_END: target = Int64(file.size) &+ offset
      default: return Int64(shim_error_invalid_argument)
      }
      // A file lets one seek behind its end; here that fails, so that a cut-off clip is an error and not its end.
      guard target >= 0, target <= Int64(file.size) else { return Int64(shim_error_invalid_argument) }
      position = Int(target)
      return target
    }
  }
}
