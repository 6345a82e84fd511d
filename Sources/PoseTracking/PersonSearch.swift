internal import Imaging
internal import Movement

/// Looks for people in the whole picture, turned by quarters: the detector knows upright people best, and the athlete
/// lies.
final class PersonSearch {
  private static let quarterTurns = 0..<4

  private let detectors: [PersonDetector]

  init(models: PoseModels) throws(PoseTrackingError) {
    var made: [PersonDetector] = []
    for _ in Self.quarterTurns { made.append(try models.makeDetector()) }
    detectors = made
  }

  /// Everyone once: who is seen with the picture upright as seen there (so does the reference), then who is seen only
  /// with the picture turned; the surest first within a turn.
  func people(in picture: Picture) throws(PoseTrackingError) -> [Detection] {
    for (turns, detector) in zip(Self.quarterTurns, detectors) {
      try detector.start(picture, region: .whole(of: picture.geometry, quarterTurns: turns))
    }
    var found: [Detection] = []
    for detector in detectors { found += try detector.finish() }
    return Self.merged(found)
  }

  /// Leaves out who was seen before.
  static func merged(_ detections: [Detection]) -> [Detection] {
    detections.reduce(into: []) { kept, detection in
      if !kept.contains(where: { $0.isSamePerson(as: detection) }) { kept.append(detection) }
    }
  }
}

extension Detection {
  fileprivate func isSamePerson(as other: Detection) -> Bool {
    let here = region
    let there = other.region
    return here.centre.distance(to: there.centre) < 0.12 * min(here.side, there.side) && here.turn(to: there) < .pi / 3
  }
}
