public import Imaging
public import Movement

/// What tracking found in a whole clip.
public struct AthleteTrack: Sendable, Equatable {
  /// Who the athlete is; `nil`: no person was found at all.
  public var choice: AthleteChoice?
  /// One for each frame that was given to the tracker; `nil`: the athlete was not found in it, or (upright, among
  /// others) not looked for: a person who stands is looked at six times a second.
  public var poses: [Pose?]
  /// The faces of everyone who was followed, the athlete's among them: also of what may be no person at all.
  public var faces: [FacePath] = []
}

/// Finds everyone in a clip, follows them in one pass, and says at the end who the athlete is and where the joints are.
///
/// Give it every frame in order with ``advance(_:at:)``, then ask ``finish(person:)``. Pictures are read inside the
/// call and never kept; what stays is about a kilobyte for each pose.
///
/// The region in which a person is looked for comes from the poses two frames back, so that two inferences may be under
/// way at once. This lag does not depend on how many really are: the result is the same to the bit for any number of
/// streams. ``advance(_:at:)`` returns while the inference of its frame still runs, and waits for the frame two back.
public struct AthleteTracker: ~Copyable {
  /// Frames between a pose and the region that is made of it.
  private static let lag = 2
  /// Seconds between two looks at a person who stands: a gap short enough for filters to bridge.
  private static let uprightInterval = 0.16
  /// Seconds between two searches of the whole picture: while people are followed, and while someone is missing.
  private static let calmSearchInterval = 1.0
  private static let urgentSearchInterval = 0.2
  /// People followed at once; who stands leaves room for who lies.
  private static let uprightLimit = 4
  private static let livingLimit = 6

  /// An inference under way.
  private struct Look {
    let track: Int
    let frame: Int
    let model: LandmarkModel
  }

  private let models: PoseModels
  private let search: PersonSearch
  private var idleModels: [LandmarkModel] = []
  private var looks: [Look] = []
  private var tracks: [PersonTrack] = []
  private var times: [Double] = []
  private var lastSearch = -Double.infinity
  private var someoneJustMissed = false

  /// - Throws: ``PoseTrackingError/inferenceFailed(reason:)``.
  public init(models: PoseModels) throws(PoseTrackingError) {
    self.models = models
    search = try PersonSearch(models: models)
  }

  /// Looks at the next frame.
  ///
  /// - Parameters:
  ///   - picture: is read before this returns.
  ///   - time: seconds from the start of the clip, later than the frame before.
  /// - Throws: ``PoseTrackingError/inferenceFailed(reason:)``; then the tracker must not be used any more.
  public mutating func advance(_ picture: Picture, at time: Double) throws(PoseTrackingError) {
    precondition(times.last.map { $0 < time } ?? true, "frame at \(time) s after one at \(times.last ?? 0) s")
    times.append(time)
    let frame = times.count - 1
    try collect { look, _ in look.frame <= frame - Self.lag }
    if isSearchDue(at: time) { try searchForPeople(picture, at: time) }
    for index in tracks.indices where isLookDue(at: tracks[index], time: time) {
      guard tracks[index].region.isUsable(in: picture.geometry) else {
        tracks[index].take(nil, frame: frame, time: time)
        continue
      }
      let model = if let idle = idleModels.popLast() { idle } else { try models.makeLandmarkModel() }
      try model.start(picture, region: tracks[index].region)
      looks.append(Look(track: index, frame: frame, model: model))
      tracks[index].lastLook = time
    }
    // A detection's region is rough: what is read in it makes a better one for the very next frame.
    try collect { look, track in track.awaitsFirstReading }
  }

  /// Waits for the last frames and chooses the athlete.
  ///
  /// - Parameter person: the athlete is the N-th person from the left, 1 the leftmost; `nil`: choose.
  ///   Where fewer people were seen, the choice is `.user` and all poses are missing.
  /// - Throws: ``PoseTrackingError/inferenceFailed(reason:)``.
  public consuming func finish(person: Int? = nil) throws(PoseTrackingError) -> AthleteTrack {
    try collect { _, _ in true }
    var athlete = AthleteChooser(tracks: tracks, times: times).choose(person: person)
    athlete.faces = tracks.map(\.face).filter { !$0.isEmpty }
    return athlete
  }

  // MARK: - Readings

  /// Waits for the readings that are wanted and takes them in the order in which they were asked for.
  private mutating func collect(_ isWanted: (Look, PersonTrack) -> Bool) throws(PoseTrackingError) {
    let wanted = looks.map { isWanted($0, tracks[$0.track]) }
    var waiting: [Look] = []
    for (look, isWanted) in zip(looks, wanted) {
      guard isWanted else {
        waiting.append(look)
        continue
      }
      let reading = try look.model.finish()
      idleModels.append(look.model)
      let wasFollowed = tracks[look.track].isFollowed
      tracks[look.track].take(reading, frame: look.frame, time: times[look.frame])
      if wasFollowed, !tracks[look.track].isFollowed { someoneJustMissed = true }
    }
    looks = waiting
    mergeDuplicates()
  }

  /// Of two living tracks on one body the one that lay longer stays, then the elder.
  private mutating func mergeDuplicates() {
    let living = tracks.indices.filter { tracks[$0].isFollowed && !tracks[$0].sightings.isEmpty }
    guard living.count > 1 else { return }
    for (position, elder) in living.enumerated() {
      for younger in living[(position + 1)...] {
        guard tracks[elder].isFollowed, tracks[younger].isFollowed,
          let one = tracks[elder].sightings.last, let other = tracks[younger].sightings.last,
          abs(one.time - other.time) <= Self.uprightInterval * 1.5,
          BodyLine(one.pose).isSameBody(as: BodyLine(other.pose))
        else { continue }
        let youngerLayLonger = tracks[younger].proneSightings > tracks[elder].proneSightings
        tracks[youngerLayLonger ? elder : younger].merge()
      }
    }
  }

  // MARK: - When to look

  private func isLookDue(at track: PersonTrack, time: Double) -> Bool {
    guard track.isLiving else { return false }
    let isOnlyOne = tracks.lazy.filter(\.isLiving).count == 1
    return track.prone.isProne || isOnlyOne || time - track.lastLook >= Self.uprightInterval
  }

  private mutating func isSearchDue(at time: Double) -> Bool {
    defer { someoneJustMissed = false }
    let isUrgent = !tracks.contains(where: \.isFollowed) || tracks.contains { $0.isLiving && !$0.isFollowed }
    let since = time - lastSearch
    return someoneJustMissed || since >= (isUrgent ? Self.urgentSearchInterval : Self.calmSearchInterval)
  }

  private mutating func searchForPeople(_ picture: Picture, at time: Double) throws(PoseTrackingError) {
    lastSearch = time
    let knowsWhoLies = tracks.contains { $0.isFollowed && $0.prone.isProne }
    for detection in try search.people(in: picture, knowsWhoLies: knowsWhoLies) {
      let region = detection.region
      guard region.isUsable(in: picture.geometry) else { continue }
      let claims = tracks.indices.filter { tracks[$0].claims(region, at: time) }
      // Who is followed or missing comes before who was given up; then the nearest.
      let owner = claims.min {
        let a = tracks[$0]
        let b = tracks[$1]
        if a.isLiving != b.isLiving { return a.isLiving }
        return a.region.centre.distance(to: region.centre) < b.region.centre.distance(to: region.centre)
      }
      if let owner {
        tracks[owner].resume(at: region, time: time)
      } else {
        begin(PersonTrack(number: tracks.count, region: region, detectedAt: time))
      }
    }
  }

  private mutating func begin(_ track: PersonTrack) {
    let living = tracks.filter(\.isLiving)
    guard living.count < Self.livingLimit else { return }
    guard track.prone.isProne || living.count(where: { !$0.prone.isProne }) < Self.uprightLimit else { return }
    tracks.append(track)
  }
}
