internal import Movement

/// Chooses the athlete among everyone who was followed through the clip.
///
/// Gyms hold bystanders, mirrors and coaches, often larger, nearer to the middle and moving more than the athlete. What
/// the athlete alone does is to lie and swing the legs.
struct AthleteChooser {
  /// Who is never seen for so long without a break is no person, seconds (half the clip where that is shorter).
  private static let shortestLife = 0.5
  /// Median presence of a person. Machines and folded towels reach 0.7 now and then; people stay at 0.99.
  private static let surePresence = 0.85
  /// Who lies for less only bends down, seconds (half the clip where that is shorter).
  private static let shortestLying = 1.0
  /// A gap up to this long between two sightings counts as seen, seconds.
  private static let longestStep = 0.3
  /// Range of the thigh against the trunk from which legs swing, degrees: a third of the smallest range of a rep.
  private static let swingingRange = 20.0

  private let people: [Person]
  private let times: [Double]

  private struct Person {
    let track: PersonTrack
    /// The longest stretch in view, seconds.
    let longestStretch: Double
    /// Seconds lying.
    let lying: Double
    let presence: Double
    let meanHipX: Double
    let trunkLength: Double
    /// From the 10th to the 90th percentile of the thigh's deviation while lying (always, where nobody lies), degrees.
    let legRange: Double
  }

  init(tracks: [PersonTrack], times: [Double]) {
    self.times = times
    let duration = (times.last ?? 0) - (times.first ?? 0)
    people = tracks.map(Self.person).filter {
      !$0.track.sightings.isEmpty && $0.presence >= Self.surePresence
        && $0.longestStretch >= min(Self.shortestLife, duration / 2)
    }
  }

  func choose(person wanted: Int?) -> AthleteTrack {
    guard !people.isEmpty else { return AthleteTrack(choice: nil, poses: times.map { _ in nil }) }
    if let wanted {
      let ordered = people.sorted { $0.meanHipX < $1.meanHipX }
      return track(of: ordered.indices.contains(wanted - 1) ? ordered[wanted - 1] : nil, choice: .user)
    }
    if people.count == 1 { return track(of: people[0], choice: .only) }

    let duration = (times.last ?? 0) - (times.first ?? 0)
    let lying = people.filter { $0.lying >= min(Self.shortestLying, duration / 2) }
    if lying.count == 1 { return track(of: lying[0], choice: .prone) }
    let pool = lying.isEmpty ? people : lying
    let swinging = pool.filter { $0.legRange >= Self.swingingRange }
    // Of several who swing the longest and largest: a mirror shows the same athlete further away.
    let best = (swinging.isEmpty ? pool : swinging).max { weight($0) < weight($1) }
    return track(of: best, choice: .moving)
  }

  private func weight(_ person: Person) -> Double {
    max(person.lying, 0.1) * person.trunkLength
  }

  private func track(of person: Person?, choice: AthleteChoice.Choice) -> AthleteTrack {
    var poses: [Pose?] = times.map { _ in nil }
    var found = 0
    var last: Sighting?
    for sighting in person?.track.sightings ?? [] {
      poses[sighting.frame] = sighting.pose
      // Frames in which a standing person was not looked for count as found when both neighbours are.
      let isStep = last.map { sighting.time - $0.time <= Self.longestStep } ?? false
      found += isStep ? sighting.frame - (last?.frame ?? sighting.frame) : 1
      last = sighting
    }
    return AthleteTrack(
      choice: AthleteChoice(
        choice: choice, candidates: people.count, trackedFraction: Double(found) / Double(times.count),
        redetections: person?.track.redetections ?? 0),
      poses: poses)
  }

  private static func person(_ track: PersonTrack) -> Person {
    var stretch = 0.0
    var longest = 0.0
    var lying = 0.0
    for (last, next) in zip(track.sightings, track.sightings.dropFirst()) {
      let step = next.time - last.time
      guard step <= longestStep else {
        stretch = 0
        continue
      }
      stretch += step
      longest = max(longest, stretch)
      if next.isProne { lying += step }
    }
    let lines = track.sightings.map { (line: BodyLine($0.pose), isProne: $0.isProne) }
    let whileLying = lines.filter(\.isProne)
    let deviations = (whileLying.isEmpty ? lines : whileLying).map(\.line.thighDeviation)
    return Person(
      track: track, longestStretch: longest, lying: lying,
      presence: percentile(0.5, of: track.sightings.map(\.pose.presence)),
      meanHipX: lines.reduce(0) { $0 + $1.line.hips.x } / Double(max(1, lines.count)),
      trunkLength: percentile(0.5, of: lines.map(\.line.trunkLength)),
      legRange: percentile(0.9, of: deviations) - percentile(0.1, of: deviations))
  }

  /// The value below which a share of the values lies; 0 for none.
  private static func percentile(_ share: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[Int((share * Double(sorted.count - 1)).rounded())]
  }
}
