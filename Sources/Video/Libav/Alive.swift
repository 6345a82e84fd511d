internal import Synchronization

/// The kinds of C resources that this module owns.
enum HandleKind: Int, CaseIterable {
  case file, byteStream, demuxer, decoder, packet, frame, scaler, encoder, muxer, outputFile
}

/// Counts living C resources, so that tests can see that none is left behind.
final class HandleLedger: Sendable {
  /// Where resources made by the current task are counted; a test puts its own here.
  @TaskLocal static var current = HandleLedger()

  private let counts = Mutex([Int](repeating: 0, count: HandleKind.allCases.count))
  private let totals = Mutex([Int](repeating: 0, count: HandleKind.allCases.count))

  /// How many are alive now.
  func alive(_ kind: HandleKind) -> Int { counts.withLock { $0[kind.rawValue] } }

  /// How many were ever made.
  func made(_ kind: HandleKind) -> Int { totals.withLock { $0[kind.rawValue] } }

  fileprivate func enter(_ kind: HandleKind) {
    counts.withLock { $0[kind.rawValue] += 1 }
    totals.withLock { $0[kind.rawValue] += 1 }
  }

  fileprivate func leave(_ kind: HandleKind) {
    counts.withLock { $0[kind.rawValue] -= 1 }
  }
}

/// Lives as long as the owner of one C resource: a stored property of it.
struct Alive: ~Copyable, Sendable {
  private let kind: HandleKind
  private let ledger = HandleLedger.current

  init(_ kind: HandleKind) {
    self.kind = kind
    ledger.enter(kind)
  }

  deinit { ledger.leave(kind) }
}
