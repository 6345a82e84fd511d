/// Where one person's face was over a clip, so that it can be hidden.
///
/// It is for drawing only: no verdict depends on it, and it is never saved.
public struct FacePath: Sendable, Equatable {
  /// How long a face is taken to stay about where it was seen last, or will be seen first, seconds: one that was there a
  /// moment ago still is, and must not show through.
  private static let memory = 2.0
  /// Between two sightings no farther apart it went straight, seconds. People who stand are looked at six times a second.
  private static let straight = 0.5
  /// By how much the disc is larger where nobody knows the way.
  private static let doubt = 1.5

  /// Seconds from the start of the clip, rising.
  private var times: [Double] = []
  private var regions: [FaceRegion] = []

  public init() {}

  /// - Parameter time: later than the one before; a pose without a face is left out.
  public mutating func append(_ pose: Pose, at time: Double) {
    guard let region = FaceRegion(pose) else { return }
    precondition(times.last.map { $0 < time } ?? true, "a face at \(time) s after one at \(times.last ?? 0) s")
    times.append(time)
    regions.append(region)
  }

  public var isEmpty: Bool { times.isEmpty }

  /// The face at a moment: between two sightings on its way, and where that is not known a larger disc over both ends.
  ///
  /// - Parameter time: seconds from the start of the clip.
  /// - Returns: `nil`: the person was not seen for long before and after.
  public func region(at time: Double) -> FaceRegion? {
    let next = times.partitioningIndex { $0 >= time }
    if next < times.count, times[next] == time { return regions[next] }
    let before = next > 0 && time - times[next - 1] <= Self.memory ? next - 1 : nil
    let after = next < times.count && times[next] - time <= Self.memory ? next : nil
    guard let one = before ?? after, let other = after ?? before else { return nil }
    let (a, b) = (regions[one], regions[other])
    if one != other, times[other] - times[one] <= Self.straight {
      let share = (time - times[one]) / (times[other] - times[one])
      return FaceRegion(centre: a.centre + (b.centre - a.centre) * share, radius: max(a.radius, b.radius))
    }
    return FaceRegion(
      centre: (a.centre + b.centre) * 0.5,
      radius: Self.doubt * (max(a.radius, b.radius) + a.centre.distance(to: b.centre) / 2))
  }
}

extension [Double] {
  /// The first index from which on the condition holds, in a list where it holds at the end only.
  fileprivate func partitioningIndex(where condition: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
