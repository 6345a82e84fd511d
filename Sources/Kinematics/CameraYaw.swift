import Foundation
public import Movement

/// How far the camera was turned out of the side view of somebody who lies prone.
///
/// Two things in the poses tell, each by itself and neither well. The model guesses the depth of every joint, so the
/// plane in which the torso lies and the legs swing shows its slope toward the camera; and the far shoulder and hip
/// appear beside the near ones. Both are straight lines in the tangent of the yaw, fitted on rendered bodies that are
/// seen from -35° to 50° (`Docs/capture.md` has the errors; bodies left out of the fit do as well).
public enum CameraYaw {
  /// Half the 90 % interval, degrees.
  public static let uncertainty = 9.0
  /// Degrees between the two signs beyond which neither is believed: on 65 rendered clips they differ by 16° at most.
  private static let largestDiscord = 25.0

  /// Degrees, + where the camera stood on the head's side; `nil`: the two signs disagree, or nothing is to be seen.
  ///
  /// - Parameters:
  ///   - poses: of somebody lying prone; the more of a rep they show the better.
  ///   - near: the side toward the camera.
  ///   - roll: of the camera, degrees, + clockwise; unknown counts as level.
  public static func measure(_ poses: [Pose], near: Side, roll: Double?) -> Double? {
    let bodies = poses.map { LeveledBody($0, near: near, roll: roll ?? 0) }
    guard let torso = bodies.map(\.trunk.length).median(), torso > 0,
      let headward = bodies.map(\.trunk.x).median(), headward != 0,
      let slope = depthSlope(bodies), let farX = bodies.map(\.farSide.x).median()
    else { return nil }
    let side: Double = headward > 0 ? 1 : -1
    let beside = farX * side / torso
    let nearing = -slope * side
    let fromDepth = angle(0.52 * nearing - 0.14)
    let fromPairs = angle(4.07 * beside - 0.03)
    return abs(fromDepth - fromPairs) > largestDiscord ? nil : angle(0.94 * beside + 0.40 * nearing - 0.12)
  }

  private static func angle(_ tangent: Double) -> Double { degrees(dy: tangent, dx: 1) }

  /// How much farther away a point of the body's middle plane lies for each pixel to the right; `nil`: nothing to see.
  ///
  /// Least squares of depth = a x + b y over shoulders, knees and ankles, seen from the hips.
  private static func depthSlope(_ bodies: [LeveledBody]) -> Double? {
    var (xx, xy, yy, xz, yz) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for body in bodies {
      for way in [body.trunk, body.thigh, body.leg] {
        xx += way.x * way.x
        xy += way.x * way.y
        yy += way.y * way.y
        xz += way.x * way.depth
        yz += way.y * way.depth
      }
    }
    // Where all lies in one line there is no plane, and the line's own slope is taken.
    let determinant = xx * yy - xy * xy
    guard xx > 0 else { return nil }
    return determinant > 0.01 * xx * yy ? (xz * yy - yz * xy) / determinant : xz / xx
  }
}

/// What one pose says of the view, turned so that the picture of a tilted camera is level.
private struct LeveledBody {
  /// From the middle of the hips to the middle of the shoulders, knees and ankles: labels do not matter.
  let trunk: Way
  let thigh: Way
  let leg: Way
  /// From the near shoulder and hip to the far ones, mean.
  let farSide: Way

  init(_ pose: Pose, near: Side, roll: Double) {
    func way(_ a: Joint, _ b: Joint) -> Way { Way(from: pose[a], to: pose[b]).turnedClockwise(by: roll) }
    func middle(_ joint: (Side) -> Joint) -> Way {
      (way(.hip(near), joint(near)) + way(.hip(near.other), joint(near.other))) * 0.5
    }
    trunk = middle(Joint.shoulder)
    thigh = middle(Joint.knee)
    leg = middle(Joint.ankle)
    farSide = (way(.shoulder(near), .shoulder(near.other)) + way(.hip(near), .hip(near.other))) * 0.5
  }
}

/// From one landmark to another: pixels, x to the right, y *up*, depth away from the camera.
private struct Way {
  var x: Double
  var y: Double
  var depth: Double

  init(x: Double, y: Double, depth: Double) {
    self.x = x
    self.y = y
    self.depth = depth
  }

  init(from a: Landmark, to b: Landmark) {
    self.init(x: b.position.x - a.position.x, y: a.position.y - b.position.y, depth: b.depth - a.depth)
  }

  var length: Double { (x * x + y * y).squareRoot() }

  func turnedClockwise(by angle: Double) -> Way {
    let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
    return Way(x: cosine * x + sine * y, y: cosine * y - sine * x, depth: depth)
  }

  static func + (a: Way, b: Way) -> Way { Way(x: a.x + b.x, y: a.y + b.y, depth: a.depth + b.depth) }
  static func * (a: Way, k: Double) -> Way { Way(x: a.x * k, y: a.y * k, depth: a.depth * k) }
}
