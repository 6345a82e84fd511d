internal import PoseTracking
internal import Video

/// Why a clip got no analysis. A set that cannot be assessed is no error: it has an analysis that says why.
public struct AnalysisError: Error, CustomStringConvertible, Sendable {
  /// What a caller can do about it.
  public enum Kind: Sendable {
    /// The file is not there or may not be read.
    case unreadable
    /// The file is no video that can be analysed; trying again will not help.
    case unusable
    /// The user's own profile does not hold limits that can be judged by.
    case badProfile
    /// A model or a library is missing or damaged.
    case missingPart
    /// Memory or another resource ran short; trying again may help.
    case tryAgain
    /// Something failed that cannot fail.
    case bug
  }

  public let kind: Kind
  /// What is wrong, which file, and what to do.
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(_ error: ClipError) {
    let kind: Kind =
      switch error.kind {
      case .notFound, .unreadable: .unreadable
      case .unsupported: .unusable
      case .temporary: .tryAgain
      }
    self.init(kind, error.description)
  }

  init(_ error: PoseTrackingError) {
    let kind: Kind =
      switch error {
      case .modelMissing, .modelUnusable: .missingPart
      case .inferenceFailed: .bug
      }
    self.init(kind, error.description)
  }
}
