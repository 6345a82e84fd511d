import Crypto
import Foundation
import Movement

@testable import PoseTracking

/// What the reference saw in a clip: written by `Scripts/compare-reference --update`.
struct Golden: Decodable {
  struct Reading: Decodable {
    var frame: Int
    /// x, y, side, rotation.
    var region: [Double]
    /// x, y, visibility.
    var landmarks: [[Double]]
  }

  struct Detection: Decodable {
    var frame: Int
    var score: Double
    var hips: [Double]
    var top: [Double]
  }

  /// Shoulders, hips, knees, ankles: the joints that angles are made of.
  static let joints: [Joint] = [
    .leftShoulder, .rightShoulder, .leftHip, .rightHip, .leftKnee, .rightKnee, .leftAnkle, .rightAnkle,
  ]

  var sha256: String
  var joints: [[[Double]]?]
  var readings: [Reading]
  var detections: [Detection]

  init(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/\(name).json")
    self = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }

  /// The golden is of these very bytes.
  func isOf(_ clip: String) throws -> Bool {
    let data = try Data(contentsOf: URL(filePath: clip))
    return SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined() == sha256
  }
}

/// Distances in percent of the reference's torso.
struct Deviations {
  private var values: [Double] = []

  /// - Parameter theirs: places of ``Golden/joints``.
  mutating func add(_ pose: Pose, theirs: [[Double]]) {
    let places = theirs.map { Point(x: $0[0], y: $0[1]) }
    let torso = ((places[0] + places[1]) * 0.5).distance(to: (places[2] + places[3]) * 0.5)
    values += zip(Golden.joints, places).map { pose[$0].position.distance(to: $1) / torso * 100 }
  }

  mutating func add(percent: Double) { values.append(percent) }

  func percentile(_ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .infinity : sorted[Int((share * Double(sorted.count - 1)).rounded())]
  }
}
