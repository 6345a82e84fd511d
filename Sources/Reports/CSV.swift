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
      // A spreadsheet takes text that begins like this for a formula and would run it.
      // Scalar by scalar: a quotation mark with an accent is another character, and still one to a spreadsheet.
      let scalars = text.unicodeScalars
      let isFormula = scalars.first { $0 != " " }.map { "=+-@\t\r\n".unicodeScalars.contains($0) } == true
      let harmless = isFormula ? "'" + text : text
      guard harmless.unicodeScalars.contains(where: { ",\"\r\n\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) })
      else { return harmless }
      return harmless.unicodeScalars.reduce(into: "\"") { quoted, scalar in
        quoted.unicodeScalars.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar])
      } + "\""
    }
  }
}
