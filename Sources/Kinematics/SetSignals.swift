import Movement

/// The angles of a set over time, RULES.md section 2. Degrees; NaN: missing.
public struct SetSignals: Sendable {
  public let timeline: Timeline
  /// Body-line deviation, hip angle minus 180°, before any low-pass: 0 in line, + above, - below.
  public let deltaRaw: [Double]
  /// The same below 6 Hz: what angles are read from.
  public let delta6: [Double]
  /// The same below 4 Hz: what speeds and peaks are read from.
  public let delta4: [Double]
  /// s(t): least-squares slope of `delta4` over 0.3 s, deg/s. It survives noise and smears the ends of a stop.
  public let steadySpeed: [Double]
  /// Slope of `delta4` from neighbour to neighbour, deg/s.
  public let speed: [Double]
  /// Elevation of the thigh, hip to knee.
  public let phi: [Double]
  /// Elevation of the leg, hip to ankle.
  public let lambda: [Double]
  /// Elevation of the trunk, shoulder to the set-wide hip.
  public let tau: [Double]
  /// Knee flexion, + heel toward the back.
  public let kappa: [Double]
  /// Face line against the trunk, + when the head goes toward the back.
  public let eta: [Double]
  public let etaRaw: [Double]
  /// Lt: median length from shoulder to hip, pixels.
  public let torsoLength: Double
  /// Ll: median length of thigh and shank, pixels.
  public let legLength: Double

  /// - Parameter window: the samples of the set; medians that stand for the set are taken here.
  init?(_ body: BodyPath, window: ClosedRange<Int>) {
    let timeline = body.timeline
    guard let hipX = body[.hip].x[window].median(), let hipY = body[.hip].y[window].median(),
      let torso = body[.shoulder].distances(to: body[.hip])[window].median(), torso > 0,
      let thigh = body[.hip].distances(to: body[.knee])[window].median(),
      let shank = body[.knee].distances(to: body[.ankle])[window].median()
    else { return nil }
    self.timeline = timeline
    torsoLength = torso
    legLength = thigh + shank

    // The tracked hip moves with hip flexion: .05 Lt of drift would read as 3° of trunk movement.
    let pivot = PartPath(
      x: body[.hip].x.map { $0.isNaN ? .nan : hipX }, y: body[.hip].y.map { $0.isNaN ? .nan : hipY },
      visibility: body[.hip].visibility)
    let trunk = body[.shoulder].elevation(to: pivot).unwrappedDegrees()
    let thighLine = body[.hip].elevation(to: body[.knee]).unwrappedDegrees()
    let shankLine = body[.knee].elevation(to: body[.ankle]).unwrappedDegrees()
    let face = body[.ear].elevation(to: body[.nose]).unwrappedDegrees()
    let rate = timeline.rate
    func smooth(_ values: [Double], _ cutOff: Double) -> [Double] {
      Filters.lowPass(values, cutOff: cutOff, rate: rate)
    }

    deltaRaw = zip(thighLine, trunk).map { $0 - $1 }.wrappedAbout(-30)
    delta6 = smooth(deltaRaw, 6)
    delta4 = smooth(deltaRaw, 4)
    steadySpeed = Filters.slope(
      delta4, halfWidth: Swift.max(1, Int((0.15 / timeline.step).rounded())), step: timeline.step)
    speed = Filters.slope(delta4, halfWidth: 1, step: timeline.step)
    phi = smooth(thighLine.wrappedAbout(-30), 6)
    lambda = smooth(body[.hip].elevation(to: body[.ankle]).unwrappedDegrees().wrappedAbout(-30), 6)
    tau = smooth(trunk.wrappedAbout(0), 6)
    // With the head at -x a heel that goes toward the back turns the shank counter-clockwise.
    kappa = smooth(zip(shankLine, thighLine).map { $0 - $1 }.wrappedAbout(0), 6)
    etaRaw = zip(trunk, face).map { $0 + 180 - $1 }.wrappedAbout(-45)
    eta = smooth(etaRaw, 4)
  }
}

extension [Double] {
  /// A continuous angle moved by whole turns, so that its median lies within half a turn of `centre`.
  fileprivate func wrappedAbout(_ centre: Double) -> [Double] {
    guard let middle = median() else { return self }
    let turns = ((middle - centre) / 360).rounded() * 360
    return map { $0 - turns }
  }
}
