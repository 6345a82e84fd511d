internal import FormRules
internal import Movement

/// What stands at the end of the page: where the numbers come from.
extension PageContent {
  static func facts(_ subject: ReportSubject) -> [Fact] {
    let analysis = subject.analysis
    let options = analysis.options
    let clip = analysis.clip
    let health = clip.decodeHealth
    let damage =
      health.complete && health.framesDamaged == 0
      ? "whole"
      : "damaged: \(health.framesDamaged) of \(health.framesDecoded) pictures" + (health.complete ? "" : ", cut off")
    let named: [(String, String?)] = [
      ("formcheck", analysis.tool.version),
      ("Models", analysis.tool.models.map { "\($0.name) (\($0.sha256.prefix(12)))" }.joined(separator: ", ")),
      (
        "Profile",
        "\(options.ownProfile.map { $0.name.printable } ?? options.profile.rawValue): \(subject.sheet.title.printable)"
      ),
      ("Limits", String(analysis.tool.profileSha256.prefix(12))),
      ("Strictness", options.strictness.rawValue),
      ("Tempo asked for", options.tempo.map { "\($0.ascent)-\($0.top)-\($0.descent)-\($0.bottom)" }),
      ("Neutral offset", options.neutralOffset.map { Unit.degrees.text($0) }),
      ("Floor", options.floorY.map { Unit.pixels.text($0) }),
      ("Top held against", analysis.topReference == .torso ? "the line of the torso" : "the horizontal"),
      ("Part looked at", part(options)),
      (
        "Clip",
        "\(Clock.tenths(clip.duration)), \(clip.width) x \(clip.height), \(clip.frameRate.rounded(toDecimals: 2)) pictures a second, \(damage)"
      ),
      ("SHA-256 of the clip", clip.sha256),
      ("Tempo of the set", analysis.summary.tempo),
      (
        "Quotations",
        "S0: Reverse Back Extension (Reverse Hyperextension) Exercise Guide; S1: Reverse Hyperextension card"
      ),
    ]
    return named.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
  }

  private static func part(_ options: AnalysisOptions) -> String? {
    guard options.start != nil || options.end != nil else { return nil }
    return "\(Clock.tenths(options.start ?? 0)) to \(options.end.map(Clock.tenths) ?? "the end")"
  }

  static func files(_ film: Film) -> [FileLink] {
    let names = [film.video, "reps.csv", "signals.csv", "analysis.json"].compactMap { $0 }
    return (names + film.flagClips.map(\.file)).map { FileLink(href: $0, name: $0) }
  }

  static func limits(_ subject: ReportSubject) -> [LimitRow] {
    RuleBook.rules.flatMap { rule -> [LimitRow] in
      guard let limits = subject.sheet.limits(of: rule.id) else {
        return [LimitRow(rule: rule.id.rawValue, title: rule.title, text: "off on this profile", because: "")]
      }
      guard !limits.isEmpty else {
        return [LimitRow(rule: rule.id.rawValue, title: rule.title, text: "for information", because: "")]
      }
      return limits.map { limit in
        let scaled = limit.scaled(by: subject.analysis.options.strictness)
        return LimitRow(
          rule: rule.id.rawValue, title: rule.title, text: scaled.text, because: limit.reason.printable)
      }
    }
  }
}
