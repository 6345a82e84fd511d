public import Foundation
public import Movement

/// The name of one decision, unlike any other's: a UUID in lower case.
public struct DecisionID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
  public let rawValue: String

  public init?(rawValue: String) {
    guard let id = UUID(uuidString: rawValue), id.uuidString.lowercased() == rawValue else { return nil }
    self.rawValue = rawValue
  }

  public init(_ id: UUID) { rawValue = id.uuidString.lowercased() }

  public var description: String { rawValue }
}

/// One thing that a coach said of a rep, or of a whole set. It is never changed: what undoes it is another one.
///
/// It names its rep by time, so that it finds it again when the clip is analysed anew and reps are counted otherwise.
public struct Decision: Sendable, Equatable {
  public static let schemaName = "formcheck.decision/1"

  /// The rep as the coach saw it, seconds from the start of the clip.
  public struct SeenRep: Sendable, Codable, Equatable {
    /// In the analysis in which it was seen.
    public var number: Int
    public var start: Double
    public var top: Double
    public var end: Double

    public init(number: Int, start: Double, top: Double, end: Double) {
      self.number = number
      self.start = start.rounded(toDecimals: 3)
      self.top = top.rounded(toDecimals: 3)
      self.end = end.rounded(toDecimals: 3)
    }
  }

  /// Why a coach does not agree.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// The fault is not there.
    case notThere = "not-there"
    /// It is there, too small to be worth a word.
    case tooSmall = "too-small"
    /// The athlete was asked to do it like that.
    case intended
    /// The program followed another joint or another person, or something hid the athlete.
    case misread
    /// It is no rep, or begins and ends elsewhere.
    case wrongRep = "wrong-rep"
    case other
  }

  public enum What: Sendable, Equatable {
    /// The fault is there.
    case agree
    case disagree(Reason)
    case unsure
    /// A fault that the program did not flag: the decision's rule, or what no rule is for, in words.
    case missed(String?)
    /// Where the rep begins and ends, seconds from the start of the clip.
    case bounds(start: Double, end: Double)
    /// Something to say at a moment, seconds from the start of the clip.
    case note(String, at: Double)
    /// The earlier decision of the same coach counts no more.
    case undo(DecisionID)
  }

  public var id: DecisionID
  public var made: Moment
  /// Who.
  public var coach: String
  public var clip: ClipHash
  /// The analysis that the coach looked at.
  public var set: SetKey
  /// `nil`: the whole set.
  public var rep: SeenRep?
  /// `nil` for notes, bounds, undoing and faults that no rule is for.
  public var rule: RuleID?
  public var what: What

  public init(
    id: DecisionID, made: Moment, coach: String, clip: ClipHash, set: SetKey, rep: SeenRep?, rule: RuleID? = nil,
    what: What
  ) {
    self.id = id
    self.made = made
    self.coach = coach.asName
    self.clip = clip
    self.set = set
    self.rep = rep
    self.rule = rule
    switch what {
    case .bounds(let start, let end):
      self.what = .bounds(start: start.rounded(toDecimals: 3), end: end.rounded(toDecimals: 3))
    case .note(let text, let at): self.what = .note(text, at: at.rounded(toDecimals: 3))
    default: self.what = what
    }
  }

  /// What takes this decision back.
  public func undone(id: DecisionID, made: Moment) -> Decision {
    Decision(id: id, made: made, coach: coach, clip: clip, set: set, rep: rep, what: .undo(self.id))
  }
}

extension Decision {
  /// Bytes of UTF-8.
  public static let longestName = 120
  public static let longestText = 4_000
  /// Seconds; longer than any clip.
  static let lastMoment = 1_000_000.0

  /// Whether a coach may be called that.
  public static func isName(_ text: String) -> Bool {
    fault(text, named: "coach", longest: longestName, allowing: []) == nil
  }

  /// What is wrong with it; `nil`: nothing.
  var fault: String? {
    if let fault = Self.fault(coach, named: "coach", longest: Self.longestName, allowing: []) { return fault }
    if let rule, !Self.isRuleName(rule.rawValue) { return "its rule has no rule's name" }
    if let rep, !Self.isInOrder([0, rep.start, rep.top, rep.end, Self.lastMoment]) || rep.start >= rep.end {
      return "the times of its rep are none"
    }
    if let rep, !(1...1_000_000).contains(rep.number) { return "its rep has no rep's number" }
    switch what {
    case .agree, .disagree, .unsure: return rule == nil ? "it names no rule" : nil
    case .missed(let text):
      guard let text else { return rule == nil ? "it names no fault" : nil }
      return Self.fault(text, named: "text", longest: Self.longestText, allowing: ["\n", "\t"])
    case .bounds(let start, let end):
      guard rule == nil, rep != nil else { return "bounds are a rep's, and no rule's" }
      return Self.isInOrder([0, start, end, Self.lastMoment]) && start < end ? nil : "its bounds are none"
    case .note(let text, let at):
      guard rule == nil else { return "a note is no rule's" }
      guard Self.isInOrder([0, at, Self.lastMoment]) else { return "its moment is none" }
      return Self.fault(text, named: "text", longest: Self.longestText, allowing: ["\n", "\t"])
    case .undo(let other): return rule != nil || other == id ? "it undoes what it cannot" : nil
    }
  }

  private static func isInOrder(_ times: [Double]) -> Bool {
    // Anything compared with what is no number is false.
    zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
  }

  private static func isRuleName(_ name: String) -> Bool {
    (1...60).contains(name.utf8.count)
      && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// SQLite's text ends at a NUL, and no screen should obey what a text holds.
  private static func fault(
    _ text: String, named name: String, longest: Int, allowing allowed: [Unicode.Scalar]
  ) -> String? {
    guard text.utf8.count <= longest else { return "its \(name) is longer than \(longest) bytes" }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return "its \(name) is empty" }
    let isObeyed = text.unicodeScalars.contains { scalar in
      scalar.properties.generalCategory == .control && !allowed.contains(scalar)
    }
    return isObeyed ? "its \(name) holds control characters" : nil
  }
}
