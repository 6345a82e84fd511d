internal import Movement

/// Why a clip could not be written. What was written of it has been removed.
public struct ClipWriteError: Error, Equatable, CustomStringConvertible {
  public enum Cause: Sendable, Hashable {
    /// Opening, writing or closing failed with this `errno`.
    case system(Int32)
    case outOfMemory
    /// This build of libavcodec has no H.264 encoder.
    case noEncoder
    case noFrames
    /// The library failed for another reason.
    case library
  }

  public let path: String
  public let cause: Cause
  /// The failing call and the library's own words, for a bug report; `nil` where no library was asked.
  public let detail: String?

  init(_ path: String, _ cause: Cause, detail: String? = nil) {
    self.path = path
    self.cause = cause
    self.detail = detail
  }

  /// - Parameter errorNumber: what the disk said meanwhile; it is the reason of what the library says.
  init(_ path: String, _ error: LibavError, errorNumber: Int32?) {
    let cause: Cause =
      if let errorNumber { .system(errorNumber) } else if error.isOutOfMemory { .outOfMemory } else if error.isNoEncoder
      {
        .noEncoder
      } else { .library }
    self.init(path, cause, detail: error.description)
  }

  /// The `errno`; `nil`: the system did not fail.
  public var errorNumber: Int32? { if case .system(let code) = cause { code } else { nil } }

  public var description: String {
    "cannot write \(path.printable): \(sentence)" + (detail.map { " [\($0)]" } ?? "")
  }

  private var sentence: String {
    switch cause {
    case .system(let code): "\(SystemMessage.text(code).lowercased()). Free some space or choose another folder."
    case .outOfMemory: "there is not enough memory. Close other programs and try again."
    case .noEncoder: "there is no H.264 encoder (libx264) in this build of libavcodec. Install Debian's libavcodec."
    case .noFrames: "it has no frames."
    case .library: "the encoder failed."
    }
  }
}
