internal import Movement

/// Turns a stream's time stamps into seconds that strictly rise from 0, the first frame shown.
///
/// - A frame without a stamp comes one usual interval after the one before.
/// - A stamp that does not rise belongs to a picture whose moment is not known; that frame is left out, since a wrong
///   time would look like a leap of the body. Three of them in a row, or a step back of more than a second, mean that
///   the stamps themselves start anew or stand still: from there on time goes on by the usual interval.
/// - A long pause is kept as it is and never filled.
struct FrameClock {
  /// Interval to assume until frames have shown one, seconds.
  private let nominalInterval: Double
  /// Smallest step of the container's time stamps, seconds.
  private let tick: Double

  private(set) var times: [Double] = []
  /// The first frame's stamp, in the container's own seconds; `nil`: there was no frame yet.
  private(set) var origin: Double?
  private var offset: Double?
  private var lastStamp = 0.0
  private var strayStamps = 0
  private var lastDuration: Double?

  init(nominalInterval: Double, tick: Double) {
    precondition(nominalInterval > 0 && tick >= 0)
    self.nominalInterval = nominalInterval
    self.tick = tick
  }

  /// The time of the next frame in display order; `nil`: leave the frame out.
  ///
  /// - Parameters:
  ///   - stamp: presentation time in the container's own seconds; `nil`: it has none.
  ///   - duration: how long the container says that it is shown, seconds; `nil`: it does not say.
  mutating func time(stamp: Double?, duration: Double?) -> Double? {
    guard let last = times.last, let offset else {
      lastStamp = stamp ?? 0
      offset = -lastStamp
      origin = lastStamp
      return keep(0, duration)
    }
    let next = last + (lastDuration ?? nominalInterval)
    guard let stamp else {
      lastStamp = next - offset
      return keep(next, duration)
    }
    let time = stamp + offset
    if time > last, stamp > lastStamp {
      strayStamps = 0
      lastStamp = stamp
      return keep(time, duration)
    }
    strayStamps += 1
    guard strayStamps > 3 || lastStamp - stamp > 1 else { return nil }
    lastStamp = stamp
    self.offset = next - stamp
    return keep(next, duration)
  }

  private mutating func keep(_ time: Double, _ duration: Double?) -> Double {
    times.append(time)
    lastDuration = duration.flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
    return time
  }

  /// What the times say about the clip.
  var timing: ClipTiming { ClipTiming(times: times, lastDuration: lastDuration ?? nominalInterval, tick: tick) }
}
