public import Archive

/// What became of an upload.
public enum UploadResult: Sendable, Equatable {
  /// Its set is among the results.
  ///
  /// - `reps`: counted, `flagged` of them with a flag.
  /// - `notAssessed`: why the set could not be judged; `nil`: it was.
  case done(SetKey, reps: Int, flagged: Int, notAssessed: String?)
  /// It has no result. `mayTryAgain`: another try may do better, of the same file with the same program.
  case failed(reason: String, mayTryAgain: Bool)

  public init(_ row: SetRow) {
    self = .done(row.key, reps: row.reps, flagged: row.flaggedReps, notAssessed: row.reason)
  }

  public init(_ failure: FailureRecord) {
    self = .failed(reason: failure.message, mayTryAgain: !failure.kind.isFinal)
  }
}
