public import Movement

/// Which landmark shows which part of the body in every frame of a track: what a drawing needs to follow the same leg
/// as the signals do.
public struct BodySides: Sendable {
  /// The side toward the camera, one for the whole clip.
  public let near: Side
  private let labels: SideLabels
  /// For every frame: the near leg is hidden, and the far one stands for it.
  private let isLegExchanged: [Bool]

  /// - Parameters:
  ///   - frames: all frames of the track.
  ///   - set: when the set was done, seconds; getting on and off says nothing about the side. `nil`: the whole clip.
  public init(_ frames: [TrackedFrame], set: TimeSpan?) {
    let labels = SideLabels(frames)
    // Frames outside are emptied, not removed: the labels go by index.
    let ofSet = frames.map { frame in
      var frame = frame
      if let set, frame.time < set.from || frame.time > set.to { frame.pose = nil }
      return frame
    }
    let near = BodyPath.nearSide(ofSet, labels: labels)
    self.near = near
    self.labels = labels
    isLegExchanged = frames.indices.map { BodyPath.isNearLegLost(frames[$0].pose, labels, near: near, frame: $0) }
  }

  /// The landmark of a part in the pose of one frame, labels put right.
  public func landmark(_ part: BodyPart, in pose: Pose, frame: Int) -> Landmark {
    let side = part.isLeg && isLegExchanged[frame] ? near.other : near
    return labels.landmark(part, near: side, in: pose, frame: frame)
  }
}
