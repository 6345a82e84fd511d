import Archive
import ArchiveTesting
import Foundation
import Movement
import Reports
import Testing

@testable import ReviewServer

@Suite("The export of labels")
struct LabelExportTests {
  @Test("without a decision is a header alone, and no line")
  func empty() throws {
    let results = try SharingResults()
    try results.record(1)
    let export = try LabelExport(of: results.archive)
    #expect(export.csv.text == LabelledRep.columns.joined(separator: ",") + "\r\n")
    #expect(export.jsonLines.isEmpty)
  }

  @Test("has a row a rep and rule, in both formats, and names that are no formulas")
  func rows() throws {
    let results = try SharingResults()
    try results.record(1, uploads: [Sample.upload(1, athlete: "=HYPERLINK(\"x\")", date: "2026-01-05")])
    try results.archive.decide([
      Sample.decision(1, of: 1, rep: (4, 7.5), rule: "pause", by: "@Kim, coach", .agree),
      Sample.decision(2, of: 1, rep: (4, 7.5), rule: "swing", .disagree(.intended)),
      Sample.decision(3, of: 1, rep: (8, 11.5), rule: "swing", .missed(nil)),
    ])
    let export = try LabelExport(of: results.archive)
    let rows = export.csv.text.components(separatedBy: "\r\n")
    #expect(rows.count == 5 && rows[4].isEmpty)
    let key = Sample.key(1).rawValue
    #expect(
      rows[1].hasSuffix(
        "\(key),1.4.0,machine,\"'=HYPERLINK(\"\"x\"\")\",2026-01-05,1,4,7.5,pause,present,\"'@Kim, coach\",,flag,strong,1.5,s,0.1,1"
      ))
    #expect(rows[2].contains(",swing,absent,Kim,intended,borderline,"))
    #expect(rows[3].hasSuffix(",2,8,11.5,swing,present,Kim,,,,,,,"))

    let lines = export.jsonLines.split(separator: UInt8(ascii: "\n"))
    let labels = try lines.map { try JSONDecoder().decode(LabelledRep.self, from: $0) }
    #expect(labels == (try results.archive.labelledReps()))
    #expect(labels.allSatisfy { $0.schema == "formcheck.label/1" })
    #expect(export.jsonLines.last == UInt8(ascii: "\n"))
  }
}
