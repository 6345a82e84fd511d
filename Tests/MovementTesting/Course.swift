import Foundation

/// An angle over time, made of moves from level to level, each with a shape of its own.
public struct Course: Sendable {
  private struct Part: Sendable {
    var duration: Double
    /// The angle at a share of the duration.
    var angle: @Sendable (Double) -> Double
  }

  private var parts: [Part] = []
  public private(set) var level: Double
  private let start: Double

  public init(from level: Double) {
    self.level = level
    start = level
  }

  public var duration: Double { parts.reduce(0) { $0 + $1.duration } }

  public mutating func rest(_ seconds: Double) { add(to: level, seconds) { _ in 0 } }

  /// From rest to rest as smoothly as can be.
  public mutating func move(to target: Double, in seconds: Double) {
    add(to: target, seconds) { u in u * u * u * (10 + u * (6 * u - 15)) }
  }

  /// A minimum-jerk move with a shake on top, which is nothing at both ends.
  public mutating func shake(to target: Double, in seconds: Double, hertz: Double, by amplitude: Double) {
    let way = target - level
    add(to: target, seconds) { u in
      let smooth = u * u * u * (10 + u * (6 * u - 15))
      let fade = 16 * u * u * (1 - u) * (1 - u)
      return smooth + fade * amplitude / way * sine(hertz * seconds * u)
    }
  }

  /// Any shape: the share of the way done at each share of the time.
  public mutating func add(to target: Double, _ seconds: Double, shape: @escaping @Sendable (Double) -> Double) {
    let from = level
    parts.append(Part(duration: seconds) { u in from + (target - from) * shape(u) })
    level = target
  }

  public func angle(at time: Double) -> Double {
    var time = time
    guard time > 0 else { return start }
    for part in parts {
      if time <= part.duration { return part.angle(part.duration > 0 ? time / part.duration : 1) }
      time -= part.duration
    }
    return level
  }

  /// Degrees per second.
  public func speed(at time: Double) -> Double { (angle(at: time + 1e-4) - angle(at: time - 1e-4)) / 2e-4 }
}

private func sine(_ turns: Double) -> Double { sin(2 * .pi * turns) }
