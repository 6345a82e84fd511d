public import Movement

/// The moments of a uniform grid: what every signal of a set is sampled on.
public struct Timeline: Sendable, Equatable {
  /// Seconds from the start of the clip.
  public let start: Double
  /// Seconds from sample to sample.
  public let step: Double
  public let count: Int

  /// Samples a second; at most ``fastest``.
  public var rate: Double { 1 / step }

  /// Above 60 Hz nothing in this movement is left to see, and noise grows.
  public static let fastest = 60.0

  /// The grid from the first to the last time, at the median interval; `nil` for fewer than two times.
  ///
  /// - Parameter times: seconds, strictly rising.
  public init?(covering times: [Double]) {
    guard let first = times.first, let last = times.last, times.count > 1,
      let interval = zip(times.dropFirst(), times).map({ $0 - $1 }).median(), interval > 0
    else { return nil }
    let step = Swift.max(interval, 1 / Timeline.fastest)
    // A gap of hours in the time stamps must not become a million samples.
    let count = (last - first) / step
    guard count < Timeline.longest else { return nil }
    self.init(start: first, step: step, count: Int(count + 1e-6) + 1)
  }

  public init(start: Double, step: Double, count: Int) {
    self.start = start
    self.step = step
    self.count = count
  }

  /// Samples of about nine hours: a clip beyond that has broken time stamps.
  private static let longest = 2_000_000.0

  public func time(_ index: Int) -> Double { start + Double(index) * step }

  /// The sample nearest to a time, inside the grid.
  public func index(_ time: Double) -> Int {
    let place = ((time - start) / step).rounded()
    return Int(Swift.min(Swift.max(place, 0), Double(count - 1)))
  }

  /// How many samples a duration spans, at least one.
  public func samples(_ seconds: Double) -> Int { Swift.max(1, Int((seconds / step).rounded())) }

  /// The samples from one time to another, both included.
  public func range(_ span: TimeSpan) -> ClosedRange<Int> {
    let first = index(span.from)
    return first...Swift.max(first, index(span.to))
  }

  /// Samples taken at other times, linear on this grid; NaN where two of them are more than `longestGap` apart.
  func resample(times: [Double], values: [Double], longestGap: Double) -> [Double] {
    var result = [Double](repeating: .nan, count: count)
    let known = times.indices.filter { !values[$0].isNaN }
    var place = 0
    for index in 0..<count where !known.isEmpty {
      let moment = time(index)
      while place + 1 < known.count, times[known[place + 1]] < moment { place += 1 }
      let before = known[place]
      // Half a step of slack: the first and last frame lie on the grid but for rounding.
      if abs(times[before] - moment) < step * 0.01 {
        result[index] = values[before]
        continue
      }
      guard place + 1 < known.count, times[before] < moment else { continue }
      let after = known[place + 1]
      let gap = times[after] - times[before]
      guard gap <= longestGap + 1e-6 else {
        if abs(times[after] - moment) < step * 0.01 { result[index] = values[after] }
        continue
      }
      result[index] = values[before] + (values[after] - values[before]) * (moment - times[before]) / gap
    }
    return result
  }
}
