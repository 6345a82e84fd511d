/// Where in a rep, or between reps, a moment lies.
public enum Phase: String, Sendable, Codable, CaseIterable {
  case beforeSet
  /// From the onset to the beginning of the hold.
  case ascent
  case hold
  /// From the end of the hold to the arrival in the bottom band.
  case descent
  /// Between two reps.
  case bottom
  case afterSet
}
