/// Which rep of an analysis a rep of another one is: the one it has the most time in common with.
enum RepMatch {
  /// A part of the clip, seconds.
  struct Interval: Equatable {
    var start: Double
    var end: Double

    func common(with other: Interval) -> Double { min(end, other.end) - max(start, other.start) }
    var length: Double { end - start }
  }

  /// - Parameter reps: of one analysis, in any order.
  /// - Returns: the index of the rep with the longest common time, at least half of the shorter of the two; of equals
  ///   the one that is not longer, then the earlier. `nil`: none fits.
  static func index(of seen: Interval, in reps: [Interval]) -> Int? {
    reps.indices
      .filter { index in
        let common = seen.common(with: reps[index])
        return common > 0 && common >= min(seen.length, reps[index].length) / 2
      }
      .min { a, b in
        let (first, second) = (reps[a], reps[b])
        let common = (seen.common(with: first), seen.common(with: second))
        if common.0 != common.1 { return common.0 > common.1 }
        return first.length != second.length ? first.length < second.length : first.start < second.start
      }
  }
}
