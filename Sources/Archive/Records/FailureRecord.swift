public import Foundation
public import Movement

/// A clip that got no analysis, and why: the content of `failures/<key>.json`.
public struct FailureRecord: Sendable, Codable, Equatable {
  public static let schemaName = "formcheck.failure/1"

  /// What went wrong, by what can be done about it.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The file is not there or may not be read.
    case unreadable
    /// The file is no video that can be analysed; trying again will not help.
    case unusable
    /// The user's own profile does not hold limits that can be judged by.
    case badProfile
    /// A model or a library is missing or damaged.
    case missingPart
    /// A resource ran short; trying again may help.
    case tryAgain
    /// The results could not be written.
    case notWritten
    /// The worker took longer than it may.
    case timedOut
    /// The worker wanted more memory than it may have.
    case outOfMemory
    /// The worker was ended by a signal of its own making, or by somebody's.
    case crashed
    /// The worker ended in a way that it must not.
    case bug
  }

  public var schema = FailureRecord.schemaName
  public var key: SetKey
  /// `nil`: the file could not be read to its end.
  @OrNull public var clipSha256: ClipHash?
  /// At least one.
  public var uploads: [Upload]
  public var kind: Kind
  /// One sentence or two: what is wrong, which file, what to do.
  public var message: String
  /// How the worker ended, by itself or by a signal; both `nil`: it was never started.
  @OrNull public var exitStatus: Int?
  @OrNull public var signal: Int?
  /// How often it was tried; 0: it was never started.
  public var attempts: Int
  /// It is left alone until somebody asks for it again.
  public var quarantined: Bool

  public init(
    key: SetKey, clipSha256: ClipHash?, uploads: [Upload], kind: Kind, message: String, exitStatus: Int? = nil,
    signal: Int? = nil, attempts: Int, quarantined: Bool
  ) {
    self.key = key
    self.clipSha256 = clipSha256
    self.uploads = uploads
    self.kind = kind
    self.message = message
    self.exitStatus = exitStatus
    self.signal = signal
    self.attempts = attempts
    self.quarantined = quarantined
  }

  /// - Parameter url: a `failures/<key>.json`.
  /// - Throws: ``ArchiveError`` that names the file and what in it is wrong.
  public init(contentsOf url: URL) throws(ArchiveError) {
    self = try Document.read(FailureRecord.self, from: url)
    if let fault { throw Document.damaged(url, fault) }
  }

  /// The bytes of the file; equal records give equal bytes.
  ///
  /// - Throws: ``ArchiveError`` of the kind `invalid` when the record could not be read again.
  public func document() throws(ArchiveError) -> Data {
    if let fault { throw ArchiveError(.invalid, "the record of failure \(key): \(fault).") }
    return try Document.write(self)
  }

  var fault: String? {
    if exitStatus != nil && signal != nil { return "it has an exit status and a signal" }
    if attempts < 0 { return "it was tried \(attempts) times" }
    if message.utf8.contains(0) { return "its message holds a NUL" }
    return uploads.fault
  }
}
