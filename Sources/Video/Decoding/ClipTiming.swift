public import Movement

/// Length, frame rate and gaps of a clip, from the times of its frames.
public struct ClipTiming: Sendable, Equatable {
  /// From the first frame to the end of the last, seconds.
  public let duration: Double
  /// 1 / the usual interval, frames a second; 0 for fewer than two frames.
  ///
  /// The usual interval is the mean of those within a quarter of the median. The median itself would call 29.97 frames a
  /// second 30.3 where a container counts whole milliseconds.
  public let frameRate: Double
  /// More than one interval in twenty differs from the usual one by more than 15 % and by more than rounding explains.
  public let isVariable: Bool
  /// Stretches without frames: longer than three usual intervals and than a tenth of a second.
  ///
  /// They are lost frames, or a camera that paused; which of the two does not matter to who watches a movement.
  public let gaps: [TimeSpan]

  /// - Parameters:
  ///   - times: strictly rising, seconds.
  ///   - lastDuration: how long the last frame is shown, seconds.
  ///   - tick: step of the container's time stamps, seconds.
  init(times: [Double], lastDuration: Double, tick: Double) {
    let intervals = zip(times.dropFirst(), times).map { $0 - $1 }
    guard let first = times.first, let last = times.last, !intervals.isEmpty else {
      duration = times.isEmpty ? 0 : lastDuration
      frameRate = 0
      isVariable = false
      gaps = []
      return
    }
    let median = intervals.sorted()[intervals.count / 2]
    // Half a tick of rounding at either end of an interval.
    let rounding = tick * 1.01
    let near = intervals.filter { abs($0 - median) <= max(0.25 * median, rounding) }
    let usual = near.reduce(0, +) / Double(near.count)
    let irregular = intervals.count { abs($0 - usual) > max(0.15 * usual, rounding) }
    duration = last - first + (lastDuration < 3 * usual ? lastDuration : usual)
    frameRate = 1 / usual
    isVariable = irregular * 20 > intervals.count
    gaps = zip(times.dropFirst(), times).compactMap { next, time in
      next - time > max(3 * usual, 0.1) ? TimeSpan(from: time, to: next) : nil
    }
  }
}
