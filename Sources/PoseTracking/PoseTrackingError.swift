/// Why bodies cannot be looked for. Not finding one is no error.
public enum PoseTrackingError: Error, Sendable, Equatable {
  /// A model file is not where it should be.
  case modelMissing(path: String)
  /// A model file is there but cannot be used: cut off, another model, or not readable.
  case modelUnusable(path: String, reason: String)
  /// The inference library failed while it ran.
  case inferenceFailed(reason: String)
}

extension PoseTrackingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .modelMissing(let path):
      "\(path): this model file is missing; run Scripts/setup"
    case .modelUnusable(let path, let reason):
      "\(path): this model file cannot be used (\(reason)); delete it and run Scripts/setup"
    case .inferenceFailed(let reason):
      "the pose model failed: \(reason)"
    }
  }
}
