import Movement

/// Where in a clip somebody lies prone: the stretches in which a set can be.
enum ProneStretches {
  /// Frames are prone within these limits of trunk elevation; wider than what the set's median must keep to.
  private static let frameLimits = -45.0...75.0
  /// The median trunk elevation of a set, whatever the profile: a bench is level, an incline bench rises to 45°.
  static let setLimits = -35.0...65.0
  /// Nobody gets up and lies down again in this time: the track slipped.
  private static let longestSlip = 1.5
  /// Out of sight for longer, and it is another set, or another person.
  static let longestLoss = 3.0
  private static let shortest = 1.0

  /// Ranges of frames, in order of time; cut where the picture is cut or the athlete is lost for long.
  static func find(in frames: [TrackedFrame]) -> [Range<Int>] {
    let elevations = steadied(frames)
    var stretches: [Range<Int>] = []
    for index in frames.indices where elevations[index].map({ frameLimits.contains($0) }) ?? false {
      if let last = stretches.last, isOneStretch(frames, elevations, last.upperBound - 1, index) {
        stretches[stretches.count - 1] = last.lowerBound..<(index + 1)
      } else {
        stretches.append(index..<(index + 1))
      }
    }
    return stretches.filter { stretch in
      let median = elevations[stretch].compactMap { $0 }.median() ?? -90
      return frames[stretch.upperBound - 1].time - frames[stretch.lowerBound].time >= shortest
        && setLimits.contains(median)
    }
  }

  private static func isOneStretch(_ frames: [TrackedFrame], _ elevations: [Double?], _ a: Int, _ b: Int) -> Bool {
    guard b > a + 1 || !frames[b].scene.isCut else { return false }
    let between = (a + 1)...b
    let pause = frames[b].time - frames[a].time
    let wasUpright = (a + 1..<b).contains { elevations[$0] != nil }
    return !between.contains { frames[$0].scene.isCut } && pause <= (wasUpright ? longestSlip : longestLoss)
  }

  /// Trunk elevation in each frame, the median over half a second before and after; `nil` without a pose.
  private static func steadied(_ frames: [TrackedFrame]) -> [Double?] {
    let rough = frames.map { $0.pose.map(elevation) }
    var first = 0
    var last = 0
    return frames.indices.map { index in
      while frames[first].time < frames[index].time - 0.5 { first += 1 }
      while last + 1 < frames.count, frames[last + 1].time <= frames[index].time + 0.5 { last += 1 }
      return rough[index] == nil ? nil : rough[first...last].compactMap { $0 }.median()
    }
  }

  /// From the shoulders to the hips, over the horizontal, whichever way the athlete faces.
  private static func elevation(_ pose: Pose) -> Double {
    let shoulders = pose[.leftShoulder].position + pose[.rightShoulder].position
    let hips = pose[.leftHip].position + pose[.rightHip].position
    return degrees(dy: shoulders.y - hips.y, dx: abs(hips.x - shoulders.x))
  }
}
