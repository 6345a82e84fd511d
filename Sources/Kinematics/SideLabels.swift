import Movement

/// In side view the model mistakes the left leg for the right one now and then, and back.
///
/// A joint does not leap across the body from frame to frame, so the labels of a frame are swapped where that makes
/// the whole leg (or the shoulders with the head) go on from where it was.
struct SideLabels: Sendable {
  /// For every frame: hip, knee, ankle, heel and toe carry each other's label.
  let legsSwapped: [Bool]
  /// For every frame: shoulder, elbow, wrist and ear carry each other's label.
  let armsSwapped: [Bool]

  init(_ frames: [TrackedFrame]) {
    legsSwapped = SideLabels.swaps(frames, following: [.leftKnee, .leftAnkle], and: [.rightKnee, .rightAnkle])
    armsSwapped = SideLabels.swaps(
      frames, following: [.leftShoulder, .leftElbow], and: [.rightShoulder, .rightElbow])
  }

  /// The landmark of `joint` in a frame, labels put right.
  func landmark(_ part: BodyPart, near: Side, in pose: Pose, frame: Int) -> Landmark {
    let swapped = part.isLeg ? legsSwapped[frame] : armsSwapped[frame]
    return pose[part.joint(near: swapped ? near.other : near)]
  }

  private static func swaps(_ frames: [TrackedFrame], following left: [Joint], and right: [Joint]) -> [Bool] {
    var swapped = [Bool](repeating: false, count: frames.count)
    var last: (left: [Point], right: [Point], time: Double)?
    for (index, frame) in frames.enumerated() {
      guard let pose = frame.pose else { continue }
      let lefts = left.map { pose[$0].position }
      let rights = right.map { pose[$0].position }
      let scale = max(
        pose[.leftShoulder].position.distance(to: pose[.leftHip].position),
        pose[.rightShoulder].position.distance(to: pose[.rightHip].position))
      if let last, frame.time - last.time <= longestMemory {
        let asLabelled = way(last.left, lefts) + way(last.right, rights)
        let exchanged = way(last.left, rights) + way(last.right, lefts)
        swapped[index] = exchanged < asLabelled / 2 && asLabelled - exchanged > leap * scale
      }
      last = swapped[index] ? (rights, lefts, frame.time) : (lefts, rights, frame.time)
    }
    // Continuity cannot tell which of the two exchanged spells is the true one: the labels of most frames stand.
    let known = frames.indices.filter { frames[$0].pose != nil }
    if known.lazy.filter({ swapped[$0] }).count * 2 > known.count {
      for index in known { swapped[index].toggle() }
    }
    return swapped
  }

  private static func way(_ a: [Point], _ b: [Point]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  /// After half a second out of sight, where a joint was says nothing about where it is.
  private static let longestMemory = 0.5
  /// The labels are touched only if that saves this much of the torso's length: legs side by side stay as labelled.
  private static let leap = 0.3
}
