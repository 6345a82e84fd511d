/// The rows of a CSV text by RFC 4180, each with the line on which it begins.
///
/// Ours, since the Swift package for CSV does not say on which line a row stands. Also accepted: line feeds alone, a mark
/// of byte order in front, and semicolons where the header has them and no comma, as spreadsheets write in half of Europe.
struct CSVRows: IteratorProtocol {
  struct Row: Equatable {
    var cells: [String]
    /// 1 is the first line of the text.
    var line: Int
    /// A quotation mark was opened and never closed.
    var isBroken = false
  }

  private let scalars: [Unicode.Scalar]
  private let separator: Unicode.Scalar
  private var index = 0
  private var line = 1

  init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    let header = scalars.prefix { $0 != "\n" && $0 != "\r" }
    separator = header.contains(";") && !header.contains(",") ? ";" : ","
    self.scalars = scalars
  }

  mutating func next() -> Row? {
    guard index < scalars.count else { return nil }
    var row = Row(cells: [], line: line)
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if scalar == "\n" || (scalar == "\r" && !follows("\n")) { line += 1 }
      switch scalar {
      case "\"" where isQuoted && follows("\""):
        cell.append(scalar)
        index += 1
      case "\"" where isQuoted: isQuoted = false
      case "\"" where cell.isEmpty: isQuoted = true
      case separator where !isQuoted:
        row.cells.append(String(cell))
        cell = String.UnicodeScalarView()
      case "\r" where !isQuoted && follows("\n"): continue
      case "\n" where !isQuoted, "\r" where !isQuoted:
        row.cells.append(String(cell))
        return row
      default: cell.append(scalar)
      }
    }
    row.cells.append(String(cell))
    row.isBroken = isQuoted
    return row
  }

  private func follows(_ scalar: Unicode.Scalar) -> Bool { index < scalars.count && scalars[index] == scalar }
}
