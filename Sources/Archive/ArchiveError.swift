internal import Foundation
internal import GRDB
internal import Movement

/// Why the archive could not do what it was asked: which file, what is wrong, and what to do.
public struct ArchiveError: Error, CustomStringConvertible, Sendable {
  /// What a caller can do about it.
  public enum Kind: Sendable {
    /// The file is no archive of formcheck's; it was not touched.
    case foreign
    /// A newer formcheck wrote it; it was not touched.
    case newer
    /// The database is damaged; it can be rebuilt from the JSON files.
    case damaged
    /// No permission, or a file system that is read-only.
    case notWritable
    case diskFull
    /// Another program writes; trying again will help.
    case busy
    /// A file beside the archive cannot be read.
    case unreadable
    /// A JSON file is there and does not hold what it should.
    case badDocument
    /// What was given cannot be kept: a bug of the caller's.
    case invalid
    /// Reading or writing failed in the system.
    case system
    /// Something failed that cannot fail.
    case bug
  }

  public let kind: Kind
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// - Parameter file: the path of the database that failed.
  init(_ error: any Error, file: String) {
    let file = file.printable
    if let known = error as? ArchiveError {
      self = known
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.system, "\(file): \(error.localizedDescription).")
      return
    }
    let mendDamage = "Run the batch with --reindex: it makes the archive again from the JSON files."
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, "\(file): another program is writing to it. Wait until it has ended, then try again.")
    case .SQLITE_FULL:
      self.init(.diskFull, "\(file): the disk is full; nothing was changed. Free some space, then try again.")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .notWritable, "\(file): cannot be opened for writing. Make its folder, and give yourself write permission.")
    case .SQLITE_CORRUPT:
      self.init(.damaged, "\(file): the database is damaged. \(mendDamage)")
    case .SQLITE_NOTADB:
      self.init(.foreign, "\(file): not a database of formcheck's. Move it away; formcheck then makes its own.")
    case .SQLITE_IOERR:
      self.init(.system, "\(file): the disk failed (\(error.extendedResultCode)). Check the disk, then try again.")
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH:
      self.init(.invalid, "\(file): refused what does not fit together (\(error.message ?? "no reason given")).")
    case .SQLITE_NOMEM:
      self.init(.system, "\(file): memory ran out. Try again with fewer jobs.")
    default:
      self.init(.bug, "\(file): \(error.message ?? "it failed") (\(error.extendedResultCode)). Please report this.")
    }
  }
}
