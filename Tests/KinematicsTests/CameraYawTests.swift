import Foundation
import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("The turn of the camera out of the side view")
struct CameraYawTests {
  /// What the tracker made of a rendered body: how far the far side appears on the head's side of the near one (share of
  /// the torso), and how much nearer a point lies for each pixel toward the head.
  struct Seen: Sendable {
    var beside: Double
    var nearing: Double
    var yaw: Double
  }

  /// Rendered clips, one a view.
  static let seen = [
    Seen(beside: -0.12, nearing: -1.07, yaw: -35), Seen(beside: -0.10, nearing: -0.32, yaw: -25),
    Seen(beside: -0.04, nearing: 0.04, yaw: -15), Seen(beside: -0.01, nearing: 0.29, yaw: 3),
    Seen(beside: 0.01, nearing: 0.48, yaw: 3), Seen(beside: 0.07, nearing: 0.59, yaw: 15),
    Seen(beside: 0.13, nearing: 1.09, yaw: 25), Seen(beside: 0.16, nearing: 1.61, yaw: 35),
  ]

  private func poses(_ seen: Seen, facing: Facing = .left, noise: Double = 0.5) -> [Pose] {
    var set = SyntheticSet(count: 2)
    set.facing = facing
    set.noise = noise
    set.depthNearing = seen.nearing
    set.farSide = Point(x: -seen.beside, y: 0.02)
    return set.render().frames.compactMap(\.pose)
  }

  private func measure(_ poses: [Pose], roll: Double? = nil, facing: Facing = .left) -> Double? {
    CameraYaw.measure(poses, near: facing == .left ? .left : .right, roll: roll)
  }

  @Test("is found within its uncertainty from what the tracker makes of a view", arguments: seen)
  func found(seen: Seen) throws {
    #expect(abs(try #require(measure(poses(seen))) - seen.yaw) <= CameraYaw.uncertainty)
  }

  @Test("does not depend on the side to which the athlete faces, nor on the size", arguments: seen)
  func mirrored(seen: Seen) throws {
    let left = try #require(measure(poses(seen, noise: 0)))
    let right = try #require(measure(poses(seen, facing: .right, noise: 0), facing: .right))
    #expect(abs(left - right) < 0.5)
    let large = poses(seen, noise: 0).map { pose in
      Pose(
        landmarks: pose.landmarks.map {
          Landmark(position: $0.position * 3, depth: $0.depth * 3, visibility: $0.visibility)
        }, presence: 1)
    }
    #expect(abs(try #require(measure(large)) - left) < 0.5)
  }

  @Test("is the same where the camera is tilted and the tilt is known", arguments: [-12.0, 12])
  func tilted(roll: Double) throws {
    let poses = poses(Self.seen[6], noise: 0)
    let level = try #require(measure(poses))
    let (sine, cosine) = (sin(roll * .pi / 180), cos(roll * .pi / 180))
    let turned = poses.map { pose in
      pose.mapPositions { Point(x: cosine * $0.x + sine * $0.y, y: cosine * $0.y - sine * $0.x) }
    }
    #expect(abs(try #require(measure(turned, roll: roll)) - level) < 1)
  }

  @Test("is unknown where depth and the far side contradict each other, and without a body")
  func unknown() {
    #expect(measure(poses(Seen(beside: 0.2, nearing: -1, yaw: 0))) == nil)
    #expect(measure([]) == nil)
    let point = Landmark(position: Point(x: 1, y: 1), depth: 0, visibility: 1)
    #expect(measure([Pose(landmarks: Array(repeating: point, count: 33), presence: 1)]) == nil)
  }
}
