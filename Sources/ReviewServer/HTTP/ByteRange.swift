/// The part of a file that a request asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
  /// No range is asked for, or one that may be passed over: of another unit, several at once, or not understood.
  case whole
  /// First and last byte, within the file.
  case part(ClosedRange<Int>)
  /// It begins behind the end of the file.
  case unsatisfiable

  /// - Parameters:
  ///   - field: the value of `Range`; `nil`: there is none.
  ///   - size: bytes of the file.
  init(_ field: String?, of size: Int) {
    self = .whole
    guard let field, field.hasPrefix("bytes=") else { return }
    let parts = field.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = Self.number(parts[0]), let last = Self.number(parts[1]) else { return }
    switch (first, last) {
    case (nil, nil): return
    case (nil, let count?): self = count > 0 && size > 0 ? .part(max(0, size - count)...(size - 1)) : .unsatisfiable
    case (let first?, let last):
      guard first <= last ?? .max else { return }
      self = first < size ? .part(first...min(last ?? .max, size - 1)) : .unsatisfiable
    }
  }

  /// `.some(nil)`: nothing is there. `nil`: it is no number.
  private static func number(_ text: Substring) -> Int?? {
    if text.isEmpty { return .some(nil) }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    // More digits than a number has are a place behind every end.
    return Int(text) ?? .max
  }
}
