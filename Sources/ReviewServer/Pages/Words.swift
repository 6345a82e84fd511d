internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// How the desk says what the archive holds.
extension SetRow {
  /// Whose set it is.
  var athleteName: String { athlete?.printable ?? "no name" }
  /// By which file the clip came.
  var clipName: String {
    (uploads.first?.path.split(separator: "/").last.map(String.init) ?? key.rawValue).printable
  }
}

extension Confidence {
  var words: String {
    switch self {
    case .high: "good view"
    case .fair: "fair view"
    case .low: "poor view"
    }
  }
}

extension Decision.Reason {
  var words: String {
    switch self {
    case .notThere: "it is not there"
    case .tooSmall: "too small to matter"
    case .intended: "done on purpose"
    case .misread: "the program saw it wrong"
    case .wrongRep: "no rep, or wrong bounds"
    case .other: "another reason"
    }
  }
}

extension Opinion {
  var words: String {
    switch self {
    case .agreed: "agreed"
    case .disagreed(let reason): "disagreed (\(reason.words))"
    case .unsure: "unsure"
    case .missed: "saw it"
    }
  }
}

extension Standing {
  /// `Kim agreed; Ann disagreed (too small to matter)`
  var words: String {
    coaches.isEmpty ? "undecided" : coaches.map { "\($0.coach.printable) \($0.opinion.words)" }.joined(separator: "; ")
  }
}

extension Decision {
  /// What was said, without its text.
  var words: String {
    let rule = rule.map { PageParts.title($0).printable }
    switch what {
    case .agree: return "agreed: \(rule ?? "")"
    case .disagree(let reason): return "disagreed: \(rule ?? ""), \(reason.words)"
    case .unsure: return "unsure: \(rule ?? "")"
    case .missed: return "saw a fault that was missed: \(rule ?? "none of the rules")"
    case .bounds(let start, let end):
      return "corrected the bounds: \(PageParts.clock(start)) to \(PageParts.clock(end))"
    case .note: return "noted"
    case .undo: return "took something back"
    }
  }

  /// The words of a coach.
  var text: String? {
    switch what {
    case .note(let text, _): text
    case .missed(let text): text
    default: nil
    }
  }
}

extension [QueueEntry.ReviewedFinding] {
  /// What stands in a list: what was decided of all that is to review.
  var state: (words: String, name: String) {
    let states = filter(\.isToReview).map(\.standing.joint)
    if states.isEmpty { return ("", "none") }
    if states.allSatisfy({ $0 == .open }) { return ("undecided", "open") }
    if states.contains(.open) { return ("in part", "open") }
    if states.contains(.split) { return ("split", "split") }
    let known = Set(states.map(\.rawValue))
    return known.count == 1 ? (states[0].rawValue, states[0].rawValue) : ("decided", "decided")
  }
}

extension QueueCount {
  /// `12 left`
  var words: String { left == 0 ? "nothing left" : "\(left) left" }
}
