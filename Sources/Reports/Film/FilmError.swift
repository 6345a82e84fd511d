internal import Movement
internal import Video

/// Why nothing could be drawn on a clip.
public struct FilmError: Error, CustomStringConvertible, Sendable {
  /// What a caller can do about it.
  public enum Kind: Sendable {
    /// A font or the encoder is missing.
    case missingPart
    /// Memory ran short; trying again may help.
    case tryAgain
    /// The clip cannot be decoded a second time, or not be drawn on.
    case unusable
    /// Something failed that cannot fail.
    case bug
  }

  public let kind: Kind
  /// What is wrong and what to do.
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(_ error: DrawingError) {
    let kind: Kind =
      switch error {
      case .fontMissing, .fontUnusable: .missingPart
      case .layerTooLarge: .unusable
      case .outOfMemory: .tryAgain
      case .failed: .bug
      }
    self.init(kind, error.description)
  }

  /// A ``WriteError`` where the disk failed.
  static func of(_ error: ClipWriteError, _ folder: ReportFolder) -> any Error {
    switch error.cause {
    case .system(let code):
      WriteError(
        "the video to \(folder.url.path)", errorNumber: code,
        mend: "Free some space, choose another folder with --out, or leave the video out with --no-video.")
    case .outOfMemory: FilmError(.tryAgain, error.description)
    case .noEncoder: FilmError(.missingPart, error.description)
    case .noFrames, .library: FilmError(.bug, error.description)
    }
  }
}
