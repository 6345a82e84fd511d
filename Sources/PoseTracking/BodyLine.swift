internal import Foundation
internal import Movement

/// The few lengths and directions of a body by which people are told apart and followed.
struct BodyLine: Sendable, Equatable {
  /// Between the joints of both sides, displayed pixels.
  var shoulders: Point
  var hips: Point
  var knees: Point

  init(shoulders: Point, hips: Point, knees: Point) {
    self.shoulders = shoulders
    self.hips = hips
    self.knees = knees
  }

  init(_ pose: Pose) {
    func middle(_ joint: (Side) -> Joint) -> Point {
      (pose[joint(.left)].position + pose[joint(.right)].position) * 0.5
    }
    shoulders = middle(Joint.shoulder)
    hips = middle(Joint.hip)
    knees = middle(Joint.knee)
  }

  /// Shoulders to hips, pixels.
  var trunkLength: Double { shoulders.distance(to: hips) }

  /// How far the line from shoulders to hips rises above the horizontal, -90 (upright) to 90 (head down), degrees.
  ///
  /// Mirrored so that the feet are on the right: lying to either side gives the same number.
  var trunkElevation: Double {
    atan2(shoulders.y - hips.y, abs(hips.x - shoulders.x)) * 180 / .pi
  }

  /// How far the thigh is turned out of line with the trunk, degrees, + above when the body lies prone.
  var thighDeviation: Double {
    let mirror: Double = hips.x >= shoulders.x ? 1 : -1
    func elevation(_ from: Point, _ to: Point) -> Double { atan2(from.y - to.y, mirror * (to.x - from.x)) * 180 / .pi }
    return (elevation(hips, knees) - elevation(shoulders, hips)).wrappedDegrees
  }

  /// How far the trunk's direction differs, 0 to 180 degrees.
  func turn(to other: BodyLine) -> Double {
    let a = hips - shoulders
    let b = other.hips - other.shoulders
    return abs(atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)) * 180 / .pi
  }

  /// Both lines lie on one body: hips together, and shoulders together or (one of both turned head to feet) opposite.
  func isSameBody(as other: BodyLine) -> Bool {
    let length = max(trunkLength, other.trunkLength)
    guard hips.distance(to: other.hips) < 0.35 * length else { return false }
    return shoulders.distance(to: other.shoulders) < 0.5 * length || turn(to: other) > 120
  }

  /// Could this body have become the other within the time? Followed bodies jump when the model takes a bystander's
  /// joints for theirs, collapse when it loses them, and turn head to feet when it mistakes the legs for arms.
  ///
  /// The limits leave room for quick walking (3 trunks a second) and for the model's own jitter.
  ///
  /// - Parameter seconds: between both, positive.
  func canBecome(_ next: BodyLine, within seconds: Double) -> Bool {
    let ratio = next.trunkLength / max(trunkLength, 1)
    return hips.distance(to: next.hips) < (0.4 + 4 * seconds) * max(trunkLength, next.trunkLength)
      && ratio > 0.45 && ratio < 2.2 && turn(to: next) < 45 + 300 * seconds
  }
}

/// Whether a body lies rather than stands, with a gap between both limits so that it does not flicker.
struct ProneState: Sendable, Equatable {
  /// Trunk elevations of every bench this exercise is done on (-35 to 65 degrees), with room for the model's errors.
  private static let entering = -45.0...75.0
  private static let staying = -55.0...80.0

  private(set) var isProne = false

  mutating func update(trunkElevation: Double) {
    isProne = (isProne ? Self.staying : Self.entering).contains(trunkElevation)
  }
}
