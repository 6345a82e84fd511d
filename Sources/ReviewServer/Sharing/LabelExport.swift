public import Archive
public import Foundation
internal import Reports

/// All reps of which coaches hold something, for spreadsheets and for programs that learn from them: a row a rep and rule.
public struct LabelExport: Sendable {
  /// CSV by RFC 4180, with a header; text that a spreadsheet would take for a formula begins with an apostrophe.
  public let csv: Data
  /// JSON lines, `formcheck.label/1`; empty: there is no label.
  public let jsonLines: Data

  /// What the archive holds when the value is made: equal archives give equal bytes.
  public init(of archive: ResultsArchive) throws(ArchiveError) {
    let labels = try archive.labelledReps()
    var table = CSV(header: LabelledRep.columns)
    var lines = Data()
    for label in labels {
      table.append(label.cells.map { CSV.Cell($0) })
      lines += try label.line()
    }
    csv = Data(table.text.utf8)
    jsonLines = lines
  }
}

extension CSV.Cell {
  fileprivate init(_ cell: LabelledRep.Cell) {
    switch cell {
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .none: self = .none
    }
  }
}
