import Foundation
import Reports
import Testing

@Suite("The analysis as JSON")
struct AnalysisJSONTests {
  @Test("refuses another schema by its name", arguments: ["formcheck.analysis/2", "formcheck.analysis/10", ""])
  func otherSchema(name: String) throws {
    #expect {
      try AnalysisJSON.analysis(from: Data("{\"schema\": \"\(name)\"}".utf8))
    } throws: {
      "\($0)".contains("expected formcheck.analysis/1")
    }
  }
}
