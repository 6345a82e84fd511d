public import Archive

/// What happens in a batch, as it happens.
public enum BatchEvent: Sendable {
  /// A path that is not analysed, and no failure either.
  case skipped(SkippedPath)
  /// The share of a clip that is done, 0 to 1.
  case progress(FoundFile, Double)
  /// A result is in place.
  case done(FoundFile, SetRow)
  /// The clip has its result already, from an earlier run or by another name.
  case known(FoundFile, SetRow)
  case failed(FoundFile, FailureRecord)
  /// It failed in an earlier run, and is left alone until somebody asks for it again.
  case left(FoundFile, FailureRecord)
}

/// How many of each there were.
public struct BatchSummary: Sendable, Equatable {
  public var done = 0
  public var known = 0
  public var failed = 0
  public var left = 0
  public var skipped = 0

  public init() {}

  /// Files that need no more work in this run.
  public var settled: Int { done + known + failed + left }

  public mutating func count(_ event: BatchEvent) {
    switch event {
    case .skipped: skipped += 1
    case .progress: break
    case .done: done += 1
    case .known: known += 1
    case .failed: failed += 1
    case .left: left += 1
    }
  }
}
