import Movement

/// What the two legs and the feet do besides the hip angle, on the grid of the set. NaN: missing.
public struct LegSignals: Sendable {
  /// Elevation of the near thigh minus that of the far one, degrees below 6 Hz.
  public let spread: [Double]
  /// From ankle to ankle, in lengths of the near shank.
  public let ankleGap: [Double]
  /// The smaller visibility of the far knee and the far ankle, 0 to 1.
  public let farVisibility: [Double]
  /// Length of the near shank as a share of its median: a bone keeps its length, a lost ankle does not.
  public let shankShare: [Double]
  /// Angle between knee, ankle and toe of the near foot, degrees: 180 with the foot in line with the shank.
  public let footAngle: [Double]
  /// From the near ankle to the near toe, pixels.
  public let footLength: [Double]
  /// Height of the lowest foot point, pixels, y up, below 6 Hz: near heel and toe, and the far ones where they are seen.
  public let lowestFoot: [Double]
  /// Slope of `lowestFoot` over 0.1 s on each side, pixels a second.
  public let footSpeed: [Double]
  /// The near foot lies inside the picture.
  public let isFootInPicture: [Bool]

  /// Below this visibility a far joint is hidden, and where it is said to be is a guess.
  ///
  /// On clips of legs that move apart the far knee gets .6 and more in nine of ten frames with 10° between the thighs
  /// (median .78), the ankle .8; with the legs together both stay below in most frames: .16-.46 and .18-.62.
  public static let farSeen = 0.6

  /// - Parameters:
  ///   - frames: those that `body` was made of.
  ///   - clip: whose picture they show.
  init(_ body: BodyPath, frames: [TrackedFrame], clip: ClipFacts) {
    let timeline = body.timeline
    func smooth(_ values: [Double]) -> [Double] { Filters.lowPass(values, cutOff: 6, rate: timeline.rate) }
    let near = body[.hip].elevation(to: body[.knee])
    let far = body[.farHip].elevation(to: body[.farKnee])
    spread = smooth(zip(near, far).map { ($0 - $1).wrappedDegrees })
    let shanks = body[.knee].distances(to: body[.ankle])
    let shank = shanks.median().flatMap { $0 > 0 ? $0 : nil } ?? .nan
    shankShare = shanks.map { $0 / shank }
    ankleGap = smooth(body[.ankle].distances(to: body[.farAnkle]).map { $0 / shank })
    farVisibility = zip(body[.farKnee].visibility, body[.farAnkle].visibility).map { min($0, $1) }
    footAngle = smooth(
      (0..<timeline.count).map { sample in
        let ankle = body[.ankle].place(sample)
        let shin = body[.knee].place(sample) - ankle
        let foot = body[.toe].place(sample) - ankle
        return abs((degrees(dy: shin.y, dx: shin.x) - degrees(dy: foot.y, dx: foot.x)).wrappedDegrees)
      })
    footLength = body[.ankle].distances(to: body[.toe])
    lowestFoot = smooth(LegSignals.lowest(body))
    footSpeed = Filters.slope(lowestFoot, halfWidth: timeline.samples(0.1), step: timeline.step)
    isFootInPicture = LegSignals.inPicture(body, frames, clip)
  }

  /// In the picture the landmarks lie where they were found; the body's path has the camera's motion taken out.
  private static func inPicture(_ body: BodyPath, _ frames: [TrackedFrame], _ clip: ClipFacts) -> [Bool] {
    let joints = [Joint.ankle(body.near), .heel(body.near), .toe(body.near)]
    var frame = 0
    return (0..<body.timeline.count).map { sample in
      while frame + 1 < frames.count, frames[frame + 1].time <= body.timeline.time(sample) + body.timeline.step / 2 {
        frame += 1
      }
      guard let pose = frames[frame].pose else { return false }
      return joints.allSatisfy { joint in
        let place = pose[joint].position
        return (0...Double(clip.width)).contains(place.x) && (0...Double(clip.height)).contains(place.y)
      }
    }
  }

  private static func lowest(_ body: BodyPath) -> [Double] {
    (0..<body.timeline.count).map { sample in
      let far = [BodyPart.farHeel, .farToe].filter { body[$0].visibility[sample] >= farSeen }
      let heights = ([BodyPart.heel, .toe] + far).map { body[$0].y[sample] }.filter { !$0.isNaN }
      return heights.min() ?? .nan
    }
  }
}
