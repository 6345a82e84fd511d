public import Movement

/// One repetition as it was moved: levels, moments and durations. Nothing in here says whether it was good.
public struct RepMotion: Sendable, Equatable {
  public var number: Int
  public var kind: Rep.Kind
  /// Samples of the lowest points before and after, and of the middle of the plateau.
  public let bottomBefore: Int
  public let top: Int
  public let bottomAfter: Int
  /// Median of delta over the plateau, degrees.
  public let topLevel: Double
  /// Median of delta over 0.2 s about the lowest point, degrees.
  public let bottomLevelBefore: Double
  public let bottomLevelAfter: Double
  /// The samples of the plateau.
  public let plateau: ClosedRange<Int>
  public let ascent: Move
  /// `nil`: the clip ends first.
  public let descent: Move?
  public let hold: HoldEstimate
  /// What the rep lacks; `nil`: it is whole.
  public var interruption: Interruption?

  /// From the level before to the top level, degrees.
  public var range: Double { topLevel - bottomLevelBefore }
  /// Onset of the ascent, seconds.
  public var start: Double { ascent.leave }
  /// Arrival in the bottom band, seconds; the end of the hold where the clip ends first.
  public var end: Double { descent?.arrive ?? hold.span.to }
  public var span: TimeSpan { TimeSpan(from: start, to: Swift.max(start, end)) }

  /// From one level to another.
  public struct Move: Sendable, Equatable {
    /// Leaving the band of 5° about the level it starts from, and arriving in the one it goes to, seconds.
    public let leave: Double
    public let arrive: Double
    /// When the first and the last tenth of the range were passed, in the order of time, seconds.
    public let tenth: Double
    public let ninetieth: Double
    /// Degrees, positive.
    public let range: Double

    public var duration: Double { Swift.max(0, arrive - leave) }
    /// The whole time of the minimum-jerk move with this 10-90 time: what a coach counts.
    public var fullDuration: Double { (ninetieth - tenth) / MinimumJerk.share10to90 }
    /// Where that move begins and ends.
    public var fittedStart: Double { tenth - MinimumJerk.shareTo10 * fullDuration }
    public var fittedEnd: Double { ninetieth + MinimumJerk.shareTo10 * fullDuration }
  }

  /// Why a rep was not seen whole.
  public enum Interruption: Sendable, Equatable {
    case cutByStart, cutByEnd
    case gap(TimeSpan)
    case damaged(TimeSpan)
    case sceneCut(Double)
    /// The camera was swung along.
    case cameraSwung(TimeSpan)
  }

  /// Width of the bands about the top and the bottom level.
  public static let band = 5.0
}
