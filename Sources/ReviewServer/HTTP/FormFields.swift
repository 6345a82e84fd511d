internal import Foundation

/// The fields of a form or of the query of an address, as browsers write them: `a=1&b=two+words`.
struct FormFields: Sendable, Equatable {
  private(set) var pairs: [(name: String, value: String)] = []

  init() {}

  /// - Returns: `nil`: a percent sign without its two digits, or bytes that are no UTF-8.
  init?(_ text: some StringProtocol) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : "") else {
        return nil
      }
      pairs.append((name, value))
    }
  }

  /// The first of that name; an empty one is none.
  subscript(_ name: String) -> String? { pairs.first { $0.name == name && !$0.value.isEmpty }?.value }

  private static func decoded(_ text: some StringProtocol) -> String? {
    String(text).replacingOccurrences(of: "+", with: " ").removingPercentEncoding
  }

  static func == (a: FormFields, b: FormFields) -> Bool {
    a.pairs.elementsEqual(b.pairs) { $0 == $1 }
  }
}

extension String {
  /// As the value of a query.
  var queryEncoded: String {
    var allowed = CharacterSet(charactersIn: "-._~")
    allowed.insert(charactersIn: "a"..."z")
    allowed.insert(charactersIn: "A"..."Z")
    allowed.insert(charactersIn: "0"..."9")
    return addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }
}
