public import Movement

/// What a look at a few moments of a clip says about its filming.
public struct ClipCheck: Sendable, Codable, Equatable {
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// Nothing stands in the way.
    case good
    /// It can be analysed, and something makes the verdicts less sure.
    case usable
    /// No set can be judged in it.
    case unusable
  }

  public static let schemaName = "formcheck.check/1"

  public var schema = ClipCheck.schemaName
  /// The base name of the file.
  public var file: String
  public var verdict: Verdict
  /// The times looked at, seconds from the first frame.
  public var moments: [Double]
  public var warnings: [CaptureWarning]

  /// Warnings with which no set can be judged, and those that change nothing.
  private static let hopeless: Set = ["nobody-seen", "nobody-lying", "wrong-view", "out-of-frame", "short-clip"]
  private static let harmless: Set = ["variable-frame-rate"]

  static func verdict(_ warnings: [CaptureWarning]) -> Verdict {
    let codes = Set(warnings.map(\.code))
    if !codes.isDisjoint(with: hopeless) { return .unusable }
    return codes.isSubset(of: harmless) ? .good : .usable
  }
}
