/// How much the hip angle trembles while nothing moves.
public enum StillNoise {
  /// How good the track is: one table, used everywhere.
  public enum Grade: Int, Sendable, Comparable {
    case good, fair
    /// The rules that look at speeds are off.
    case poor
    /// Only the rep count stands.
    case bad

    public static func < (a: Grade, b: Grade) -> Bool { a.rawValue < b.rawValue }

    /// - Parameter noise: degrees, as ``measure(raw:smooth:speed:step:)`` gives it; `nil` when never still.
    public init(_ noise: Double?) {
      switch noise ?? 0 {
      case ...0.5: self = .good
      case ...0.9: self = .fair
      case ...1.5: self = .poor
      default: self = .bad
      }
    }
  }

  /// Root mean square of what the 4 Hz filter takes away over *still* samples: slower than 15°/s for 0.4 s.
  ///
  /// Over moving samples a jerky set would look noisy and switch its own rules off.
  /// - Returns: degrees; `nil` when nothing was still.
  static func measure(raw: [Double], smooth: [Double], speed: [Double], step: Double) -> Double? {
    let least = Int((0.4 / step).rounded(.up))
    let still = speed.stretches { abs($0) < 15 }.filter { $0.count >= least }
    return still.joined().map { raw[$0] - smooth[$0] }.rootMeanSquare()
  }

  /// For a set that never stops: from the third differences of the raw angle, which the movement itself hardly
  /// touches (a 0.8 s swing of 75° adds less than 0.1° at 30 frames a second).
  static func estimateWhileMoving(_ raw: [Double]) -> Double? {
    guard raw.count > 4 else { return nil }
    let thirds = (3..<raw.count).map { index -> Double in
      let inner = 3 * (raw[index - 2] - raw[index - 1])
      return abs(raw[index] - raw[index - 3] + inner)
    }
    // 1.4826: from the median deviation to the standard deviation; sqrt(20): of third differences of white noise.
    return thirds.median().map { $0 * 1.4826 / 20.0.squareRoot() }
  }
}
