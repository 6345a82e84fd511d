internal import Archive
internal import Movement

/// What a script is told after a decision, so that it need not load the page again.
struct DecisionAnswer: Sendable, Encodable {
  /// The decision's name, by which it can be taken back.
  var id: String
  /// What all coaches hold of the rule now; `nil`: no rule was decided on.
  var standing: String?
  /// Whether this coach has decided everything of the rep.
  var isDone: Bool
  /// The next rep of the queue; `nil`: there is none.
  var next: String?
  /// Reps that are left, in words.
  var left: String?

  /// Where nothing more is known than that it is kept.
  init(_ id: DecisionID) {
    self.id = id.rawValue
    (standing, isDone, next, left) = (nil, false, nil, nil)
  }

  init(
    _ id: DecisionID, of form: DecisionForm, by coach: String, at address: QueueAddress, in archive: ResultsArchive
  ) throws {
    let entry = try archive.entry(at: form.address)
    let toReview = entry?.findings.filter(\.isToReview) ?? []
    self.id = id.rawValue
    standing = entry?.findings.first { $0.finding.rule == form.rule }?.standing.words
    isDone =
      form.isOpinion && toReview.allSatisfy { $0.standing.coaches.contains { $0.coach == coach } }
    let following = try entry?.place.map { try archive.queue(address.filter, after: $0, limit: 1).first } ?? nil
    next = following.map { address.rep($0.address) }
    left = try archive.queueCount(address.filter).words
  }
}

extension DecisionForm {
  /// One that the queue waits for.
  var isOpinion: Bool {
    switch what {
    case .decide(.agree), .decide(.disagree), .decide(.unsure): true
    default: false
    }
  }
}
