internal import Archive
internal import ArgumentParser
internal import Batch
internal import Confinement
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports
internal import ReviewServer

/// The process's exit codes: sysexits where one fits. The verdict on a set is data and never a code, unless asked for.
enum ExitStatus: Int32 {
  case success = 0
  /// Only with `--fail-on`.
  case failedOn = 1
  /// A batch ended, and some clips failed.
  case someFailed = 3
  case wrongUsage = 64
  case unusableClip = 65
  case unreadableClip = 66
  case missingPart = 69
  case bug = 70
  case cannotWrite = 74
  case tryAgain = 75

  /// The code for what went wrong.
  init(_ error: any Error) {
    switch error {
    case let error as AnalysisError:
      switch error.kind {
      case .unreadable: self = .unreadableClip
      case .unusable: self = .unusableClip
      case .badProfile: self = .wrongUsage
      case .missingPart: self = .missingPart
      case .tryAgain: self = .tryAgain
      case .bug: self = .bug
      }
    case let error as FilmError:
      switch error.kind {
      case .missingPart: self = .missingPart
      case .tryAgain: self = .tryAgain
      case .unusable: self = .unusableClip
      case .bug: self = .bug
      }
    case is WriteError: self = .cannotWrite
    case let error as WorkerCell.Refusal: self = error.status
    case is WorkerCommand.MemoryUsedUp: self = .tryAgain
    case let error as BatchError:
      switch error.kind {
      case .busy: self = .tryAgain
      case .notWritable, .badArchive: self = .cannotWrite
      case .unreadable: self = .unreadableClip
      case .bug: self = .bug
      }
    case let error as DeskError:
      switch error.kind {
      case .notFound: self = .unreadableClip
      case .badAddress: self = .wrongUsage
      case .portTaken: self = .tryAgain
      case .notWritable: self = .cannotWrite
      }
    case is Bubblewrap.Fault: self = .missingPart
    case is ManifestError: self = .wrongUsage
    case let error as ArchiveError: self = error.kind == .busy ? .tryAgain : .cannotWrite
    case let error as ConfinementError:
      if case .parentIsGone = error.cause { self = .tryAgain } else { self = .bug }
    default: self = .bug
    }
  }

  /// Of several clips the worst decides: any failure is worse than `--fail-on`, and that than success.
  static func worst(_ codes: [ExitStatus]) -> ExitStatus {
    codes.max { $0.rawValue < $1.rawValue } ?? .success
  }
}

/// Says on stderr what went wrong. Where nobody can be told, the exit code still says it.
/// - Parameter name: the clip or folder that was worked on.
func complain(_ error: any Error, about name: String) {
  let message =
    switch error {
    case is AnalysisError, is FilmError, is WriteError, is BatchError, is ArchiveError, is DeskError,
      is Bubblewrap.Fault, is ManifestError:
      "\(error)"
    default: "\(name): this is a bug of formcheck, please report it with this text: \(error)"
    }
  try? FileHandle.standardError.write(contentsOf: Data("formcheck: \(message.printable)\n".utf8))
}

/// Prints on stdout; a reader that has gone away is no error of ours.
/// - Throws: ``WriteError``
func output(_ text: String) throws { try output(bytes: Data((text + "\n").utf8)) }

/// Prints bytes on stdout as they are; a reader that has gone away is no error of ours.
/// - Throws: ``WriteError``
func output(bytes: Data) throws {
  do {
    try FileHandle.standardOutput.write(contentsOf: bytes)
  } catch {
    guard WriteError.errorNumber(of: error) != EPIPE else { return }
    throw WriteError("to the standard output", error, mend: "Send it to another file, or free some space.")
  }
}

/// Says on stderr what a user should know and need not mend.
func remark(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data("formcheck: \(text.printable)\n".utf8))
}
