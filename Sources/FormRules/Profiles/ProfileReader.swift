import Movement
internal import Yams

/// Reads a profile file. What it does not know, and what no limit can be, is an error that names the line.
struct ProfileReader {
  private let file: String
  private let root: Node

  /// - Throws: ``ProfileError`` when the text is not a YAML mapping.
  init(file: String, text: String) throws(ProfileError) {
    self.file = file
    // Some editors begin a text with a mark of its byte order.
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    guard text.utf8.count <= ProfileSheet.longestFile else {
      throw ProfileError(
        description: "\(file): longer than \(ProfileSheet.longestFile / 1024) KiB; a profile is a short list of limits")
    }
    if let line = ProfileReader.lineOfAlias(in: text) {
      throw ProfileError(
        description:
          "\(file):\(line): & or * before a word, even in a text, has no place in a profile; write the value out")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw ProfileError(description: ProfileReader.sentence(error, file))
    } catch {
      throw ProfileError(description: "\(file): not readable as YAML: \(error)")
    }
    guard let node, node.mapping != nil else {
      throw ProfileError(description: "\(file): empty; write for example \"base: machine\" and \"rules:\"")
    }
    root = node
  }

  /// An alias of an alias of an alias is a short text and a huge tree, so there are none. Quotes and comments are looked
  /// at too: where those begin and end, only a reader of YAML could say.
  private static func lineOfAlias(in text: String) -> Int? {
    let alias = /(^|[\s\[{,:?-])[&*][^\s,\]}]/
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.firstIndex { $0.contains(alias) }.map { $0 + 1 }
  }

  private static func sentence(_ error: YamlError, _ file: String) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "\(file):\(mark.line): not readable as YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, let context):
      "\(file):\(context.mark.line): not readable as YAML: \(keys.joined(separator: ", ")) is written twice"
    default: "\(file): not readable as YAML"
    }
  }

  /// One of the profiles that come with the program: everything is written out.
  func builtInSheet(_ profile: Profile) throws(ProfileError) -> ProfileSheet {
    let keys = try mapping(root, "the profile", knows: ["title", "topReference", "rules"])
    guard let title = keys["title"]?.string, let reference = keys["topReference"], let rules = keys["rules"] else {
      throw error(root, "title, topReference or rules is missing")
    }
    return ProfileSheet(
      profile: profile, title: title, topReference: try choice(reference, TopReference.self),
      rules: try entries(rules, over: []))
  }

  /// A user's own profile: a built-in one with changes.
  func ownSheet() throws(ProfileError) -> ProfileSheet {
    let keys = try mapping(root, "the profile", knows: ["base", "title", "topReference", "rules"])
    guard let base = keys["base"] else {
      throw error(root, "base is missing; name the profile it starts from: \(ProfileReader.names(Profile.self))")
    }
    var sheet = ProfileSheet.builtIn(try choice(base, Profile.self))
    if let title = keys["title"] {
      guard let text = title.string, !text.isEmpty, !text.contains(where: \.isNewline) else {
        throw error(title, "title is a line of text")
      }
      sheet.title = text
    }
    if let reference = keys["topReference"] { sheet.topReference = try choice(reference, TopReference.self) }
    if let rules = keys["rules"] { sheet.rules = try entries(rules, over: sheet.rules) }
    return sheet
  }

  // MARK: rules

  private func entries(_ node: Node, over base: [ProfileSheet.Entry]) throws(ProfileError) -> [ProfileSheet.Entry] {
    let judged = RuleBook.rules.filter { !$0.isAlwaysOn }
    let keys = try mapping(node, "rules", knows: judged.map(\.id.rawValue))
    var entries: [ProfileSheet.Entry] = []
    for rule in RuleBook.rules {
      let old = base.first { $0.rule == rule.id }
      if let node = keys[rule.id.rawValue] {
        guard let limits = try limits(node, of: rule, over: old?.limits) else { continue }
        entries.append(ProfileSheet.Entry(rule: rule.id, limits: limits))
      } else if let entry = old ?? (rule.isAlwaysOn ? ProfileSheet.Entry(rule: rule.id, limits: []) : nil) {
        entries.append(entry)
      }
    }
    return entries
  }

  /// - Returns: `nil`: the rule is off.
  private func limits(_ node: Node, of rule: any FormRule, over base: [Limit]?) throws(ProfileError) -> [Limit]? {
    if let isOn = node.bool {
      guard isOn else { return nil }
      if let base { return base }
      guard rule.criteria.isEmpty else {
        throw error(node, "\(rule.id) is off on the base profile; to switch it on, write its limits")
      }
      return []
    }
    let keys = try mapping(node, rule.id.rawValue, knows: rule.criteria.map(\.measure.rawValue))
    var limits: [Limit] = []
    for criterion in rule.criteria {
      let old = base?.first { $0.measure == criterion.measure }
      if let node = keys[criterion.measure.rawValue] {
        limits.append(try limit(node, criterion, over: old))
      } else if let old {
        limits.append(old)
      }
    }
    guard !limits.isEmpty || rule.criteria.isEmpty else {
      throw error(node, "\(rule.id) is off on the base profile; to switch it on, write its limits")
    }
    return limits
  }

  private func limit(_ node: Node, _ criterion: Criterion, over base: Limit?) throws(ProfileError) -> Limit {
    let name = criterion.measure.rawValue
    let keys = try mapping(node, name, knows: ["ok", "flag", "strong", "because"])
    func number(_ key: String) throws(ProfileError) -> Double? {
      guard let value = keys[key] else { return nil }
      guard let number = value.float, criterion.unit.conceivable.contains(number) else {
        let range = criterion.unit.conceivable
        throw error(
          value,
          "\(key) of \(name) is a number from \(Words.short(range.lowerBound)) to \(Words.short(range.upperBound)) (unit: \(criterion.unit.rawValue))"
        )
      }
      return number
    }
    guard let ok = try number("ok") ?? base?.ok, let flag = try number("flag") ?? base?.flag else {
      throw error(node, "\(name) needs ok and flag")
    }
    // Left out, it keeps its distance from the limit.
    let strong = try number("strong") ?? base.map { flag + ($0.strong - $0.flag) } ?? flag + (flag - ok)
    let isOrdered = criterion.side == .atMost ? ok <= flag && flag <= strong : ok >= flag && flag >= strong
    guard isOrdered else {
      let order = criterion.side == .atMost ? "ok <= flag <= strong" : "ok >= flag >= strong"
      throw error(
        node,
        "\(name): \(order) is needed, and ok is \(Words.short(ok)), flag \(Words.short(flag)), strong \(Words.short(strong))"
      )
    }
    if let because = keys["because"], because.string == nil { throw error(because, "because is a line of text") }
    let reason = keys["because"]?.string ?? (keys.isEmpty ? base?.reason : nil) ?? "set in \(file)"
    return Limit(criterion, ok: ok, flag: flag, strong: strong, because: reason)
  }

  // MARK: nodes

  private func mapping(_ node: Node, _ name: String, knows known: [String]) throws(ProfileError) -> [String: Node] {
    guard let mapping = node.mapping else {
      throw error(
        node,
        "\(name) takes \(known.isEmpty ? "on or off" : "a list of \(known.joined(separator: ", ")), or on or off")")
    }
    var keys: [String: Node] = [:]
    for (key, value) in mapping {
      guard let text = key.string, known.contains(text) else {
        let word = key.string ?? "this key"
        let guess = Spelling.nearest(to: word, in: known).map { "; did you mean \($0)?" }
        throw error(
          key,
          "\(name) knows no \"\(word)\"\(guess ?? "; it knows " + (known.isEmpty ? "nothing but on and off" : known.joined(separator: ", ")))"
        )
      }
      keys[text] = value
    }
    return keys
  }

  private func choice<Value: RawRepresentable<String> & CaseIterable>(_ node: Node, _ type: Value.Type)
    throws(ProfileError) -> Value
  {
    guard let value = node.string.flatMap(Value.init(rawValue:)) else {
      throw error(node, "\"\(node.string ?? "this")\" is none of \(ProfileReader.names(type))")
    }
    return value
  }

  private func error(_ node: Node, _ message: String) -> ProfileError {
    ProfileError(description: node.mark.map { "\(file):\($0.line): \(message)" } ?? "\(file): \(message)")
  }

  private static func names<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type) -> String {
    type.allCases.map(\.rawValue).joined(separator: ", ")
  }

}

extension Unit {
  /// What a limit in this unit may be at all.
  fileprivate var conceivable: ClosedRange<Double> {
    switch self {
    case .degrees: -180...180
    case .seconds: 0...60
    case .degreesPerSecond: 0...2000
    case .pixels: 0...100_000
    case .torsoLengths, .legLengths: -2...2
    case .framesPerSecond: 0...1000
    case .ratio: -10...100
    case .count: 0...1000
    }
  }
}
