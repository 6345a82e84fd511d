internal import Archive
internal import Movement

/// One line of the pages: a set, or a clip that got no analysis.
enum ResultEntry: Sendable {
  case set(SetRow, RepFacts)
  /// `isFollowed`: another clip has come by each of its names since, or before, and has a result.
  case failure(FailureRecord, isFollowed: Bool)

  /// All sets and failures, the newest first, those without a date last; then by the first upload's path.
  static func all(in archive: ResultsArchive) throws(ArchiveError) -> [ResultEntry] {
    let facts = try archive.repFacts()
    let sets = try archive.sets().map { ResultEntry.set($0, facts[$0.key] ?? RepFacts()) }
    let names = ClipsByName(sets)
    let entries = sets + (try archive.failures()).map { .failure($0, isFollowed: names.follow($0)) }
    return entries.map { (order: Order($0), entry: $0) }.sorted { $0.order < $1.order }.map(\.entry)
  }

  var key: SetKey {
    switch self {
    case .set(let row, _): row.key
    case .failure(let record, _): record.key
    }
  }

  /// By path.
  var uploads: [Upload] {
    switch self {
    case .set(let row, _): row.uploads
    case .failure(let record, _): record.uploads
    }
  }

  /// The earliest day that an upload names.
  var date: CalendarDay? { uploads.lazy.compactMap(\.date).min() }

  /// Which clips that have a result came by which name.
  private struct ClipsByName {
    private var clips: [String: Set<ClipHash>] = [:]

    init(_ sets: [ResultEntry]) {
      for case .set(let row, _) in sets {
        for upload in row.uploads { clips[upload.path, default: []].insert(row.clip) }
      }
    }

    func follow(_ failure: FailureRecord) -> Bool {
      guard let clip = failure.clipSha256 else { return false }
      return failure.uploads.allSatisfy { !(clips[$0.path] ?? []).subtracting([clip]).isEmpty }
    }
  }

  private struct Order: Comparable {
    let date: String
    let path: String
    let key: SetKey

    init(_ entry: ResultEntry) {
      date = entry.date?.rawValue ?? ""
      path = entry.uploads.first?.path ?? ""
      key = entry.key
    }

    static func < (a: Order, b: Order) -> Bool {
      a.date != b.date ? a.date > b.date : (a.path, a.key) < (b.path, b.key)
    }
  }
}

extension Sequence where Element: Equatable {
  /// Each element once, in the order of their first appearance. For the few texts of one clip.
  func once() -> [Element] {
    reduce(into: []) { found, next in
      if !found.contains(next) { found.append(next) }
    }
  }
}

extension Outcome {
  /// As a person says it.
  var words: String {
    switch self {
    case .assessed: "assessed"
    case .noAthlete: "nobody found"
    case .noReps: "no reps"
    case .notThisExercise: "another exercise"
    case .notAssessable: "cannot be judged"
    }
  }
}

extension FailureRecord {
  /// What happened, as a person says it.
  var words: String {
    switch kind {
    case .unreadable: "The file could not be read."
    case .unusable: "The file is no video that can be analysed."
    case .badProfile: "The profile's limits cannot be judged by."
    case .missingPart: "A part of formcheck is missing."
    case .tryAgain: "Something ran short."
    case .notWritten: "The results could not be written."
    case .timedOut: "It took longer than it may."
    case .outOfMemory: "It wanted more memory than it may have."
    case .crashed: "Its analysis crashed."
    case .bug: "Its analysis ended as it must not: a mistake of formcheck's."
    }
  }

  /// How to have it gone, where another clip may have been sent in its place.
  var removal: String {
    """
    Another clip of this name has a result: if that one was sent in its place, this failure goes by \
    formcheck forget DIR --clip \((clipSha256?.rawValue ?? key.rawValue).prefix(16)).
    """
  }

  /// Whether it is left alone, and how to have it tried again.
  var nextStep: String {
    let tries =
      switch attempts {
      case 0: "Not tried"
      case 1: "Tried once"
      default: "Tried \(attempts) times"
      }
    if quarantined { return "\(tries), set aside: run the batch with --retry-failed to try it again." }
    return kind.isFinal
      ? "\(tries): once its cause is mended, run the batch with --retry-failed."
      : "\(tries): the next run of the batch tries it again."
  }
}
