internal import Archive
internal import Batch

/// What the archive knows of uploads: which of them came to their end, in earlier runs of the desk.
struct UploadHistory {
  private let sets: [ClipHash: [SetRow]]
  private let failures: [FailureRecord]

  /// - Throws: ``ArchiveError``.
  init(_ archive: ResultsArchive) throws(ArchiveError) {
    sets = Dictionary(grouping: try archive.sets(), by: \.clip)
    failures = try archive.failures()
  }

  /// By whatever program and options it was made: an update of formcheck is no reason to analyse everything again.
  ///
  /// - Returns: `nil`: there is no result of it by its profile, and no failure.
  func result(of upload: StoredUpload) -> UploadResult? {
    let isThis = { (known: Upload) in
      known.path.utf8.elementsEqual(upload.id.path.utf8) && known.profile == upload.profile?.rawValue
    }
    if let row = sets[upload.id.clip]?.first(where: { $0.uploads.contains(where: isThis) }) { return UploadResult(row) }
    return failures.first { failure in
      // Without a hash: the file could not be read when its turn came.
      failure.clipSha256 ?? upload.id.clip == upload.id.clip && failure.uploads.contains(where: isThis)
    }.map(UploadResult.init)
  }

  /// All uploads with their states.
  func entries(of uploads: [StoredUpload]) -> [UploadEntry] {
    uploads.map { UploadEntry(upload: $0, state: result(of: $0).map(UploadState.ended) ?? .waiting) }
  }
}
