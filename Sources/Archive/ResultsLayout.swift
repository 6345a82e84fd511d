/// Where things lie in a results folder. Names are relative to it.
public enum ResultsLayout {
  public static let setsFolder = "sets"
  public static let failuresFolder = "failures"
  /// Clips that came over the desk, each by its hash, with its record beside it.
  public static let uploadsFolder = "uploads"
  /// What coaches decided, a line each.
  public static let decisionsFile = "decisions.jsonl"

  /// The folder of a report, with its `set.json`.
  public static func folder(of key: SetKey) -> String { "\(setsFolder)/\(key)" }
  public static func failureFile(of key: SetKey) -> String { "\(failuresFolder)/\(key).json" }
}
