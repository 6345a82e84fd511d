/// A key of the keyboard, alone or with others held.
public struct Key: Sendable, Hashable, ExpressibleByStringLiteral {
  /// What WebDriver calls it: the character, or a code of its own for keys that write none.
  let code: String
  var held: [String] = []

  private init(code: String) { self.code = code }

  /// The key that writes this character, as it is written: `"?"` needs no shift.
  public init(stringLiteral character: String) { code = character }

  public static let space = Key(code: " ")
  public static let enter = Key(code: "\u{E007}")
  public static let tab = Key(code: "\u{E004}")
  public static let escape = Key(code: "\u{E00C}")
  public static let arrowLeft = Key(code: "\u{E012}")
  public static let arrowUp = Key(code: "\u{E013}")
  public static let arrowRight = Key(code: "\u{E014}")
  public static let arrowDown = Key(code: "\u{E015}")
  public static let home = Key(code: "\u{E011}")
  public static let end = Key(code: "\u{E010}")
  public static let pageUp = Key(code: "\u{E00E}")
  public static let pageDown = Key(code: "\u{E00F}")

  public static func shift(_ key: Key) -> Key { key.holding("\u{E008}") }
  public static func control(_ key: Key) -> Key { key.holding("\u{E009}") }
  public static func alt(_ key: Key) -> Key { key.holding("\u{E00A}") }

  private func holding(_ modifier: String) -> Key {
    var key = self
    key.held.insert(modifier, at: 0)
    return key
  }

  /// Downs and ups in the order of fingers.
  fileprivate var actions: [JSONValue] {
    let down = (held + [code]).map { ["type": "keyDown", "value": .string($0)] as JSONValue }
    let up = ([code] + held.reversed()).map { ["type": "keyUp", "value": .string($0)] as JSONValue }
    return down + up
  }
}

extension BrowserSession {
  /// Presses keys one after the other, wherever the focus is.
  public func press(_ keys: Key...) async throws(BrowserError) {
    let source: JSONValue = ["type": "key", "id": "keyboard", "actions": .array(keys.flatMap(\.actions))]
    try await command("POST", "actions", ["actions": [source]])
  }
}
