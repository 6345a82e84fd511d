public import Foundation
public import Movement

/// What is kept of an accuracy run, to hold later runs against: `Docs/accuracy.json`.
public struct AccuracyRecord: Sendable, Codable, Equatable {
  /// One clip. Errors are mean sizes: degrees for angles, seconds for times.
  public struct Clip: Sendable, Codable, Equatable {
    public var outcome: Outcome
    public var outcomeRight: Bool
    public var reps: Int
    public var trueReps: Int
    public var ghosts: Int
    public var missed: Int
    public var mistaken: Int
    public var missedFlags: [String]
    public var wrongFlags: [String]
    public var errors: [Measure: Double]

    public init(_ score: ClipScore) {
      outcome = score.outcome
      outcomeRight = score.isOutcomeRight
      reps = score.foundReps
      trueReps = score.trueReps
      ghosts = score.ghosts
      missed = score.missed
      mistaken = score.mistaken
      missedFlags = score.missedFlags
      wrongFlags = score.wrongFlags
      errors = score.errors.compactMapValues { ErrorSummary($0)?.meanSize.rounded(toDecimals: 3) }
        .filter { Ratchet.slack[$0.key] != nil }
    }
  }

  public var schema = AccuracyRecord.schemaName
  /// The rules that were asked for.
  public var rules: [RuleID]
  /// By name.
  public var clips: [String: Clip]

  public static let schemaName = "formcheck.accuracy/1"

  public init(_ scores: [ClipScore], rules: Set<RuleID>) {
    self.rules = rules.sorted()
    clips = Dictionary(uniqueKeysWithValues: scores.map { ($0.name, Clip($0)) })
  }

  public init(contentsOf url: URL) throws {
    self = try JSONDecoder().decode(AccuracyRecord.self, from: Data(contentsOf: url))
  }

  /// The same bytes for the same content, a line a clip: differences between two versions are read line by line.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    let lines = try clips.sorted { $0.key < $1.key }.map { "    \(try text($0.key)): \(try text($0.value))" }
    return """
      {
        "schema": \(try text(schema)),
        "rules": \(try text(rules)),
        "clips": {
      \(lines.joined(separator: ",\n"))
        }
      }

      """
  }
}
