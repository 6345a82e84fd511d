import Archive
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("summary.csv")
struct SummaryTableTests {
  /// Rows by column.
  private func rows(_ results: SampleResults) throws -> [[String: String]] {
    var lines = CSVRows(String(decoding: try ResultsIndex(of: results.archive).table, as: UTF8.self))
    let first = lines.next()
    let header = try #require(first?.cells)
    var rows: [[String: String]] = []
    while let line = lines.next() {
      try #require(line.cells.count == header.count && !line.isBroken)
      rows.append(Dictionary(uniqueKeysWithValues: zip(header, line.cells)))
    }
    return rows
  }

  @Test("has one row for every file that was handed in")
  func uploads() throws {
    let results = try Studio.results()
    let rows = try rows(results)
    #expect(rows.count == (try results.archive.counts().uploads))
    let copies = rows.filter { $0["file"]?.contains("émile") == true }
    #expect(copies.map { $0["file"] } == ["copy of émile.mp4", "émile.mp4"])
    #expect(Set(copies.map { $0["key"] }) == [IndexSample.key(10).rawValue])
    #expect(Set(copies.map { $0["sha256"] }) == [IndexSample.clip(10).rawValue])
    // What is said of one upload is not said of the other.
    #expect(copies.map { $0["date"] } == ["", "2026-01-20"])
  }

  @Test("says of a set what was counted and measured")
  func set() throws {
    let row = try #require(rows(Studio.results()).first { $0["file"] == "ann/week 1.mp4" })
    let expected = [
      "athlete": "Ann", "date": "2026-01-05", "load": "10 kg", "target tempo": "1-1-3-0", "notes": "",
      "result": "assessed", "reason": "", "quarantined": "", "profile": "machine", "confidence": "high",
      "duration [s]": "31.5", "reps": "8", "attempts": "0", "flagged reps": "2", "flags": "2", "flags per rep": "0.25",
      "not assessed rules": "0", "worst rule": "pause", "worst severity": "strong", "worst rep": "2",
      "flagged by": "pause swing", "mean topDeviation [deg]": "-12", "mean hold [s]": "0.6",
      "formcheck version": "1.5.0", "report": "sets/\(IndexSample.key(0))/report.html",
    ]
    for (column, value) in expected { #expect(row[column] == value, "\(column)") }
    #expect(row.count == expected.count + 3)
  }

  @Test("has the same numbers as the trend, and none where nothing was measured")
  func trend() throws {
    let results = try Studio.results()
    let rows = try rows(results)
    for point in try results.archive.trend(athlete: "Ann") {
      let row = try #require(rows.first { $0["date"] == point.date.rawValue })
      #expect(row["mean topDeviation [deg]"].flatMap(Double.init) == point.topDeviation)
      #expect(row["mean hold [s]"].flatMap(Double.init) == point.hold)
      #expect(row["flags per rep"].flatMap(Double.init) == point.flagsPerRep)
    }
    let unseen = try #require(rows.first { $0["file"] == "ann/week 3.mp4" })
    #expect(unseen["mean topDeviation [deg]"] == "")
    let empty = try #require(rows.first { $0["file"] == "zoë/squats.mp4" })
    #expect(empty["result"] == "notThisExercise" && empty["reason"] == "nobody lies face down")
    #expect(empty["reps"] == "0" && empty["flags per rep"] == "" && empty["mean hold [s]"] == "")
  }

  @Test("says of a failed clip why, and nothing else")
  func failures() throws {
    let row = try #require(rows(Studio.results()).first { $0["file"] == "bob/holiday.mp4" })
    #expect(row["result"] == "failed: timedOut" && row["quarantined"] == "yes")
    #expect(row["reason"] == "bob/holiday.mp4: no end in sight")
    for column in ["reps", "flags", "mean hold [s]", "report", "formcheck version"] { #expect(row[column] == "") }
  }

  @Test(
    "is harmless in a spreadsheet, whatever the names", arguments: ResultsIndexTests.unkind + ["+1", "@SUM(A1)", " -2"])
  func hostile(name: String) throws {
    let results = try SampleResults()
    try results.record(1, [Upload(path: "a", athlete: name, load: name, tempo: name, notes: name)])
    try results.fail(2, [Upload(path: "b", profile: name)], .bug, name)
    for row in try rows(results) {
      for (column, cell) in row where column != "mean topDeviation [deg]" {
        #expect(!"=+-@\t\r\n".contains(cell.drop { $0 == " " }.first ?? "x"), "\(column): \(cell)")
      }
    }
  }

  @Test("has a header that every spreadsheet reads")
  func header() throws {
    let text = try ResultsIndex(of: SampleResults().archive).table
    #expect(text.allSatisfy { $0 < 128 })
    #expect(text.suffix(2) == Data("\r\n".utf8))
  }
}
