import Movement

/// Finds the reps of a set by the turning points of the hip angle, never by levels: a bad rep is still a rep.
struct RepFinder {
  struct Found {
    var reps: [RepMotion] = []
    /// Rises of the hip angle in which the torso moved, and not the legs.
    var torsoMoves = 0
    /// The clip begins or ends in the middle of a movement that is not counted.
    var cutMovement = false
  }

  /// A top stands out by at least this much, and by this share of the set's range.
  private static let leastProminence = 15.0
  private static let prominenceShare = 0.15
  /// Below this share of the usual range a top is an attempt.
  private static let attemptShare = 0.4
  /// From bottom to bottom, seconds: legs do not swing faster.
  private static let leastDuration = 0.4
  /// The thigh itself does at least this share of the change of the hip angle; the rest is the trunk's.
  private static let thighShare = 0.6
  /// Up to this share of the range above the usual bottom, a rep that begins or ends there counts as whole.
  private static let wholeShare = 0.25

  let measurer: RepMeasurer
  let phi: [Double]
  let window: ClosedRange<Int>
  /// The window begins (ends) where the clip does, so that a movement there may be cut off.
  let beginsWithClip: Bool
  let endsWithClip: Bool

  init(_ signals: SetSignals, noise: Double, window: ClosedRange<Int>, beginsWithClip: Bool, endsWithClip: Bool) {
    measurer = RepMeasurer(signals, noise: noise)
    phi = signals.phi.bridged()
    self.window = window
    self.beginsWithClip = beginsWithClip
    self.endsWithClip = endsWithClip
  }

  private struct Rise {
    var before: Int
    var top: Int
    var after: Int
    var isOpen = false
  }

  func find() -> Found {
    var found = Found()
    var rises = rises(cut: &found.cutMovement)
    rises.removeAll { rise in
      let isTorso = !isThighMoving(rise)
      if isTorso { found.torsoMoves += 1 }
      return isTorso
    }
    let usual = usualLevels(rises)
    rises.removeAll { rise in
      rise.isOpen && delta(rise.top) < usual.low + RepFinder.attemptShare * usual.range
    }
    var numbers = (rep: 0, attempt: 0)
    found.reps = rises.map { rise in
      var rep = measurer.measure(before: rise.before, peak: rise.top, after: rise.after, isOpen: rise.isOpen)
      if rep.topLevel < usual.low + RepFinder.attemptShare * usual.range {
        rep.kind = .attempt
        numbers.attempt += 1
        rep.number = numbers.attempt
      } else {
        numbers.rep += 1
        rep.number = numbers.rep
      }
      let isHigh = { (level: Double) in level > usual.low + RepFinder.wholeShare * usual.range }
      if beginsWithClip, rise.before <= window.lowerBound + edge, isHigh(rep.bottomLevelBefore) {
        rep.interruption = .cutByStart
      } else if rise.isOpen || (endsWithClip && rise.after >= window.upperBound - edge && isHigh(rep.bottomLevelAfter)) {
        rep.interruption = .cutByEnd
      }
      return rep
    }
    return found
  }

  /// Samples so near to the end of the clip that a lowest point there is no turning point.
  private var edge: Int { measurer.timeline.samples(0.1) }

  private func delta(_ index: Int) -> Double { measurer.delta4[index] }

  private func rises(cut: inout Bool) -> [Rise] {
    let signal = Array(measurer.delta4[window])
    let typical = signal.robustRange() ?? 0
    let reversal = max(RepFinder.leastProminence, RepFinder.prominenceShare * typical)
    let turns = TurningPoints.find(in: signal, reversal: reversal)
    var rises: [Rise] = []
    for (place, turn) in turns.enumerated() {
      guard case .top(let top) = turn else { continue }
      guard place > 0, case .bottom(let before) = turns[place - 1] else {
        // Legs that are up when the clip begins may as well be those of someone getting into place.
        cut = cut || beginsWithClip
        continue
      }
      var rise = Rise(
        before: before + window.lowerBound, top: top + window.lowerBound, after: window.upperBound)
      if place + 1 < turns.count, case .bottom(let after) = turns[place + 1] {
        rise.after = after + window.lowerBound
      } else {
        guard endsWithClip else { continue }
        guard hasReachedTop(rise) else {
          cut = true
          continue
        }
        rise.isOpen = true
      }
      rises.append(rise)
    }
    return merged(rises)
  }

  /// At the end of the clip the legs have stopped or turned: the rise is over, only the way down is missing.
  private func hasReachedTop(_ rise: Rise) -> Bool {
    let last = max(rise.top, window.upperBound - edge)
    return abs(measurer.steadySpeed[last]) < HoldEstimate.slow || delta(rise.top) - delta(window.upperBound) > 5
  }

  /// Two tops with less than the shortest rep between their bottoms are one rep, the higher one.
  private func merged(_ rises: [Rise]) -> [Rise] {
    let least = RepFinder.leastDuration / measurer.timeline.step
    return rises.reduce(into: []) { kept, rise in
      if Double(rise.after - rise.before) >= least {
        kept.append(rise)
      } else if var last = kept.popLast() {
        if delta(rise.top) > delta(last.top) { last.top = rise.top }
        last.after = rise.after
        kept.append(last)
      }
    }
  }

  private func isThighMoving(_ rise: Rise) -> Bool {
    let bottom = rise.isOpen || delta(rise.before) > delta(rise.after) ? rise.before : rise.after
    let opened = delta(rise.top) - delta(bottom)
    return phi[rise.top] - phi[bottom] >= RepFinder.thighShare * opened
  }

  /// Bottom and range of the better half of the reps: a few short ones do not lower the measure.
  private func usualLevels(_ rises: [Rise]) -> (low: Double, range: Double) {
    let ranked =
      rises
      .map { (low: delta($0.before), range: delta($0.top) - delta($0.before)) }
      .sorted { $0.range > $1.range }
    let best = ranked.prefix((ranked.count + 1) / 2)
    return (best.map(\.low).median() ?? 0, best.map(\.range).median() ?? 0)
  }
}
