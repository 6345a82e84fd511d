import Kinematics
import Movement

/// Where the floor lies under a set, or why nobody knows.
enum Floor: Sendable {
  case known(FloorLine)
  case unknown(reason: String)

  init(_ motion: SetMotion, options: AnalysisOptions) {
    let named = options.floorY.map { FloorLine(named: $0, legLength: motion.legLength) }
    guard let line = named ?? motion.standingFloor else {
      self = .unknown(
        reason: "where the floor lies is not known; name its height in the picture with --floor-y, "
          + "or film from before you lie down")
      return
    }
    guard !line.isDisproved(by: motion.legs.lowestFoot, legLength: motion.legLength) else {
      self = .unknown(
        reason: line.source == .named
          ? "the feet go lower than the floor that was named; check --floor-y"
          : "the feet go lower than where they stood, so the floor under them is not known; name it with --floor-y")
      return
    }
    self = .known(line)
  }

  var line: FloorLine? {
    switch self {
    case .known(let line): line
    case .unknown: nil
    }
  }

  var reason: String? {
    switch self {
    case .known: nil
    case .unknown(let reason): reason
    }
  }
}

/// How long the feet rest on the floor in the bottom that a rep ends in.
struct FloorContact: Sendable {
  /// The longest rest within the height that counts as contact, seconds; 0 for none.
  let longest: Double
  /// The longest one that is a contact even if the feet are higher than they look, seconds.
  let surest: Double
  /// The longest one if the feet are lower than they look, seconds.
  let likeliest: Double
  /// The longest rest; where there is none, the bottom.
  let span: TimeSpan

  /// - Parameter bottom: from coming down into the last tenth of the range to leaving it.
  init(in bottom: TimeSpan, _ motion: SetMotion, floor: FloorLine) {
    let samples = motion.timeline.range(bottom)
    func longest(below height: Double) -> Range<Int>? {
      let resting = samples.map { sample -> Double in
        let height = floor.clearance(of: motion.legs.lowestFoot[sample], legLength: motion.legLength) - height
        let isStill = abs(motion.legs.footSpeed[sample]) < FloorLine.contactSpeed * motion.legLength
        return isStill ? height : .nan
      }
      return resting.stretches { $0 < 0 }.max { $0.count < $1.count }
    }
    let step = motion.timeline.step
    let rest = longest(below: FloorLine.contactHeight)
    self.longest = Double(rest?.count ?? 0) * step
    surest = Double(longest(below: FloorLine.contactHeight - floor.uncertainty)?.count ?? 0) * step
    likeliest = Double(longest(below: FloorLine.contactHeight + floor.uncertainty)?.count ?? 0) * step
    span =
      rest.map {
        TimeSpan(
          from: motion.timeline.time(samples.lowerBound + $0.lowerBound),
          to: motion.timeline.time(samples.lowerBound + $0.upperBound - 1))
      } ?? bottom
  }
}
