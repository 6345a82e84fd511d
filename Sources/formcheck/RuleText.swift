internal import FormRules
internal import Movement
internal import Reports

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
      return [name + rule.title] + limits(of: rule).map { margin + $0.text }
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
      + limits.flatMap { ["  " + $0.text, "    because: \($0.reason)"] }
      + (rule.notAssessedWhen.isEmpty ? [] : ["", "Not judged when:"] + rule.notAssessedWhen.map { "  - \($0)" })
      + (rule.cue(for: sheet.profile).isEmpty ? [] : ["", "Cue: \(rule.cue(for: sheet.profile))"])
  }

  private func limits(of rule: any FormRule) -> [Limit] {
    (sheet.limits(of: rule.id) ?? []).map { $0.scaled(by: strictness) }
  }
}
