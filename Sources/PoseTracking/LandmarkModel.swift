internal import Foundation
internal import Imaging
internal import Movement

/// What the landmark model says of one region.
struct BodyReading: Sendable, Equatable {
  var pose: Pose
  /// The two points that the next frame's region is made of: see ``Region/init(hips:top:)``.
  var hips: Point
  var top: Point
}

/// The BlazePose landmark model "full" on one body's region.
///
/// Source of the facts about input and output: MediaPipe 0.10.21, `PoseLandmarkByRoiCpu`,
/// `TensorsToPoseLandmarksAndSegmentation`, `LandmarkProjectionCalculator`, `PoseLandmarksToRoi`.
final class LandmarkModel {
  static let inputSize = 256
  /// Landmarks, presence, heatmap. Segmentation and world landmarks are not used and so not computed.
  static let outputs = ["Identity", "Identity_1", "Identity_3"]
  /// Presence from which the reference takes the region to hold a person.
  static let presenceThreshold = 0.5
  /// 33 joints, then the middle of the hips and a point on the circle about the body, then four that nobody uses.
  private static let landmarkCount = 39

  private let inference: Inference
  private let refinesFromHeatmap: Bool
  private var region: Region?

  /// - Parameter refinesFromHeatmap: as the reference does; `false` only for tests that must see the difference.
  init(_ inference: Inference, refinesFromHeatmap: Bool = true) {
    self.inference = inference
    self.refinesFromHeatmap = refinesFromHeatmap
  }

  /// Starts to look at a body; beyond the picture its edge goes on.
  func start(_ picture: Picture, region: Region) throws(PoseTrackingError) {
    picture.sample(
      into: inference.input, width: Self.inputSize, height: Self.inputSize,
      displayFromTensor: region.displayFromTensor(size: Self.inputSize), border: .replicate)
    try inference.start()
    self.region = region
  }

  /// Waits for what was started; `nil`: no person in the region.
  ///
  /// - Precondition: ``start(_:region:)`` was called before.
  func finish() throws(PoseTrackingError) -> BodyReading? {
    guard let region else { preconditionFailure("finish() before start()") }
    self.region = nil
    try inference.wait()
    let presence = Double(inference.output(1)[0])
    guard presence >= Self.presenceThreshold else { return nil }

    let values = inference.output(0)
    precondition(values.count == Self.landmarkCount * 5)
    guard values.allSatisfy(\.isFinite) else { return nil }
    let size = Double(Self.inputSize)
    var places = (0..<Self.landmarkCount).map {
      Point(x: Double(values[$0 * 5]) / size, y: Double(values[$0 * 5 + 1]) / size)
    }
    if refinesFromHeatmap { Heatmap(inference.output(2), channels: Self.landmarkCount).refine(&places) }

    let map = region.displayFromUnit
    let landmarks = Joint.allCases.map { joint in
      let index = joint.rawValue
      return Landmark(
        position: map(places[index]), depth: Double(values[index * 5 + 2]) / size * region.side,
        visibility: 1 / (1 + exp(-Double(values[index * 5 + 3]))))
    }
    return BodyReading(
      pose: Pose(landmarks: landmarks, presence: presence),
      hips: map(places[33]), top: map(places[34]))
  }
}
