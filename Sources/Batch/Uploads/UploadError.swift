internal import Foundation
internal import Movement
internal import Reports

/// Why an upload was not taken: what is wrong with it, and what to do. Nothing of it is left on the disk.
public struct UploadError: Error, Equatable, CustomStringConvertible, Sendable {
  /// What the sender is told, by what can be done about it; the number is HTTP's for it.
  public enum Kind: Sendable, CaseIterable {
    /// 413: more bytes than are taken.
    case tooLarge
    /// 507: there is no room for it beside what an analysis needs.
    case diskFull
    /// 422: it has no bytes.
    case empty
    /// 415: its content is none of the kinds of video that are read.
    case notVideo
    /// 422: the file's name cannot be kept.
    case badName
    /// 422: the athlete's name cannot be kept.
    case badAthlete
    /// 400: fewer or more bytes came than were announced.
    case incomplete
    /// 429: too many wait already.
    case tooMany
    /// 500: the disk or the folder fails us.
    case notWritable
  }

  public let kind: Kind
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// - Parameter limit: how many may wait.
  public static func tooMany(limit: Int) -> UploadError {
    UploadError(.tooMany, "\(limit) clips wait to be analysed, and no more may. Send this one when some are done.")
  }

  static func tooLarge(_ name: String, limit: Int) -> UploadError {
    UploadError(
      .tooLarge,
      "\(name.printable): it has more than \(limit / 1_000_000) MB, which is the most that is taken. Cut it to the set "
        + "itself, or start the desk with a larger --max-upload.")
  }

  static func diskFull(_ name: String) -> UploadError {
    UploadError(
      .diskFull,
      "\(name.printable): the disk of the results has no room for it and its analysis. Free some space, then send it "
        + "again.")
  }

  /// - Parameter error: the system's, from writing in the folder of uploads.
  init(writing name: String, _ error: any Error) {
    switch (error, WriteError.errorNumber(of: error)) {
    case (let known as UploadError, _): self = known
    case (_, ENOSPC?), (_, EDQUOT?): self = .diskFull(name)
    default:
      let mend = "Make the folder of the results writable, then send it again."
      self.init(.notWritable, WriteError("\(name.printable)", error, mend: mend).description)
    }
  }
}
