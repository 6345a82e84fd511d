internal import Archive
internal import Batch
internal import Movement

/// The clips that were dropped on the desk, and how far they are. The page and its script show the same lines.
struct UploadsPage: Sendable {
  var headline: String
  var uploads: [UploadLine]
  /// Bytes.
  var limit: Int
  var athletes, profiles: [String]

  init(_ list: UploadList, limit: Int, athletes: [String]) {
    let lines = UploadLines(list)
    (headline, uploads) = (lines.headline, lines.uploads)
    self.limit = limit
    self.athletes = athletes
    profiles = Profile.allCases.map(\.rawValue)
  }
}

/// What a listener is told each time something changed.
struct UploadLines: Sendable, Encodable {
  var headline: String
  var uploads: [UploadLine]

  init(_ list: UploadList) {
    let unfinished = list.entries.count { if case .ended = $0.state { false } else { true } }
    let state = unfinished == 0 ? "Nothing waits" : "\(unfinished) to be analysed"
    headline = list.notice.map { "\(state); \($0)" } ?? state
    // What came last stands first.
    uploads = list.entries.reversed().map(UploadLine.init)
  }
}

struct UploadLine: Sendable, Encodable {
  var hash, name, whose, words: String
  /// Where its result is; `nil`: it has none.
  var address: String?
  var isWorking, mayTryAgain: Bool
  /// 0 to 1.
  var share: Double

  init(_ entry: UploadEntry) {
    let upload = entry.upload
    hash = upload.id.clip.rawValue
    name = upload.name.printable
    whose = [upload.athlete.printable, upload.profile?.rawValue, upload.date.rawValue].compactMap(\.self)
      .filter { !$0.isEmpty }.joined(separator: " · ")
    (address, isWorking, mayTryAgain, share) = (nil, false, false, 0)
    switch entry.state {
    case .waiting: words = "waits"
    case .working(let done):
      (isWorking, share) = (true, done)
      words = "\(Int((100 * done).rounded(.down))) %"
    case .ended(.done(let key, let reps, let flagged, let reason)):
      address = DeskAddress.set(key)
      words =
        reason.map { "not assessed: \($0.printable)" }
        ?? "\(reps) \(reps == 1 ? "rep" : "reps"), \(flagged == 0 ? "nothing flagged" : "\(flagged) flagged")"
    case .ended(.failed(let reason, let mayTryAgain)):
      words = "failed: \(reason.printable)"
      self.mayTryAgain = mayTryAgain
    }
  }
}
