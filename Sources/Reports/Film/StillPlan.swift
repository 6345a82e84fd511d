internal import Movement

/// Which moments of a clip are kept as stills.
enum StillPlan {
  struct Moment: Equatable {
    var name: String
    var rep: String?
    /// `bottom`, `middle`, `top`, `seen`.
    var moment: String
    /// Seconds from the start of the clip.
    var time: Double
  }

  /// Three for each rep: hanging before the lift, half way up, and the top. Of a set that was not assessed three from
  /// all over the clip.
  static func moments(of analysis: Analysis) -> [Moment] {
    guard analysis.outcome == .assessed else {
      let (from, to) = (analysis.options.start ?? 0, min(analysis.options.end ?? .infinity, analysis.clip.duration))
      return (0..<3).map { index in
        let share = (Double(index) + 0.5) / 3
        let time = (from + (to - from) * share).rounded(toDecimals: 3)
        return Moment(name: "seen-\(index + 1)", rep: nil, moment: "seen", time: time)
      }
    }
    return analysis.reps.flatMap { rep in
      [("bottom", rep.start), ("middle", (rep.start + rep.hold.start) / 2), ("top", rep.top)].map { moment, time in
        Moment(name: "rep-\(rep.key)-\(moment)", rep: rep.key, moment: moment, time: time.rounded(toDecimals: 3))
      }
    }
  }
}
