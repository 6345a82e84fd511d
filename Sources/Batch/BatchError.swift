internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// Why a batch cannot go on at all; single clips fail by themselves.
public struct BatchError: Error, CustomStringConvertible, Sendable {
  /// What a caller can do about it.
  public enum Kind: Sendable {
    /// Another batch works there.
    case busy
    /// The disk is full, or the folder may not be written.
    case notWritable
    /// The archive cannot be used.
    case badArchive
    /// A file or a folder of the user's cannot be read.
    case unreadable
    /// Something failed that cannot fail.
    case bug
  }

  static let mend =
    "Free some space or name another --out. What is done is kept: the same command goes on from there."

  public let kind: Kind
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// - Parameter error: from the archive, the disk, or thrown by ourselves.
  init(_ error: any Error, results: URL) {
    switch error {
    case let error as BatchError: self = error
    case let error as ArchiveError:
      let kind: Kind =
        switch error.kind {
        case .busy: .busy
        case .notWritable, .diskFull, .system, .unreadable: .notWritable
        case .foreign, .newer, .damaged, .badDocument: .badArchive
        case .invalid, .bug: .bug
        }
      self.init(kind, error.description)
    default:
      self.init(.notWritable, WriteError("to \(results.path.printable)", error, mend: Self.mend).description)
    }
  }
}
