/// The name of one result, and of its folder: a digest of the clip's content, the options, rules, models and version.
///
/// It becomes part of a path on disk, so nothing but 40 lower-case hexadecimal digits is a key.
public struct SetKey: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isHexadecimal(digits: 40) else { return nil }
    self.rawValue = rawValue
  }

  public var description: String { rawValue }
  public static func < (a: SetKey, b: SetKey) -> Bool { a.rawValue < b.rawValue }
}

/// SHA-256 of a clip's bytes: 64 lower-case hexadecimal digits.
public struct ClipHash: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isHexadecimal(digits: 64) else { return nil }
    self.rawValue = rawValue
  }

  public var description: String { rawValue }
  public static func < (a: ClipHash, b: ClipHash) -> Bool { a.rawValue < b.rawValue }
}

extension String {
  /// Nothing but lower-case hexadecimal digits, and so many of them.
  func isHexadecimal(digits: Int) -> Bool { utf8.count == digits && isHexadecimal }

  var isHexadecimal: Bool { utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } }
}
