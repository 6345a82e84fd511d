public import Foundation
public import Movement

/// The analysis as JSON text, with sorted keys: equal analyses give equal bytes.
public enum AnalysisJSON {
  /// Many indented lines, for `analysis.json`; ends with a line feed.
  public static func document(_ analysis: Analysis) throws -> Data {
    try encode(analysis, [.prettyPrinted]) + Data("\n".utf8)
  }

  /// One line without a line feed, for `--format json`.
  public static func line(_ analysis: Analysis) throws -> Data {
    try encode(analysis, [])
  }

  /// - Throws: `DecodingError` when the text is no analysis of this schema.
  public static func analysis(from data: Data) throws -> Analysis {
    // First the name: what another schema holds need not fit at all.
    let schema = try JSONDecoder().decode(Header.self, from: data).schema
    guard schema == Analysis.schemaName else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "the schema is \(schema), expected \(Analysis.schemaName)"))
    }
    return try JSONDecoder().decode(Analysis.self, from: data)
  }

  private struct Header: Decodable {
    var schema: String
  }

  private static func encode(_ analysis: Analysis, _ format: JSONEncoder.OutputFormatting) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format.union([.sortedKeys, .withoutEscapingSlashes])
    return try encoder.encode(analysis)
  }
}
