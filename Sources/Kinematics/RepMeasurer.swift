import Movement

/// Measures one rep between its two bottoms.
struct RepMeasurer {
  let timeline: Timeline
  /// Angles and speed with gaps bridged: a gap is known as such, but must not hide the rep.
  let delta6: [Double]
  let delta4: [Double]
  let steadySpeed: [Double]
  let noise: Double

  init(_ signals: SetSignals, noise: Double) {
    timeline = signals.timeline
    delta6 = signals.delta6.bridged()
    delta4 = signals.delta4.bridged()
    steadySpeed = signals.steadySpeed.bridged()
    self.noise = noise
  }

  /// - Parameters:
  ///   - before, after: samples of the lowest points; `peak`: of the highest between them.
  ///   - isOpen: the clip ends before the legs come down, so `after` is just its last sample.
  func measure(before: Int, peak: Int, after: Int, isOpen: Bool) -> RepMotion {
    let low = bottomLevel(about: before)
    let plateau = plateau(low: max(low, isOpen ? low : bottomLevel(about: after)), in: before...after, peak: peak)
    let level = delta6[plateau].median() ?? delta4[peak]
    let top = (plateau.lowerBound + plateau.upperBound) / 2
    let ascent = move(from: low, to: level, outward: top, toward: before, direction: -1)
    let lowAfter = bottomLevel(about: after)
    let descent = isOpen ? nil : move(from: lowAfter, to: level, outward: top, toward: after, direction: 1)
    let hold = HoldEstimate(
      delta: delta6, timeline: timeline, top: top, level: level, ascent: ascent, descent: descent, noise: noise)
    return RepMotion(
      number: 0, kind: .rep, bottomBefore: before, top: top, bottomAfter: after, topLevel: level,
      bottomLevelBefore: low, bottomLevelAfter: lowAfter, plateau: plateau, ascent: ascent, descent: descent,
      hold: hold, interruption: nil)
  }

  private func bottomLevel(about index: Int) -> Double {
    let reach = Int((0.1 / timeline.step).rounded())
    return delta6[max(0, index - reach)...min(delta6.count - 1, index + reach)].median() ?? delta6[index]
  }

  /// The longest stretch slower than 20°/s in the highest tenth of the range; the highest sample where there is none.
  ///
  /// A leg that shoots past its place rests lower than the highest tenth of the overshot range, so a much longer stop
  /// in the highest quarter wins over a short turn at the very top. Such legs come to rest soon after the peak: a stop
  /// before it is a hesitation on the way up, a later one on the way down.
  private func plateau(low: Double, in samples: ClosedRange<Int>, peak: Int) -> ClosedRange<Int> {
    let height = delta4[peak] - low
    let slow = samples.map { abs(steadySpeed[$0]) < HoldEstimate.slow ? delta4[$0] : .nan }
    func stretches(above share: Double) -> [Range<Int>] { slow.stretches { $0 >= low + share * height } }
    let highest = stretches(above: 0.9).max { $0.count < $1.count }
    let first = peak - samples.lowerBound
    let settling = first...(first + timeline.samples(RepMeasurer.longestSettling))
    let lower = stretches(above: 0.75)
      .filter { settling.contains($0.lowerBound) }
      .max { $0.count < $1.count }
    var best = highest
    if let lower, lower.count > 2 * (highest?.count ?? 0), Double(lower.count) * timeline.step >= 0.25 {
      best = lower
    }
    guard let best, !best.isEmpty else { return peak...peak }
    return (best.lowerBound + samples.lowerBound)...(best.upperBound - 1 + samples.lowerBound)
  }

  /// Seconds from the peak of an overshoot until the legs have slowed down where they stay.
  private static let longestSettling = 0.4

  /// The move between the top and a bottom, looked at from the top outward: `direction` -1 the ascent, +1 the descent.
  private func move(from low: Double, to high: Double, outward top: Int, toward bottom: Int, direction: Int)
    -> RepMotion.Move
  {
    let range = max(high - low, 1e-6)
    // Near the top the outermost crossing counts: a hold may wriggle. Near the bottom the one next to the last tenth.
    let ninety = outermostCrossing(of: low + 0.9 * range, from: top, to: bottom, direction: direction)
    let topBand = outermostCrossing(of: high - RepMotion.band, from: top, to: bottom, direction: direction)
    let tenthFromTop = firstCrossing(of: low + 0.1 * range, from: ninety.sample, to: bottom, direction: direction)
    let bottomBand = firstCrossing(
      of: min(low + RepMotion.band, high), from: topBand.sample, to: bottom, direction: direction)
    return direction < 0
      ? RepMotion.Move(
        leave: bottomBand.time, arrive: topBand.time, tenth: tenthFromTop.time, ninetieth: ninety.time, range: range)
      : RepMotion.Move(
        leave: topBand.time, arrive: bottomBand.time, tenth: ninety.time, ninetieth: tenthFromTop.time, range: range)
  }

  private typealias Crossing = (sample: Int, time: Double)

  /// Going from the top, where the signal first falls below `level` *for good enough*: below it and on to the lower
  /// half, so that a wriggle of the hold across the level does not end it.
  private func outermostCrossing(of level: Double, from top: Int, to bottom: Int, direction: Int) -> Crossing {
    let way = Array(stride(from: top, through: bottom, by: direction))
    let half = (level + delta6[bottom]) / 2
    let turn = way.firstIndex { delta6[$0] <= half } ?? way.count - 1
    guard let last = way[...turn].lastIndex(where: { delta6[$0] > level }) else { return (top, timeline.time(top)) }
    return crossing(of: level, at: way[last], direction: direction, bottom: bottom)
  }

  private func firstCrossing(of level: Double, from sample: Int, to bottom: Int, direction: Int) -> Crossing {
    var index = sample
    while index != bottom, delta6[index + direction] > level { index += direction }
    return crossing(of: level, at: index, direction: direction, bottom: bottom)
  }

  /// Between a sample above the level and the next one below it.
  private func crossing(of level: Double, at sample: Int, direction: Int, bottom: Int) -> Crossing {
    guard sample != bottom else { return (sample, timeline.time(sample)) }
    let here = delta6[sample]
    let next = delta6[sample + direction]
    let share = here > next ? min(max((here - level) / (here - next), 0), 1) : 0
    return (sample, timeline.time(sample) + Double(direction) * share * timeline.step)
  }
}
