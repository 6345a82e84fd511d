import Foundation
import Imaging
import Movement

@testable import PoseTracking

/// A body made of a few lines, to be followed without pictures.
struct Body {
  var hips = Point(x: 400, y: 300)
  var trunk = 100.0
  /// Of the line from shoulders to hips above the horizontal; the head is on the left.
  var elevation = 0.0
  /// Of the thighs above the line of the trunk.
  var thigh = 0.0

  static let standing = Body(elevation: -90)
  static let prone = Body()

  func pose(presence: Double = 0.99) -> Pose {
    func along(_ degrees: Double, _ length: Double) -> Point {
      Point(x: cos(degrees * .pi / 180) * length, y: -sin(degrees * .pi / 180) * length)
    }
    let shoulders = hips - along(elevation, trunk)
    let head = hips - along(elevation, trunk * 1.3)
    let knees = hips + along(elevation + thigh, trunk * 0.8)
    let feet = hips + along(elevation + thigh, trunk * 1.6)
    let landmarks = Joint.allCases.map { joint in
      let place =
        switch joint {
        case .leftHip, .rightHip: hips
        case .leftKnee, .rightKnee: knees
        case .leftAnkle, .rightAnkle, .leftHeel, .rightHeel, .leftFootIndex, .rightFootIndex: feet
        case .leftShoulder, .rightShoulder, .leftElbow, .rightElbow: shoulders
        default: head
        }
      return Landmark(position: place, depth: 0, visibility: 1)
    }
    return Pose(landmarks: landmarks, presence: presence)
  }

  func reading(presence: Double = 0.99) -> BodyReading {
    let pose = pose(presence: presence)
    let line = BodyLine(pose)
    return BodyReading(pose: pose, hips: hips, top: hips + (line.shoulders - hips) * 2)
  }

  var region: Region {
    let reading = reading()
    return Region(hips: reading.hips, top: reading.top)
  }
}

extension PersonTrack {
  /// A track of a body seen in frames 1/30 s apart.
  init(number: Int = 0, frames: Range<Int>, presence: Double = 0.99, body: (Double) -> Body) {
    let start = Double(frames.lowerBound) / 30
    self.init(number: number, region: body(start).region, detectedAt: start)
    for frame in frames {
      let time = Double(frame) / 30
      take(body(time).reading(presence: presence), frame: frame, time: time)
    }
  }
}
