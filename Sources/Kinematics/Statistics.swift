/// Order statistics over samples in which NaN means "missing": missing samples take no part.
extension Sequence where Element == Double {
  /// The middle value; `nil` when every sample is missing.
  public func median() -> Double? { percentile(50) }

  /// The value below which `share` percent of the samples lie, linear between neighbours; `nil` without samples.
  public func percentile(_ share: Double) -> Double? {
    let sorted = filter { !$0.isNaN }.sorted()
    guard let last = sorted.last else { return nil }
    let place = Double(sorted.count - 1) * share / 100
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }

  /// From the 5th to the 95th percentile: the range without the odd frame.
  public func robustRange() -> Double? {
    let values = Array(self)
    guard let low = values.percentile(5), let high = values.percentile(95) else { return nil }
    return high - low
  }

  /// Root mean square; `nil` without samples.
  public func rootMeanSquare() -> Double? {
    var sum = 0.0
    var count = 0
    for value in self where !value.isNaN {
      sum += value * value
      count += 1
    }
    return count == 0 ? nil : (sum / Double(count)).squareRoot()
  }
}
