/// What a coach holds of a rule in a rep.
public enum Opinion: Sendable, Equatable {
  case agreed
  case disagreed(Decision.Reason)
  case unsure
  /// The fault is there and was not flagged when the coach said so.
  case missed

  var word: OpinionWord {
    switch self {
    case .agreed: .agreed
    case .disagreed: .disagreed
    case .unsure: .unsure
    case .missed: .missed
    }
  }

  init?(_ word: OpinionWord, reason: Decision.Reason?) {
    switch word {
    case .agreed: self = .agreed
    case .disagreed:
      guard let reason else { return nil }
      self = .disagreed(reason)
    case .unsure: self = .unsure
    case .missed: self = .missed
    }
  }

  /// `nil`: the decision holds no opinion of a rule.
  init?(_ what: Decision.What) {
    switch what {
    case .agree: self = .agreed
    case .disagree(let reason): self = .disagreed(reason)
    case .unsure: self = .unsure
    case .missed: self = .missed
    case .bounds, .note, .undo: return nil
    }
  }
}

enum OpinionWord: String {
  case agreed, disagreed, unsure, missed
}

/// The latest that one coach holds.
public struct CoachOpinion: Sendable, Equatable {
  public var coach: String
  public var opinion: Opinion
  public var decision: DecisionID
}

/// What the coaches together hold of a finding.
public enum JointState: String, Sendable, Codable, CaseIterable {
  /// Nobody has decided.
  case open
  case agreed, disagreed
  /// Some agreed, some did not.
  case split
  /// Those who looked at it could not say.
  case unsure

  /// Who is unsure leaves it to the others.
  public init(_ opinions: some Sequence<Opinion>) {
    var (isThere, isNot, isUnsure) = (false, false, false)
    for opinion in opinions {
      switch opinion {
      case .agreed, .missed: isThere = true
      case .disagreed: isNot = true
      case .unsure: isUnsure = true
      }
    }
    self = isThere ? isNot ? .split : .agreed : isNot ? .disagreed : isUnsure ? .unsure : .open
  }
}

/// What was decided of one finding.
public struct Standing: Sendable, Equatable {
  public var joint: JointState
  /// One of each coach who decided, by name.
  public var coaches: [CoachOpinion]

  public static let open = Standing([])

  init(_ coaches: [CoachOpinion]) {
    self.coaches = coaches.sorted { $0.coach < $1.coach }
    joint = JointState(coaches.map(\.opinion))
  }
}
