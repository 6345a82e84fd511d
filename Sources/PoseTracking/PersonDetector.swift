internal import Foundation
internal import Imaging
internal import Movement

/// A body that the detector sees.
struct Detection: Sendable, Equatable {
  /// 0 to 1.
  var score: Double
  /// The middle of the hips, displayed pixels.
  var hips: Point
  /// A point on the circle about the whole body, from the hips in the direction of the head.
  var top: Point

  var region: Region { Region(hips: hips, top: top) }
}

/// The BlazePose person detector on a square part of the picture.
///
/// Source of the facts about input and output: MediaPipe 0.10.21, the options of `PoseDetectionCpu` in the expanded
/// graph and `SsdAnchorsCalculator`, `TensorsToDetectionsCalculator`, `NonMaxSuppressionCalculator`.
final class PersonDetector {
  static let inputSize = 224
  static let outputs = ["Identity", "Identity_1"]
  /// Score from which the reference takes a box for a person.
  static let scoreThreshold = 0.5

  private let inference: Inference
  private var region: Region?

  init(_ inference: Inference) {
    self.inference = inference
  }

  /// Starts to look at a part of the picture; what lies outside of the picture is black.
  func start(_ picture: Picture, region: Region) throws(PoseTrackingError) {
    picture.sample(
      into: inference.input, width: Self.inputSize, height: Self.inputSize,
      displayFromTensor: region.displayFromTensor(size: Self.inputSize), border: .zero, range: -1...1)
    try inference.start()
    self.region = region
  }

  /// Waits for what was started; the surest first, none: nobody there.
  ///
  /// - Precondition: ``start(_:region:)`` was called before.
  func finish() throws(PoseTrackingError) -> [Detection] {
    guard let region else { preconditionFailure("finish() before start()") }
    self.region = nil
    try inference.wait()
    let boxes = DetectedBox.decoded(
      coordinates: inference.output(0), scores: inference.output(1), threshold: Self.scoreThreshold)
    let map = region.displayFromUnit
    return DetectedBox.merged(boxes).map {
      Detection(score: $0.score, hips: map($0.points[0]), top: map($0.points[1]))
    }
  }
}
