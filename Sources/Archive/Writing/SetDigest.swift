internal import Movement

/// What a table of sets says of an analysis, counted once when it is recorded.
struct SetDigest {
  /// The flag to look at first.
  struct Worst {
    var finding: Finding
    /// `nil`: it is over the whole set.
    var rep: Int?
  }

  /// Flags in reps; attempts have none that count.
  let flags: Int
  /// Rules that could say nothing of any rep.
  let notAssessed: Int
  /// The most severe flag, then the one farthest beyond its limit, then the first.
  let worst: Worst?

  init(_ analysis: Analysis) {
    let reps = analysis.reps.filter { $0.kind == .rep }
    let flagged = reps.flatMap { rep in
      rep.findings.filter { $0.verdict == .flag }.map { Worst(finding: $0, rep: rep.number) }
    }
    flags = flagged.count

    let findings = analysis.reps.flatMap(\.findings)
    let judged = Set(findings.filter { $0.verdict != .notAssessed }.map(\.rule))
    notAssessed = Set(findings.map(\.rule)).subtracting(judged).count

    let overSet = analysis.setFindings.filter { $0.finding.verdict == .flag }.map { Worst(finding: $0.finding) }
    // A set's finding repeats the worst of its reps: the rep is more to the point, so it comes first among equals.
    worst = (flagged + overSet).reduce(nil) { worst, next in
      guard let worst else { return next }
      return Self.isMilder(worst.finding, next.finding) ? next : worst
    }
  }

  private static func isMilder(_ a: Finding, _ b: Finding) -> Bool {
    a.severity != b.severity ? a.severity < b.severity : a.excess < b.excess
  }
}

extension Finding {
  /// How far the value lies beyond its limit, in units of its uncertainty.
  fileprivate var excess: Double {
    guard let value, let limit else { return 0 }
    return abs(value - limit) / max(uncertainty ?? 1, 1e-6)
  }
}
