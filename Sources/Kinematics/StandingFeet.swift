import Movement

/// Reads the height of the floor from the athlete's own feet, where they stand on it before or after the set.
///
/// Hanging feet are still too, so stillness proves nothing: only the feet under an upright body with straight legs do.
struct StandingFeet {
  /// Frames of the whole clip, and the set in them.
  let track: PoseTrack
  let set: TimeSpan
  /// Lt and Ll of the set, pixels.
  let torsoLength: Double
  let legLength: Double

  /// Nobody walks far between standing and lying down in this time, seconds.
  private static let nearby = 10.0
  /// So long the feet are to stay where they are, seconds, and so still, leg lengths.
  private static let spell = 0.4
  private static let still = 0.02
  /// Two floors farther apart than this, leg lengths, are two places in the room.
  private static let sameFloor = 0.06
  /// Trunk elevation of somebody who stands: the shoulders above the hips.
  private static let upright = -90.0 ... -65.0
  /// Hip to ankle of straight legs, as a share of Ll.
  private static let straight = 0.8
  /// A body much larger or smaller than on the bench is nearer to the camera or farther away, and so is its floor.
  private static let sameSize = 0.75...1.33

  /// Pixels, y up, on the grid of the set; `nil`: the athlete is not seen standing, or not in one place.
  var level: Double? {
    let frames = track.frames
    guard let first = frames.firstIndex(where: { $0.time >= set.from }),
      let last = frames.lastIndex(where: { $0.time <= set.to })
    else { return nil }
    let camera = CameraPath(frames).places
    let feet = frames.indices.map { index in
      foot(of: frames[index]).map { $0 + camera[index].y - camera[first].y }
    }
    // The picture before a cut may be another one: only what hangs together with the set counts.
    let cutBefore = frames[..<(first + 1)].lastIndex { $0.scene.isCut } ?? 0
    let cutAfter = frames[(last + 1)...].firstIndex { $0.scene.isCut } ?? frames.count
    let before = stillLevel(feet, (cutBefore..<first).reversed(), from: set.from)
    let after = stillLevel(feet, Array((last + 1)..<cutAfter), from: set.to)
    switch (before, after) {
    case (let before?, let after?):
      return abs(before - after) <= StandingFeet.sameFloor * legLength ? (before + after) / 2 : nil
    default: return before ?? after
    }
  }

  /// The nearest spell in which the feet stand still, going away from the set.
  private func stillLevel(_ feet: [Double?], _ way: [Int], from edge: Double) -> Double? {
    var run: [(time: Double, foot: Double)] = []
    for index in way {
      let time = track.frames[index].time
      guard abs(time - edge) <= StandingFeet.nearby else { break }
      guard let foot = feet[index] else {
        run = []
        continue
      }
      run.append((time, foot))
      run.removeAll { abs($0.time - time) > StandingFeet.spell + 1e-6 }
      let heights = run.map(\.foot)
      guard let first = run.first, abs(first.time - time) >= 0.9 * StandingFeet.spell,
        let range = heights.robustRange(), range <= StandingFeet.still * legLength
      else { continue }
      return heights.median()
    }
    return nil
  }

  /// The lowest foot point of somebody who stands, pixels, y up.
  private func foot(of frame: TrackedFrame) -> Double? {
    guard let pose = frame.pose else { return nil }
    let shoulders = (pose[.leftShoulder].position + pose[.rightShoulder].position) * 0.5
    let hips = (pose[.leftHip].position + pose[.rightHip].position) * 0.5
    let trunk = degrees(dy: shoulders.y - hips.y, dx: abs(hips.x - shoulders.x))
    guard StandingFeet.upright.contains(trunk),
      StandingFeet.sameSize.contains(shoulders.distance(to: hips) / torsoLength)
    else { return nil }
    let feet = Side.allCases.compactMap { side -> Double? in
      let leg = [pose[.hip(side)], pose[.knee(side)], pose[.ankle(side)]]
      let foot = [pose[.heel(side)], pose[.toe(side)]]
      let isSeen = (leg + foot).allSatisfy { $0.visibility >= BodyPath.visible }
      let isStraight =
        leg[0].position.y < leg[1].position.y
        && leg[2].position.y - leg[0].position.y >= StandingFeet.straight * legLength
      let lowest = foot.map(\.position.y).max() ?? 0
      return isSeen && isStraight && lowest < Double(track.clip.height) ? -lowest : nil
    }
    return feet.min()
  }
}
