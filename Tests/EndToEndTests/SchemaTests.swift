import Foundation
import Movement
import Testing

@Suite("The analysis follows its schema", .serialized)
struct SchemaTests {
  /// Validates with Python's jsonschema; Swift has no validator.
  private func validate(_ document: URL) throws -> Program.Result {
    let schema = Program.repository.appendingPathComponent("Docs/analysis.schema.json")
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      validator = Draft202012Validator(json.load(open(sys.argv[1])))
      errors = [f"{list(e.absolute_path)}: {e.message}"[:300] for e in validator.iter_errors(json.load(open(sys.argv[2])))]
      sys.exit("\\n".join(errors) or 0)
      """
    return try Program.run(URL(fileURLWithPath: "/usr/bin/python3"), ["-c", script, schema.path, document.path])
  }

  @Test("in every outcome", arguments: SampleReports.names)
  func realOutput(name: String) async throws {
    let report = try await SampleReports.shared.report(name)
    let result = try validate(report.folder.appendingPathComponent("analysis.json"))
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(
    "and the schema refuses what is no analysis",
    arguments: [
      ("\"verdict\" : \"ok\"", "\"verdict\" : \"fine\""),
      ("\"schema\" : \"formcheck.analysis/1\"", "\"schema\" : \"formcheck.analysis/2\""),
      ("\"hold\" : {", "\"held\" : {"),
      ("\"outcome\" : \"assessed\"", "\"outcome\" : \"noReps\""),
    ])
  func negative(text: String, replacement: String) async throws {
    let report = try await SampleReports.shared.report("bench-clean")
    let document = try String(contentsOf: report.folder.appendingPathComponent("analysis.json"), encoding: .utf8)
    try #require(document.contains(text))
    let scratch = try TemporaryFolder()
    let changed = try scratch.file("analysis.json", Data(document.replacing(text, with: replacement).utf8))
    #expect(try validate(changed).status != 0)
  }
}
