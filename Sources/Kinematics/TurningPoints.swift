/// Finds where a signal turns: a top counts once the signal has come down from it by `reversal`, a bottom once it has
/// gone up from it by as much. What lies between two turns of that size is no turn, however it wriggles.
///
/// Feed it the samples in order; it holds a few numbers only.
struct TurningPoints {
  enum Turn: Equatable {
    case top(Int)
    case bottom(Int)
  }

  private enum State {
    /// Neither way far enough yet.
    case unknown(low: Int, high: Int)
    case rising(high: Int)
    case falling(low: Int)
  }

  let reversal: Double
  private var state = State.unknown(low: 0, high: 0)
  private var values: [Double] = []

  init(reversal: Double) {
    self.reversal = reversal
  }

  /// Takes the next sample; returns the turn that it makes certain.
  mutating func advance(_ value: Double) -> Turn? {
    let index = values.count
    values.append(value)
    switch state {
    case .unknown(var low, var high):
      if value < values[low] { low = index }
      if value > values[high] { high = index }
      if value >= values[low] + reversal {
        state = .rising(high: index)
        return .bottom(low)
      }
      if value <= values[high] - reversal {
        state = .falling(low: index)
        return .top(high)
      }
      state = .unknown(low: low, high: high)
    case .rising(let high):
      if value > values[high] {
        state = .rising(high: index)
      } else if value <= values[high] - reversal {
        state = .falling(low: index)
        return .top(high)
      }
    case .falling(let low):
      if value < values[low] {
        state = .falling(low: index)
      } else if value >= values[low] + reversal {
        state = .rising(high: index)
        return .bottom(low)
      }
    }
    return nil
  }

  /// The extreme reached since the last turn: where the signal ends, or a turn that it has only just begun.
  var pending: Turn? {
    switch state {
    case .unknown: nil
    case .rising(let high): .top(high)
    case .falling(let low): .bottom(low)
    }
  }

  /// All turns of a signal, the pending one last.
  static func find(in signal: [Double], reversal: Double) -> [Turn] {
    var finder = TurningPoints(reversal: reversal)
    let turns = signal.compactMap { finder.advance($0) }
    return turns + (finder.pending.map { [$0] } ?? [])
  }
}
