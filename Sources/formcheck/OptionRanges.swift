internal import Movement

/// What options may be. A saved report is held against the same ranges as the command line.
extension AnalysisOptions {
  /// Degrees.
  static let neutralOffsets = -30.0...30.0
  /// Pixels from the upper edge.
  static let floorHeights = 0.0...100_000
  /// Seconds.
  static let moments = 0.0..<1e7

  /// Comparisons with a number that is none fail, so such a number is never in range.
  var isInRange: Bool {
    neutralOffset.isNone(or: Self.neutralOffsets.contains) && floorY.isNone(or: Self.floorHeights.contains)
      && start.isNone(or: Self.moments.contains)
      && end.isNone { Self.moments.contains($0) && $0 > (start ?? 0) }
      && person.isNone { $0 >= 1 }
      && tempo.isNone { [$0.ascent, $0.top, $0.descent, $0.bottom].allSatisfy((0...60).contains) }
  }
}

extension Optional {
  /// Nothing, or something that passes the test.
  fileprivate func isNone(or test: (Wrapped) -> Bool) -> Bool {
    map(test) ?? true
  }
}
