internal import CZlib
public import Foundation

/// Why data could not be packed or unpacked.
public enum GzipError: Error, Equatable {
  case notGzip
  case truncated
  /// It unpacks to more than the limit: no track of ours is that large.
  case tooLarge(limit: Int)
  /// zlib's own code, for what must not happen.
  case zlib(Int32)
}

/// gzip in memory, by zlib. No time stamp is written: equal input gives equal bytes.
public enum Gzip {
  /// A track of ten hours at 60 frames a second stays below this.
  static let unpackedLimit = 2 << 30
  private static let chunk = 1 << 16

  public static func compress(_ data: Data) throws(GzipError) -> Data {
    var stream = z_stream()
    let opened = formcheck_gzip_begin(&stream, 6)
    guard opened == Z_OK else { throw .zlib(opened) }
    defer { deflateEnd(&stream) }
    return try pump(data, through: &stream, limit: .max) { stream in
      let code = deflate(&stream, Z_FINISH)
      return code == Z_STREAM_END ? .ended : code == Z_OK || code == Z_BUF_ERROR ? .more : .failed(.zlib(code))
    }
  }

  public static func decompress(_ data: Data) throws(GzipError) -> Data {
    var stream = z_stream()
    let opened = formcheck_gunzip_begin(&stream)
    guard opened == Z_OK else { throw .zlib(opened) }
    defer { inflateEnd(&stream) }
    return try pump(data, through: &stream, limit: unpackedLimit) { stream in
      switch inflate(&stream, Z_NO_FLUSH) {
      case Z_STREAM_END: .ended
      case Z_OK: .more
      case Z_BUF_ERROR: .failed(.truncated)
      default: .failed(.notGzip)
      }
    }
  }

  private enum Step {
    case more, ended
    case failed(GzipError)
  }

  /// Feeds all of `data` and collects what comes out, until `step` says that the stream has ended.
  private static func pump(
    _ data: Data, through stream: inout z_stream, limit: Int, _ step: (inout z_stream) -> Step
  ) throws(GzipError) -> Data {
    // zlib counts its input in 32 bits.
    guard let size = UInt32(exactly: data.count) else { throw .tooLarge(limit: Int(UInt32.max)) }
    var buffer = [UInt8](repeating: 0, count: chunk)
    var output = Data()
    let problem: GzipError? = data.withUnsafeBytes { input in
      // zlib only reads it; its header leaves out the const.
      stream.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
      stream.avail_in = size
      while true {
        let result = buffer.withUnsafeMutableBufferPointer { buffer in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          return step(&stream)
        }
        output.append(contentsOf: buffer.prefix(chunk - Int(stream.avail_out)))
        if output.count > limit { return .tooLarge(limit: limit) }
        switch result {
        case .ended: return nil
        case .failed(let error): return error
        case .more: continue
        }
      }
    }
    if let problem { throw problem }
    return output
  }
}
