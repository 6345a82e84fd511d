public import Movement

/// The athlete's body on a uniform grid, seen from the near side, head at -x, y up, camera motion taken out.
public struct BodyPath: Sendable {
  public let timeline: Timeline
  public let near: Side
  public let facing: Facing
  private let parts: [PartPath]

  public subscript(part: BodyPart) -> PartPath { parts[part.rawValue] }

  /// Gaps up to this long are interpolated, longer ones are missing.
  public static let longestGap = 0.2
  /// A landmark less visible than this is the model's guess.
  public static let visible = 0.5

  /// - Parameters:
  ///   - frames: at least two, times strictly rising, with at least one pose.
  ///   - cameraPath: where the background has moved to since the first frame, or `nil` for a camera that stands still.
  init?(frames: [TrackedFrame], cameraPath: [Point]?) {
    guard let timeline = Timeline(covering: frames.map(\.time)) else { return nil }
    let labels = SideLabels(frames)
    let near = BodyPath.nearSide(frames, labels: labels)
    let facing = BodyPath.facing(frames, labels: labels, near: near)
    self.timeline = timeline
    self.near = near
    self.facing = facing

    let times = frames.map(\.time)
    let useFarLeg = frames.indices.map { BodyPath.isNearLegLost(frames[$0].pose, labels, near: near, frame: $0) }
    parts = BodyPart.allCases.map { part in
      var path = PartPath(x: [], y: [], visibility: [])
      for (index, frame) in frames.enumerated() {
        guard let pose = frame.pose else {
          path.x.append(.nan)
          path.y.append(.nan)
          path.visibility.append(.nan)
          continue
        }
        let side = part.isLeg && useFarLeg[index] ? near.other : near
        let landmark = labels.landmark(part, near: side, in: pose, frame: index)
        let place = landmark.position - (cameraPath?[index] ?? Point(x: 0, y: 0))
        path.x.append(facing == .left ? place.x : -place.x)
        path.y.append(-place.y)
        path.visibility.append(landmark.visibility)
      }
      return path.onGrid(timeline, times: times)
    }
  }

  /// The side that is better seen over the whole set; where both are, the one with the smaller depth.
  static func nearSide(_ frames: [TrackedFrame], labels: SideLabels) -> Side {
    let parts: [BodyPart] = [.shoulder, .elbow, .hip, .knee, .ankle]
    var seen = 0.0
    var depth = 0.0
    var count = 0.0
    for (index, frame) in frames.enumerated() {
      guard let pose = frame.pose else { continue }
      for part in parts {
        let left = labels.landmark(part, near: .left, in: pose, frame: index)
        let right = labels.landmark(part, near: .right, in: pose, frame: index)
        seen += left.visibility - right.visibility
        depth += left.depth - right.depth
        count += 1
      }
    }
    guard count > 0 else { return .left }
    if abs(seen / count) > clearlyBetterSeen { return seen > 0 ? .left : .right }
    return depth <= 0 ? .left : .right
  }

  /// Below this difference of mean visibility the depth is the surer sign.
  private static let clearlyBetterSeen = 0.05

  /// The head points to where the shoulder lies as seen from the hip, in most frames.
  private static func facing(_ frames: [TrackedFrame], labels: SideLabels, near: Side) -> Facing {
    let directions = frames.enumerated().compactMap { index, frame -> Double? in
      guard let pose = frame.pose else { return nil }
      let shoulder = labels.landmark(.shoulder, near: near, in: pose, frame: index)
      let hip = labels.landmark(.hip, near: near, in: pose, frame: index)
      return hip.position.x - shoulder.position.x
    }
    return (directions.median() ?? 0) >= 0 ? .left : .right
  }

  /// The near leg is out of sight and the far one is not: a foot pad, a machine's post, a bystander.
  static func isNearLegLost(_ pose: Pose?, _ labels: SideLabels, near: Side, frame: Int) -> Bool {
    guard let pose else { return false }
    func visibility(_ side: Side) -> Double {
      let knee = labels.landmark(.knee, near: side, in: pose, frame: frame).visibility
      let hip = labels.landmark(.hip, near: side, in: pose, frame: frame).visibility
      return min(knee, hip)
    }
    return visibility(near) < visible && visibility(near.other) >= visible
  }
}

extension PartPath {
  /// The same path on the grid, leaps of single frames taken out.
  fileprivate func onGrid(_ timeline: Timeline, times: [Double]) -> PartPath {
    func place(_ values: [Double]) -> [Double] {
      let even = timeline.resample(times: times, values: values, longestGap: BodyPath.longestGap)
      // A quarter of a second of neighbours, and half a pixel that is never an outlier.
      let halfWidth = Swift.max(2, Int((0.125 / timeline.step).rounded()))
      return Filters.hampel(even, halfWidth: halfWidth, floor: 0.5)
    }
    let seen = timeline.resample(times: times, values: visibility, longestGap: BodyPath.longestGap)
    return PartPath(x: place(x), y: place(y), visibility: seen.map { $0.isNaN ? 0 : $0 })
  }
}
