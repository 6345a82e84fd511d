/// A table as RFC 4180 text: comma, CRLF, quotes where needed, UTF-8 without a mark in front.
public struct CSV: Sendable {
  public enum Cell: Sendable {
    case text(String)
    case number(Double)
    /// No value: an empty cell.
    case none

    init(_ number: Double?) {
      self = number.map { .number($0) } ?? .none
    }
  }

  /// One line; a header is a row of text cells.
  private var lines: [String] = []
  private let columns: Int

  public init(header: [String]) {
    columns = header.count
    append(header.map { .text($0) })
  }

  /// - Precondition: as many cells as the header has.
  public mutating func append(_ cells: [Cell]) {
    precondition(cells.count == columns, "\(cells.count) cells under a header of \(columns)")
    lines.append(cells.map(Self.written).joined(separator: ","))
  }

  public var text: String { lines.map { $0 + "\r\n" }.joined() }

  private static func written(_ cell: Cell) -> String {
    switch cell {
    case .none: return ""
    case .number(let number): return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text):
      let harmless = harmless(text)
      guard harmless.unicodeScalars.contains(where: { ",\"\r\n\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) })
      else { return harmless }
      return harmless.unicodeScalars.reduce(into: "\"") { quoted, scalar in
        quoted.unicodeScalars.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar])
      } + "\""
    }
  }

  /// A spreadsheet takes text that begins like a formula for one and would run it: an apostrophe before it makes it text.
  ///
  /// Where the list separator is a semicolon or a tab, a spreadsheet begins a new cell at one in the midst of a text, and at
  /// a line break too: between commas it knows no quotation marks. What follows gets its apostrophe before the sign itself.
  private static func harmless(_ text: String) -> String {
    // Scalar by scalar: a quotation mark with an accent is another character, and still one to a spreadsheet.
    let scalars = text.unicodeScalars
    let isFormula = scalars.first { $0 != " " }.map { "=+-@\t\r\n".unicodeScalars.contains($0) } == true
    var harmless = String.UnicodeScalarView(isFormula ? "'".unicodeScalars : "".unicodeScalars)
    var beginsCell = false
    for scalar in scalars {
      if beginsCell, "=+-@".unicodeScalars.contains(scalar) { harmless.append("'") }
      if ";\t\r\n".unicodeScalars.contains(scalar) {
        beginsCell = true
      } else if scalar != " ", scalar != "\"" {
        beginsCell = false
      }
      harmless.append(scalar)
    }
    return String(harmless)
  }
}
