public import Imaging
public import Movement

/// Who is seen in a single picture.
public struct Glance: Sendable, Equatable {
  /// Who lies, the largest of several; where nobody lies, the largest who does not. `nil`: nobody is seen.
  public var athlete: Pose?
  /// How many people are seen.
  public var people: Int
}

/// Looks at single pictures that have nothing to do with one another, where ``AthleteTracker`` follows people through
/// all of them.
public final class GlanceTaker {
  /// A machine or a folded towel reaches less, people stay near 1: see `AthleteChooser`.
  private static let surePresence = 0.85
  /// The detector's region is rough: what is read in it gives a better one.
  private static let readings = 2

  private let search: PersonSearch
  private let model: LandmarkModel

  /// - Throws: ``PoseTrackingError/inferenceFailed(reason:)``.
  public init(models: PoseModels) throws(PoseTrackingError) {
    search = try PersonSearch(models: models)
    model = try models.makeLandmarkModel()
  }

  /// - Parameter picture: is read before this returns.
  /// - Throws: ``PoseTrackingError/inferenceFailed(reason:)``.
  public func look(at picture: Picture) throws(PoseTrackingError) -> Glance {
    var bodies: [(pose: Pose, line: BodyLine, isLying: Bool)] = []
    for detection in try search.people(in: picture, knowsWhoLies: false) {
      guard let pose = try read(detection.region, of: picture) else { continue }
      let line = BodyLine(pose)
      guard !bodies.contains(where: { $0.line.isSameBody(as: line) || $0.pose.covers(pose) }) else { continue }
      var prone = ProneState()
      prone.update(trunkElevation: line.trunkElevation)
      bodies.append((pose, line, prone.isProne))
    }
    let athlete = bodies.max { a, b in
      a.isLying != b.isLying ? b.isLying : a.line.trunkLength < b.line.trunkLength
    }
    return Glance(athlete: athlete?.pose, people: bodies.count)
  }

  /// The body in a region; `nil`: there is none that is sure.
  private func read(_ detected: Region, of picture: Picture) throws(PoseTrackingError) -> Pose? {
    var region = detected
    var pose: Pose?
    for _ in 0..<Self.readings {
      guard region.isUsable(in: picture.geometry) else { return nil }
      try model.start(picture, region: region)
      guard let reading = try model.finish() else { return nil }
      region = Region(hips: reading.hips, top: reading.top)
      pose = reading.pose
    }
    return pose.flatMap { $0.presence >= Self.surePresence ? $0 : nil }
  }
}

extension Pose {
  /// Both boxes are nearly one: without frames before and after, a body may be read twice in quite different ways.
  fileprivate func covers(_ other: Pose) -> Bool { bodyBox.overlap(with: other.bodyBox) > 0.5 }
}
