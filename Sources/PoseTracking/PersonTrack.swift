internal import Imaging
internal import Movement

/// One person's poses in one frame after the other.
struct Sighting: Sendable, Equatable {
  /// Index of the decoded frame.
  var frame: Int
  /// Seconds from the start of the clip.
  var time: Double
  var pose: Pose
  /// Lay prone, with what went before taken into account.
  var isProne: Bool
}

/// Follows one person: where to look next, what was seen, whether the person is still there.
///
/// Pure: it is told what the model read, and never sees a picture.
struct PersonTrack: Sendable {
  enum State: Sendable, Equatable {
    /// Seen when last looked at (or about to be looked at for the first time).
    case followed
    /// Not seen since; still looked for at the old place.
    case missing(since: Double)
    /// Given up until a detection falls on the old place.
    case lost(since: Double)
    /// The same body as another track.
    case merged
  }

  /// A missing person is looked for at the old place for this long, seconds.
  private static let patience = 0.5

  /// Tracks are numbered in the order in which they began.
  let number: Int
  private(set) var state: State = .followed
  private(set) var region: Region
  private(set) var sightings: [Sighting] = []
  private(set) var prone = ProneState()
  private var smoother = RegionSmoother()
  /// Where the face was in all sightings.
  var face: FacePath { sightings.reduce(into: FacePath()) { $0.append($1.pose, at: $1.time) } }
  /// How often the person was lost and found again.
  private(set) var redetections = 0
  /// Time of the last frame in which the person was looked for.
  var lastLook = -Double.infinity
  /// A detection gave the region at this time: the first reading of it need not follow from the last one.
  private var detectedAt: Double?

  init(number: Int, region: Region, detectedAt time: Double) {
    self.number = number
    self.region = region
    detectedAt = time
    // The model's square stands the body upright: a quarter turn of it is a lying body.
    prone.update(trunkElevation: region.trunkElevation)
  }

  var isLiving: Bool {
    switch state {
    case .followed, .missing: true
    case .lost, .merged: false
    }
  }

  var isFollowed: Bool { state == .followed }

  /// The region comes from a detection and was not read yet.
  var awaitsFirstReading: Bool { isLiving && detectedAt != nil }

  /// In how many sightings the person lay.
  var proneSightings: Int { sightings.reduce(0) { $0 + ($1.isProne ? 1 : 0) } }

  /// Takes what the model read in a frame in which the person was looked for; `nil`: nobody.
  mutating func take(_ reading: BodyReading?, frame: Int, time: Double) {
    guard isLiving else { return }
    let isFirst = detectedAt.map { time >= $0 } ?? false
    if isFirst { detectedAt = nil }
    guard let reading, isFirst || follows(reading, at: time) else {
      switch state {
      case .followed: state = sightings.isEmpty ? .lost(since: time) : .missing(since: time)
      case .missing(let since) where time - since > Self.patience: state = .lost(since: since)
      default: break
      }
      return
    }
    if case .missing = state {
      redetections += 1
      smoother = RegionSmoother()
    }
    state = .followed
    region = smoother.region(hips: reading.hips, top: reading.top, at: time)
    prone.update(trunkElevation: BodyLine(reading.pose).trunkElevation)
    sightings.append(Sighting(frame: frame, time: time, pose: reading.pose, isProne: prone.isProne))
  }

  private func follows(_ reading: BodyReading, at time: Double) -> Bool {
    guard let last = sightings.last else { return true }
    return BodyLine(last.pose).canBecome(BodyLine(reading.pose), within: time - last.time)
  }

  /// The detection is of this person.
  func claims(_ detected: Region, at time: Double) -> Bool {
    let distance = region.centre.distance(to: detected.centre) / min(region.side, detected.side)
    let turn = region.turn(to: detected)
    let ratio = detected.side / region.side
    guard turn < .pi / 3, ratio > 0.5, ratio < 2 else { return false }
    switch state {
    case .followed: return distance < 0.12
    case .missing: return distance < 0.2
    // Who lies on a bench is found there again; who walks is soon somewhere else.
    case .lost(let since): return distance < 0.2 && (prone.isProne || time - since < 2)
    case .merged: return false
    }
  }

  /// A detection has found the missing person at a place.
  mutating func resume(at detected: Region, time: Double) {
    guard !isFollowed, state != .merged else { return }
    region = detected
    detectedAt = time
    if case .lost = state { state = .missing(since: time) }
  }

  mutating func merge() { state = .merged }
}

extension Region {
  /// The trunk elevation of a body that stands upright in this square, degrees: see ``BodyLine/trunkElevation``.
  fileprivate var trunkElevation: Double {
    let down = displayFromUnit
    let middle = down(Point(x: 0.5, y: 0.5))
    return BodyLine(shoulders: down(Point(x: 0.5, y: 0)), hips: middle, knees: middle).trunkElevation
  }

  /// The body that stands upright in this square lies in the picture.
  var showsLying: Bool {
    var state = ProneState()
    state.update(trunkElevation: trunkElevation)
    return state.isProne
  }
}
