import Foundation
import Movement

/// Filters for signals in which NaN means "missing": each unbroken stretch is filtered on its own.
public enum Filters {
  /// Replaces samples that lie far off their neighbours by the median of the neighbourhood (Hampel identifier).
  ///
  /// - Parameters:
  ///   - halfWidth: neighbours on each side.
  ///   - limit: how many (scaled) median absolute deviations are too far; 3 is usual. Less cuts true corners.
  ///   - floor: a deviation that is always allowed, so that a still signal keeps its small noise.
  public static func hampel(_ values: [Double], halfWidth: Int, limit: Double = 3, floor: Double) -> [Double] {
    var result = values
    var window: [Double] = []
    for index in values.indices where !values[index].isNaN {
      let from = max(0, index - halfWidth)
      let to = min(values.count - 1, index + halfWidth)
      window = values[from...to].filter { !$0.isNaN }
      guard window.count >= 4 else { continue }
      window.sort()
      let middle = window[window.count / 2]
      let off = abs(values[index] - middle)
      guard off > floor else { continue }
      let deviations = window.map { abs($0 - middle) }.sorted()
      if off > max(floor, limit * 1.4826 * deviations[deviations.count / 2]) { result[index] = middle }
    }
    return result
  }

  /// Fourth-order zero-lag Butterworth low-pass: a second-order filter run forth and back (Winter, Biomechanics and
  /// Motor Control; the cut-off of each run is raised by 1 / 0.802, so that both together have `cutOff`).
  ///
  /// The cut-off is at most 0.22 x `rate`: nearer to half the rate the filter says nothing about the signal.
  public static func lowPass(_ values: [Double], cutOff: Double, rate: Double) -> [Double] {
    let filter = SecondOrder(cutOff: min(cutOff, 0.22 * rate) / 0.802, rate: rate)
    // Long enough for the filter's echo of the edge to die out: two periods of the cut-off.
    let padding = Int((2 * rate / min(cutOff, 0.22 * rate)).rounded(.up))
    var result = values
    for stretch in values.presentStretches() {
      result.replaceSubrange(stretch, with: filter.forthAndBack(Array(values[stretch]), padding: padding))
    }
    return result
  }

  /// The least-squares slope over `halfWidth` samples on each side, per second. NaN where a sample is missing.
  public static func slope(_ values: [Double], halfWidth: Int, step: Double) -> [Double] {
    let norm = 2 * (1...halfWidth).reduce(0.0) { $0 + Double($1 * $1) } * step
    return values.indices.map { index in
      guard index >= halfWidth, index + halfWidth < values.count else {
        return edgeSlope(values, at: index, halfWidth: halfWidth, step: step)
      }
      var sum = 0.0
      for offset in 1...halfWidth { sum += Double(offset) * (values[index + offset] - values[index - offset]) }
      return sum / norm
    }
  }

  /// Near the ends the window shrinks; at the very ends it is the difference to the only neighbour.
  private static func edgeSlope(_ values: [Double], at index: Int, halfWidth: Int, step: Double) -> Double {
    let room = min(index, values.count - 1 - index)
    if room > 0 { return (values[index + room] - values[index - room]) / (2 * Double(room) * step) }
    guard values.count > 1 else { return 0 }
    return index == 0
      ? (values[1] - values[0]) / step
      : (values[index] - values[index - 1]) / step
  }

  /// The median over `halfWidth` samples on each side: removes whatever lasts less than half the window.
  public static func runningMedian(_ values: [Double], halfWidth: Int) -> [Double] {
    values.indices.map { index in
      guard !values[index].isNaN else { return .nan }
      return values[max(0, index - halfWidth)...min(values.count - 1, index + halfWidth)].median() ?? .nan
    }
  }
}

/// One second-order Butterworth section.
private struct SecondOrder {
  let b: Double
  let a1: Double
  let a2: Double

  init(cutOff: Double, rate: Double) {
    let k = tan(.pi * cutOff / rate)
    let norm = 1 + 2.0.squareRoot() * k + k * k
    b = k * k / norm
    a1 = 2 * (k * k - 1) / norm
    a2 = (1 - 2.0.squareRoot() * k + k * k) / norm
  }

  func forthAndBack(_ values: [Double], padding: Int) -> [Double] {
    guard let first = values.first, let last = values.last, values.count > 2 else { return values }
    // The signal is turned about its end points, so that level and slope go on beyond them.
    let pad = min(padding, values.count - 1)
    let head = stride(from: pad, through: 1, by: -1).map { 2 * first - values[$0] }
    let tail = (1...pad).map { 2 * last - values[values.count - 1 - $0] }
    let forth = run(head + values + tail)
    let back = run(forth.reversed())
    return back.reversed()[pad..<(pad + values.count)].map { $0 }
  }

  private func run(_ values: [Double]) -> [Double] {
    var x1 = values[0]
    var x2 = values[0]
    var y1 = values[0]
    var y2 = values[0]
    return values.map { x in
      let y = b * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2
      (x2, x1, y2, y1) = (x1, x, y1, y)
      return y
    }
  }
}

extension [Double] {
  /// The unbroken stretches without NaN.
  public func presentStretches() -> [Range<Int>] { stretches { !$0.isNaN } }

  /// The unbroken stretches of samples that satisfy a condition.
  public func stretches(where isIn: (Double) -> Bool) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for index in indices {
      if isIn(self[index]) {
        if start == nil { start = index }
      } else if let from = start {
        result.append(from..<index)
        start = nil
      }
    }
    if let start { result.append(start..<count) }
    return result
  }

  /// Missing samples filled linearly from their neighbours, the ends with the nearest sample; unchanged without any.
  public func bridged() -> [Double] {
    guard let first = firstIndex(where: { !$0.isNaN }), let last = lastIndex(where: { !$0.isNaN }) else { return self }
    var result = self
    for index in 0..<first { result[index] = self[first] }
    for index in (last + 1)..<Swift.max(count, last + 1) { result[index] = self[last] }
    var before = first
    for index in first...last where !self[index].isNaN {
      if index > before + 1 {
        for gap in (before + 1)..<index {
          result[gap] = self[before] + (self[index] - self[before]) * Double(gap - before) / Double(index - before)
        }
      }
      before = index
    }
    return result
  }

  /// Angles in degrees without the jumps of a full turn; missing samples stay missing.
  public func unwrappedDegrees() -> [Double] {
    var result = self
    var previous: Double?
    for index in indices where !self[index].isNaN {
      if let previous { result[index] = previous + (self[index] - previous).wrappedDegrees }
      previous = result[index]
    }
    return result
  }
}
