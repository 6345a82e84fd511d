internal import FormRules
internal import Movement

/// The rules of a profile as people read them in a terminal.
struct RuleText {
  let sheet: ProfileSheet
  let strictness: Strictness

  /// Every rule in a line or two, and what is off or cannot be seen.
  var overview: [String] {
    let on = RuleBook.rules.filter { sheet.limits(of: $0.id) != nil }
    let off = RuleBook.rules.filter { sheet.limits(of: $0.id) == nil }.map(\.id.rawValue)
    let width = (on.map(\.id.rawValue.count).max() ?? 0) + 2
    let margin = String(repeating: " ", count: width)
    let lines = on.flatMap { rule -> [String] in
      let name = rule.id.rawValue + String(repeating: " ", count: width - rule.id.rawValue.count)
      return [name + rule.title] + limits(of: rule).map { margin + Self.line($0) }
    }
    return ["profile \(sheet.profile.rawValue): \(sheet.title)", "strictness \(strictness.rawValue)", ""] + lines + [""]
      + (off.isEmpty ? [] : ["Off on this profile: \(off.joined(separator: ", "))."])
      + ["Never judged: \(RuleBook.notVisible).", "All about one: formcheck rules RULE"]
  }

  /// Everything about one rule.
  func page(_ rule: any FormRule) -> [String] {
    let limits = limits(of: rule)
    let isOff = sheet.limits(of: rule.id) == nil
    let judged =
      isOff
      ? ["Off on profile \(sheet.profile.rawValue)."]
      : limits.isEmpty ? [] : ["", "Limits on profile \(sheet.profile.rawValue), strictness \(strictness.rawValue):"]
    return ["\(rule.id): \(rule.title)"]
      + rule.words(for: sheet.profile).map { "  \"\($0.words)\" (\($0.source))" }
      + ["", "Measured: \(rule.measured)"] + judged
      + limits.flatMap { ["  " + Self.line($0), "    because: \($0.reason)"] }
      + (rule.notAssessedWhen.isEmpty ? [] : ["", "Not judged when:"] + rule.notAssessedWhen.map { "  - \($0)" })
      + (rule.cue(for: sheet.profile).isEmpty ? [] : ["", "Cue: \(rule.cue(for: sheet.profile))"])
  }

  private func limits(of rule: any FormRule) -> [Limit] {
    (sheet.limits(of: rule.id) ?? []).map { $0.scaled(by: strictness) }
  }

  /// `hold: ok from 1 s, flag below 0.7 s, strong below 0.35 s`
  private static func line(_ limit: Limit) -> String {
    let (inside, outside) = limit.side == .atLeast ? ("from", "below") : ("up to", "above")
    func text(_ value: Double) -> String { limit.unit.text(value) }
    return "\(limit.measure.rawValue): ok \(inside) \(text(limit.ok)), flag \(outside) \(text(limit.flag)), "
      + "strong \(outside) \(text(limit.strong))"
  }
}

extension Unit {
  /// A number with its unit as people write it: `-10°`, `0.7 s`.
  fileprivate func text(_ value: Double) -> String {
    let rounded = value.rounded(toDecimals: 3)
    let number = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    return switch self {
    case .degrees: number + "°"
    case .ratio, .count: number
    case .seconds: number + " s"
    case .degreesPerSecond: number + "°/s"
    case .pixels: number + " px"
    case .torsoLengths: number + " torso lengths"
    case .legLengths: number + " leg lengths"
    case .framesPerSecond: number + " frames a second"
    }
  }
}
