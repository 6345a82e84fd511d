public import Foundation
public import Movement

extension Signals {
  /// Longer than the table of any set.
  private static let longest = 64 << 20

  /// Reads `signals.csv` again, as far as it is wanted.
  ///
  /// - Parameters:
  ///   - csv: as ``CSV/init(signals:)`` writes it.
  ///   - wanted: the names of the columns to read; one that is not there is left out.
  /// - Returns: `nil`: it is no such table, or too long to be one.
  public init?(csv: Data, only wanted: Set<String>) {
    guard csv.count <= Self.longest else { return nil }
    var lines = csv.split(separator: UInt8(ascii: "\n")).lazy.map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }.makeIterator()
    guard let header = lines.next().map({ String(decoding: $0, as: UTF8.self).split(separator: ",") }),
      header.first == "time [s]"
    else { return nil }
    let columns = header.enumerated().dropFirst().compactMap { index, title -> (index: Int, column: Column)? in
      guard let parts = title.wholeMatch(of: /(\w+) \[(.+)\]/), wanted.contains(String(parts.1)),
        let unit = Movement.Unit(rawValue: String(parts.2))
      else { return nil }
      return (index, Column(name: String(parts.1), unit: unit, values: []))
    }
    var (times, read) = ([Double](), columns.map(\.column))
    while let line = lines.next() {
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard cells.count == header.count, let time = Self.number(cells[0]) else { return nil }
      times.append(time)
      for (place, column) in columns.enumerated() { read[place].values.append(Self.number(cells[column.index])) }
    }
    self.init(times: times, columns: read)
  }

  /// `nil`: the cell is empty, or holds no number.
  private static func number(_ cell: Data.SubSequence) -> Double? {
    Double(String(decoding: cell, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }
}
