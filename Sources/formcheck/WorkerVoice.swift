internal import Confinement
internal import Foundation
internal import Synchronization

/// What a worker says to its parent: one JSON object a line on stdout.
///
///     {"confinement":{"landlock":7,"seccomp":true,"summary":"Landlock 7, seccomp, 1024 MB"}}
///     {"progress":0.4}
///     {"error":{"kind":"unusable","message":"…"}}
///
/// Without an error it ends with 0, and what it found lies in its folder.
final class WorkerVoice: Sendable {
  private struct Line: Encodable {
    struct Confined: Encodable {
      var landlock: Int?
      var seccomp: Bool
      var summary: String
    }

    struct Failure: Encodable {
      var kind: String
      var message: String
    }

    var confinement: Confined?
    var progress: Double?
    var error: Failure?
  }

  /// Ten a second are enough for an eye.
  private static let pause = Duration.milliseconds(100)

  private let next = Mutex(ContinuousClock.now)

  /// - Parameter fraction: 0 to 1.
  func show(_ fraction: Double) {
    let now = ContinuousClock.now
    let isDue = next.withLock { next in
      guard now >= next else { return false }
      next = now + Self.pause
      return true
    }
    // To thousandths.
    if isDue { Self.print(Line(progress: (min(max(fraction, 0), 1) * 1000).rounded() / 1000)) }
  }

  static func say(_ report: ConfinementReport) {
    let support = report.support
    print(
      Line(
        confinement: .init(landlock: support.landlock, seccomp: support.seccomp, summary: report.summary)))
  }

  static func say(_ error: any Error) {
    let kind = error is WorkerCommand.MemoryUsedUp ? "outOfMemory" : ExitStatus(error).kind
    print(Line(error: .init(kind: kind, message: "\(error)")))
  }

  private static func print(_ line: Line) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Who cannot be told has the exit code.
    guard let data = try? encoder.encode(line) else { return }
    try? output(String(decoding: data, as: UTF8.self))
  }
}

extension ExitStatus {
  /// The kind of failure by its name.
  fileprivate var kind: String {
    switch self {
    case .success: "success"
    case .failedOn: "failedOn"
    case .someFailed: "someFailed"
    case .wrongUsage: "wrongUsage"
    case .unusableClip: "unusable"
    case .unreadableClip: "unreadable"
    case .missingPart: "missingPart"
    case .bug: "bug"
    case .cannotWrite: "cannotWrite"
    case .tryAgain: "tryAgain"
    }
  }
}
