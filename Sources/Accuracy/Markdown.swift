internal import Movement

/// Tables and numbers as the documents print them.
enum Markdown {
  static func table(_ header: [String], _ lines: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + lines)
      .map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  static func fixed(_ value: Double, _ decimals: Int) -> String {
    value.isFinite ? "\(value.rounded(toDecimals: decimals))" : "-"
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// Nothing where there was nothing to count.
  static func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "" : percent(Double(part) / Double(whole))
  }
}
