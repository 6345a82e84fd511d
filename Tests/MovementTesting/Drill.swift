public import Movement

/// A movement that is done again and again.
public struct Drill: Sendable, CustomStringConvertible {
  /// A moment of the movement.
  public struct Moment: Sendable {
    /// 0 at rest, 1 at the far end.
    public let share: Double
    /// How often it was done before.
    public let turn: Int
    /// Repetitions since the beginning, with their fractions.
    public let cycle: Double
  }

  public let name: String
  /// Seconds from one repetition to the next.
  public let periods: ClosedRange<Double>
  public let stance: @Sendable (Moment) -> Stance

  public init(_ name: String, _ periods: ClosedRange<Double>, _ stance: @escaping @Sendable (Moment) -> Stance) {
    self.name = name
    self.periods = periods
    self.stance = stance
  }

  public var description: String { name }

  /// Somebody does it, filmed somehow: build, tempo, count and tracking come from the seed.
  ///
  /// - Parameter counts: how many repetitions may be seen.
  public func track(
    seed: Int, counts: ClosedRange<Int> = 3...8, phase: Double = 0, filming change: (inout Filming) -> Void = { _ in }
  ) -> PoseTrack {
    var random = SeededNoise(seed: UInt64(seed))
    let build = Build.any(&random)
    var filming = Filming.any(&random)
    change(&filming)
    let period = random.uniform(periods)
    let count = Int.random(in: counts, using: &random)
    var course = Course(from: 0)
    let up = random.uniform(0.25...0.4)
    let top = random.uniform(0.05...0.25)
    let down = random.uniform(0.25...0.4)
    course.move(to: 1, in: up)
    course.rest(top)
    course.move(to: 0, in: down)
    let lap = course.duration + 0.1
    let once = course
    return filming.track(build, seconds: Double(count) * period + 0.1) { time in
      let cycle = time / period + phase
      let turn = Int(cycle)
      let share = once.angle(at: (cycle - Double(turn)) * lap)
      return stance(Moment(share: share, turn: turn, cycle: cycle))
    }
  }
}
