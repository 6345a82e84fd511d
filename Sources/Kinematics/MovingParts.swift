import Movement

/// Which parts of the body move in the picture, and how far: what tells this exercise from others.
///
/// Each number is taken over every span by itself, from the 5th to the 95th percentile, and is the median over the spans:
/// drift from rep to rep and a slip of the track do not count.
struct MovingParts {
  /// Travel across or up the picture, whichever is larger, in Lt. 0 where the part was never seen.
  let shoulders: Double
  let hips: Double
  let feet: Double
  /// Turn of the line from shoulder to hip, of the near and the far thigh and of the near knee, degrees.
  let trunk: Double
  let thighs: Double
  let farThighs: Double
  let knees: Double
  /// Correlation of the two thighs' elevations: 1 together, -1 in turn, 0 where nothing is known.
  let together: Double
  /// Median visibility of the far knee in the upper half of the near thigh's way, where the legs would part.
  let farVisibility: Double

  /// - Parameter spans: samples of the reps, or the whole stretch where there are none.
  init(_ motion: SetMotion, in spans: [ClosedRange<Int>]) {
    let body = motion.body
    let near = motion.signals.phi
    let far = body[.farHip].elevation(to: body[.farKnee]).unwrappedDegrees()
    let trunkLine = body[.shoulder].elevation(to: body[.hip]).unwrappedDegrees()
    func typical(_ value: (ClosedRange<Int>) -> Double?) -> Double { spans.compactMap(value).median() ?? 0 }
    func turn(_ angles: [Double]) -> Double { typical { angles[$0].robustRange() } }
    func travel(_ part: BodyPart) -> Double {
      let path = body[part]
      return typical { span in
        guard let across = path.x[span].robustRange(), let up = path.y[span].robustRange() else { return nil }
        return max(across, up) / motion.torsoLength
      }
    }
    shoulders = travel(.shoulder)
    hips = travel(.hip)
    feet = travel(.ankle)
    trunk = turn(trunkLine)
    thighs = turn(near)
    farThighs = turn(far)
    knees = turn(motion.signals.kappa)
    together = typical { correlation(near[$0], far[$0]) }
    farVisibility = typical { span in
      guard let middle = near[span].percentile(50) else { return nil }
      return span.lazy.filter { near[$0] >= middle }.map { body[.farKnee].visibility[$0] }.median()
    }
  }
}

/// Pearson's correlation over the samples that both have; `nil` where one of them does not change.
private func correlation(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double? {
  let pairs = zip(first, second).filter { !$0.0.isNaN && !$0.1.isNaN }
  let count = Double(pairs.count)
  guard count > 2 else { return nil }
  let mean = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
  var shared = 0.0
  var spread = (0.0, 0.0)
  for (a, b) in pairs {
    shared += (a - mean.0) * (b - mean.1)
    spread.0 += (a - mean.0) * (a - mean.0)
    spread.1 += (b - mean.1) * (b - mean.1)
  }
  let scale = (spread.0 * spread.1).squareRoot()
  return scale > 0 ? shared / scale : nil
}
