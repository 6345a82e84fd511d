/// Who brings uploads to their results.
public protocol UploadAnalyst: Sendable {
  /// Takes the results for itself.
  ///
  /// - Throws: ``BatchError``, of the kind `busy` while a batch works on them.
  func open() async throws(BatchError) -> any UploadSession
}

/// Results that nobody else works on until they are closed.
public protocol UploadSession: Sendable {
  /// Analyses one upload; of a clip that has its result only the facts are added. Several may be in work at a time, each
  /// of another clip.
  ///
  /// - Parameters:
  ///   - again: also when it failed before.
  ///   - onProgress: gets the share that is done, 0 to 1.
  /// - Throws: ``BatchError`` when the disk or the archive fails; `CancellationError`: the worker was killed, and nothing
  ///   of it is left.
  func analyze(_ upload: StoredUpload, again: Bool, onProgress: @escaping @Sendable (Double) -> Void) async throws
    -> UploadResult

  /// Lets go of the results. Nothing may be in work.
  func close() async
}
