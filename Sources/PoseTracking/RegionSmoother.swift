internal import Movement

/// Keeps a followed person's square still while the person stays, and lets it follow when the person moves.
///
/// The landmarks depend a little on the square they are read in; a square that trembles makes joints tremble.
/// Source: MediaPipe 0.10.21 smooths the two points that its regions are made of with a One Euro filter (min cut-off
/// 0.01 Hz, beta 10, derivative cut-off 1 Hz, speeds in diameters of the body a second), also with `smooth_landmarks`
/// off. Without it joints come out 1 to 2 % of the torso elsewhere.
struct RegionSmoother: Sendable {
  private var filters = Array(repeating: OneEuroFilter(minimumCutoff: 0.01, beta: 10, derivativeCutoff: 1), count: 4)

  /// The square for what the model read at a time.
  ///
  /// - Parameter time: seconds, later than the time before.
  mutating func region(hips: Point, top: Point, at time: Double) -> Region {
    let scale = 1 / max(2 * hips.distance(to: top), 1e-6)
    let values = [hips.x, hips.y, top.x, top.y]
    let smooth = values.indices.map { filters[$0].advance(values[$0], scale: scale, at: time) }
    return Region(hips: Point(x: smooth[0], y: smooth[1]), top: Point(x: smooth[2], y: smooth[3]))
  }
}

/// A low-pass whose cut-off rises with speed: Casiez, Roussel, Vogel, "1 € Filter", CHI 2012,
/// doi 10.1145/2207676.2208639.
struct OneEuroFilter: Sendable {
  let minimumCutoff: Double
  let beta: Double
  let derivativeCutoff: Double

  private var last: (time: Double, raw: Double, smooth: Double, speed: Double)?

  init(minimumCutoff: Double, beta: Double, derivativeCutoff: Double) {
    self.minimumCutoff = minimumCutoff
    self.beta = beta
    self.derivativeCutoff = derivativeCutoff
  }

  /// - Parameters:
  ///   - scale: makes the speed comparable, in 1 / unit of the value.
  ///   - time: seconds, later than the time before.
  mutating func advance(_ value: Double, scale: Double, at time: Double) -> Double {
    guard let last else {
      last = (time, value, value, 0)
      return value
    }
    let step = time - last.time
    let speed = mix((value - last.raw) * scale / step, into: last.speed, cutoff: derivativeCutoff, step: step)
    let smooth = mix(value, into: last.smooth, cutoff: minimumCutoff + beta * abs(speed), step: step)
    self.last = (time, value, smooth, speed)
    return smooth
  }

  private func mix(_ value: Double, into old: Double, cutoff: Double, step: Double) -> Double {
    let alpha = 1 / (1 + 1 / (2 * .pi * cutoff * step))
    return alpha * value + (1 - alpha) * old
  }
}
