/// Tells text from other bytes, so that the error can say it.
enum PlainText {
  /// `true`: the first half kilobyte is UTF-8 without control characters.
  static func isText(_ file: ClipFile) -> Bool {
    guard let bytes = try? file.bytes(at: 0, count: 512) else { return false }
    // The last character may be cut in two.
    let whole = bytes.dropLast(bytes.count == 512 ? 3 : 0)
    let isPlain = whole.allSatisfy { $0 >= 32 || (9...13).contains($0) }
    return isPlain && !whole.isEmpty && String(validating: whole, as: UTF8.self) != nil
  }
}

extension ClipFile {
  /// Up to `count` bytes from `offset`.
  func bytes(at offset: Int, count: Int) throws(ClipError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    // A typed throw does not pass through withUnsafeMutableBytes' closure of its own accord.
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(ClipError) in try read(at: offset, into: buffer) }
    }
    done = try result.get()
    return Array(bytes.prefix(done))
  }
}
