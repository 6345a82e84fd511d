public import Movement

/// A joint as the rules speak of it: on the side of the body nearer to the camera, or on the far side.
public enum BodyPart: Int, Sendable, Hashable, CaseIterable {
  case nose, ear, shoulder, elbow, wrist, hip, knee, ankle, heel, toe
  case farShoulder, farElbow, farWrist, farHip, farKnee, farAnkle, farHeel, farToe

  /// Parts of the head and arms follow the shoulders when labels are put right, the others follow the legs.
  var isLeg: Bool {
    switch self {
    case .hip, .knee, .ankle, .heel, .toe, .farHip, .farKnee, .farAnkle, .farHeel, .farToe: true
    default: false
    }
  }

  /// The landmark that shows this part when `near` is the side toward the camera.
  func joint(near: Side) -> Joint {
    switch self {
    case .nose: .nose
    case .ear: .ear(near)
    case .shoulder: .shoulder(near)
    case .elbow: near == .left ? .leftElbow : .rightElbow
    case .wrist: near == .left ? .leftWrist : .rightWrist
    case .hip: .hip(near)
    case .knee: .knee(near)
    case .ankle: .ankle(near)
    case .heel: .heel(near)
    case .toe: .toe(near)
    case .farShoulder: .shoulder(near.other)
    case .farElbow: near == .left ? .rightElbow : .leftElbow
    case .farWrist: near == .left ? .rightWrist : .leftWrist
    case .farHip: .hip(near.other)
    case .farKnee: .knee(near.other)
    case .farAnkle: .ankle(near.other)
    case .farHeel: .heel(near.other)
    case .farToe: .toe(near.other)
    }
  }
}

/// Where one body part was, on the grid of the set.
///
/// Pixels, x toward the feet, y *up*: the picture is mirrored where needed, so that the head is at -x. NaN: missing.
public struct PartPath: Sendable, Equatable {
  public var x: [Double]
  public var y: [Double]
  /// 0 to 1; 0 where the athlete was not found.
  public var visibility: [Double]

  /// Where it was at one sample; NaN: missing.
  public func place(_ sample: Int) -> Point { Point(x: x[sample], y: y[sample]) }

  /// The share of the samples in which the part is less visible than `threshold`.
  public func hiddenShare(in range: ClosedRange<Int>, below threshold: Double) -> Double {
    let hidden = visibility[range].lazy.filter { $0 < threshold }.count
    return Double(hidden) / Double(range.count)
  }

  /// Elevation of the line to another part over the horizontal, degrees, + upward.
  func elevation(to other: PartPath) -> [Double] {
    x.indices.map { degrees(dy: other.y[$0] - y[$0], dx: other.x[$0] - x[$0]) }
  }

  func distances(to other: PartPath) -> [Double] {
    x.indices.map { place($0).distance(to: other.place($0)) }
  }
}
