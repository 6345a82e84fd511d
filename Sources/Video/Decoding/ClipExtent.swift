/// How far a clip goes, frame by frame, and whether that is within the limits.
struct ClipExtent {
  /// Longest step of time that counts as it is, seconds: what is longer is a pause, or a broken time stamp.
  private static let longestStep = 1.0

  private(set) var frames = 0
  /// Seconds, pauses cut to a second each.
  private(set) var duration = 0.0

  private let limits: DecodeLimits
  private var last: Double?
  /// Steps of time that rise.
  private var steps = 0
  /// The times of the last frames, as many as a second may hold, in a ring; empty again where the times start anew.
  private var recent: [Double] = []
  private var oldest = 0

  init(_ limits: DecodeLimits) {
    self.limits = limits
  }

  /// One more frame.
  ///
  /// - Parameter time: seconds; what does not rise counts as a frame only. `nil`: it has none.
  /// - Returns: the limit that is passed with it, by what was found so far.
  mutating func advance(to time: Double?) -> ClipError.Cause? {
    frames += 1
    var fault = frames > limits.maxFrames ? tooManyFrames : nil
    guard let time, time.isFinite else { return fault }
    let step = last.map { time - $0 } ?? 0
    let isFirst = last == nil
    last = time
    if step > 0 {
      duration += min(step, Self.longestStep)
      steps += 1
    }
    if duration > limits.maxDuration { fault = fault ?? tooLong }
    guard fault == nil, step != 0 || isFirst else { return fault }
    // Joined clips: what came before the new start is not of the same second.
    if step < 0 { (recent, oldest) = ([], 0) }
    // A whole number of frames that takes a second or a little more, where the limit has a fraction.
    let capacity = Int(limits.maxFrameRate.rounded(.up))
    guard recent.count >= capacity else {
      recent.append(time)
      return nil
    }
    let span = time - recent[oldest]
    recent[oldest] = time
    oldest = (oldest + 1) % capacity
    // Just below: times are rounded.
    return span * limits.maxFrameRate < Double(capacity) * 0.999 ? tooFast(Double(capacity) / span) : nil
  }

  /// At the end, for a clip of less than a second: more frames than the limit allows for its length.
  var fault: ClipError.Cause? {
    guard duration > 0, duration < 1 else { return nil }
    let rate = Double(steps) / duration
    return rate > limits.maxFrameRate * 1.001 ? tooFast(rate) : nil
  }

  var tooManyFrames: ClipError.Cause { .tooManyFrames(atLeast: frames, limit: limits.maxFrames) }
  var tooLong: ClipError.Cause { .tooLong(atLeast: duration, limit: limits.maxDuration) }

  private func tooFast(_ rate: Double) -> ClipError.Cause {
    .tooManyFramesASecond(rate: rate, limit: limits.maxFrameRate)
  }
}
