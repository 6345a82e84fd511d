/// Why the desk cannot be opened, or cannot give what it was asked for: what is wrong, and what to do.
public struct DeskError: Error, CustomStringConvertible, Sendable {
  /// What a caller can do about it.
  public enum Kind: Sendable {
    /// There are no results, or not the set that was named.
    case notFound
    /// The address is none of this machine's, or may not be used.
    case badAddress
    /// Somebody else listens there.
    case portTaken
    /// A file cannot be written.
    case notWritable
  }

  public let kind: Kind
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
