internal import Movement

/// What a set shows at one moment: a pure value, made by ``SetStory``.
struct Moment: Equatable, Sendable {
  /// Seconds from the start of the clip.
  var time: Double
  /// The rep that goes on; `nil`: none.
  var rep: RepInView?
  /// `nil`: there are no reps in the whole clip.
  var phase: Phase?
  /// Reps that are over, attempts not counted.
  var repsDone: Int
  /// How long the legs have been held by now, seconds; `nil` but while they are held.
  var hold: Double?
  /// Degrees, 180 in line; `nil` where it could not be measured.
  var hipAngle: Double?
  /// Elevation of the line that the legs are to reach, degrees over the horizontal of the picture toward the feet, + up;
  /// `nil` where it could not be measured.
  var bodyLine: Double?
  /// What is wrong, as it happens, the latest last.
  var flags: [ShownFlag]
}

/// A rep as it is named on pictures.
struct RepInView: Equatable, Sendable {
  var number: Int
  var kind: Rep.Kind
  var verdict: Verdict
}

/// A flag while it is on show.
struct ShownFlag: Hashable, Sendable {
  var rule: RuleID
  /// One sentence without time, quotation or source.
  var text: String
  /// Seconds on show.
  var span: TimeSpan
}

extension Rep {
  /// The worst that was found. What could not be judged counts only where nothing could.
  var verdict: Verdict {
    for verdict in [Verdict.flag, .borderline, .ok] where findings.contains(where: { $0.verdict == verdict }) {
      return verdict
    }
    return .notAssessed
  }
}

extension Finding {
  /// The message without the reps, the time and the guide's words, which the picture shows or has no room for.
  var shortMessage: String {
    var text = message[...]
    if let time = text.firstRange(of: #/, at [0-9]+:[0-9]{2}/#) { text = text[..<time.lowerBound] }
    if let reps = text.prefixMatch(of: #/Reps? [0-9, and]+(, most of all rep [0-9]+)?: /#) {
      text = text[reps.range.upperBound...]
    }
    guard !text.isEmpty else { return rule.rawValue }
    // A number stays on one line with its unit and its uncertainty.
    return String(text).replacing(" ±", with: "\u{A0}±").replacing(#/([0-9]) s\b/#) { "\($0.1)\u{A0}s" }
  }
}
