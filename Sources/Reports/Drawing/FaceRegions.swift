internal import Movement

/// Where the athlete's face is in every frame of a clip, also in frames in which nobody was found: a face that was there a
/// moment ago still is, and must not show through.
struct FaceRegions: Sendable {
  private let times: [Double]
  private let regions: [FaceRegion?]

  init(_ frames: [TrackedFrame]) {
    times = frames.map(\.time)
    regions = FaceRegions.bridged(frames.map { FaceRegion($0.pose) }, times: times)
  }

  /// The disc in the frame nearest to a time, in seconds; `nil`: nobody was found for long before and after.
  func region(at time: Double) -> FaceRegion? {
    times.index(nearest: time).flatMap { regions[$0] }
  }

  /// How long a face is taken to stay about where it was seen last, or will be seen first, seconds.
  static let memory = 2.0
  /// By how much the disc is larger where the face was not seen.
  private static let doubt = 1.5

  private static func bridged(_ seen: [FaceRegion?], times: [Double]) -> [FaceRegion?] {
    /// For every frame the last disc at or before it, in the given order, while it is remembered.
    func carried(_ order: some Sequence<Int>) -> [FaceRegion?] {
      var result = seen
      var last: (region: FaceRegion, time: Double)?
      for index in order {
        if let region = seen[index] { last = (region, times[index]) }
        if let last, abs(times[index] - last.time) <= memory { result[index] = last.region }
      }
      return result
    }
    let before = carried(seen.indices)
    let after = carried(seen.indices.reversed())
    return seen.indices.map { index in
      if let region = seen[index] { return region }
      let known = [before[index], after[index]].compactMap { $0 }
      guard let first = known.first, let last = known.last else { return nil }
      return FaceRegion(
        centre: (first.centre + last.centre) * 0.5,
        radius: doubt * (max(first.radius, last.radius) + first.centre.distance(to: last.centre) / 2))
    }
  }
}
