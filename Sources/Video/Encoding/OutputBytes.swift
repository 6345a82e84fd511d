/// Where a muxer's bytes go.
protocol OutputBytes: AnyObject {
  /// The first failure, an `errno`; libav may have swallowed it.
  var failure: Int32? { get }
  /// `nil`: not known.
  var size: Int? { get }
  /// `false`: it failed.
  func write(_ bytes: UnsafePointer<UInt8>, count: Int, at offset: Int) -> Bool
  /// Bytes read, 0 at the end; `nil`: it failed.
  func read(into bytes: UnsafeMutablePointer<UInt8>, count: Int, at offset: Int) -> Int?
}

/// Bytes in memory, for a trial.
final class ScrapBytes: OutputBytes {
  private var bytes: [UInt8] = []

  var failure: Int32? { nil }
  var size: Int? { bytes.count }

  func write(_ source: UnsafePointer<UInt8>, count: Int, at offset: Int) -> Bool {
    let end = offset + count
    if end > bytes.count { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
    bytes.replaceSubrange(offset..<end, with: UnsafeBufferPointer(start: source, count: count))
    return true
  }

  func read(into target: UnsafeMutablePointer<UInt8>, count: Int, at offset: Int) -> Int? {
    let part = bytes.dropFirst(offset).prefix(count)
    for (index, byte) in part.enumerated() { target[index] = byte }
    return part.count
  }
}
