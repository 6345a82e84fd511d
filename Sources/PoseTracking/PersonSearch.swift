internal import Imaging
internal import Movement

/// Looks for people in the picture turned by quarters: the detector knows upright people best, and the athlete lies.
///
/// While nobody who lies is known, it also looks at enlarged parts, because the athlete may be small. Not always: seen
/// so near, feet and folded towels pass for people.
final class PersonSearch {
  private static let partCount = 3
  /// As they are and turned once: a part costs as much as the whole picture.
  private static let partTurns = 0..<2

  private let detectors: [PersonDetector]

  init(models: PoseModels) throws(PoseTrackingError) {
    var made: [PersonDetector] = []
    for _ in 0..<Self.partCount * Self.partTurns.count { made.append(try models.makeDetector()) }
    detectors = made
  }

  /// Everyone once: who is seen with the whole picture upright as seen there (so does the reference), then who is seen
  /// only with it turned, then who is seen only in a part of it; the surest first within a look.
  ///
  /// - Parameter knowsWhoLies: somebody who lies is followed already.
  func people(in picture: Picture, knowsWhoLies: Bool) throws(PoseTrackingError) -> [Detection] {
    let whole = (0..<4).map { Region.whole(of: picture.geometry, quarterTurns: $0) }
    let found = Self.merged(try look(at: whole, of: picture))
    if knowsWhoLies || found.contains(where: \.region.showsLying) { return found }
    return Self.merged(found + (try look(at: Self.parts(of: picture.geometry), of: picture)))
  }

  private func look(at regions: [Region], of picture: Picture) throws(PoseTrackingError) -> [Detection] {
    for (region, detector) in zip(regions, detectors) { try detector.start(picture, region: region) }
    var found: [Detection] = []
    for detector in detectors.prefix(regions.count) { found += try detector.finish() }
    return found
  }

  /// Overlapping squares along the long side of the picture.
  private static func parts(of geometry: DisplayGeometry) -> [Region] {
    let width = Double(geometry.displayWidth)
    let height = Double(geometry.displayHeight)
    // Of a picture that is nearly square, parts smaller than its short side.
    let side = min(min(width, height), 0.7 * max(width, height))
    return (0..<partCount).flatMap { part in
      let along = side / 2 + Double(part) / Double(partCount - 1) * (max(width, height) - side)
      let centre = width >= height ? Point(x: along, y: height / 2) : Point(x: width / 2, y: along)
      return partTurns.map { Region(centre: centre, side: side, rotation: Double($0) * .pi / 2) }
    }
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
