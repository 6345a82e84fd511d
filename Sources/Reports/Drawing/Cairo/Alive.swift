internal import Synchronization

/// The kinds of C resources that drawing owns.
enum DrawingHandle: Int, CaseIterable {
  case surface, context, fontLibrary, fontFace
}

/// Counts living C resources, so that tests can see that none is left behind.
final class DrawingLedger: Sendable {
  /// Where resources made by the current task are counted; a test puts its own here.
  @TaskLocal static var current = DrawingLedger()

  private let counts = Mutex([Int](repeating: 0, count: DrawingHandle.allCases.count))
  private let totals = Mutex([Int](repeating: 0, count: DrawingHandle.allCases.count))

  /// How many are alive now.
  func alive(_ kind: DrawingHandle) -> Int { counts.withLock { $0[kind.rawValue] } }

  /// How many were ever made.
  func made(_ kind: DrawingHandle) -> Int { totals.withLock { $0[kind.rawValue] } }

  fileprivate func enter(_ kind: DrawingHandle) {
    counts.withLock { $0[kind.rawValue] += 1 }
    totals.withLock { $0[kind.rawValue] += 1 }
  }

  fileprivate func leave(_ kind: DrawingHandle) {
    counts.withLock { $0[kind.rawValue] -= 1 }
  }
}

/// Lives as long as the owner of one C resource: a stored property of it.
struct DrawingAlive: ~Copyable, Sendable {
  private let kind: DrawingHandle
  private let ledger = DrawingLedger.current

  init(_ kind: DrawingHandle) {
    self.kind = kind
    ledger.enter(kind)
  }

  deinit { ledger.leave(kind) }
}
