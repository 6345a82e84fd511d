internal import Foundation
internal import Movement

/// The hip angle over time as an SVG path. x is seconds, y per cent of the height from above.
struct Curve {
  /// Degrees at the lower and the upper edge.
  let range: ClosedRange<Double>
  private let times: [Double]
  private let values: [Double?]

  /// - Returns: `nil`: there is no hip angle to draw.
  init?(_ subject: ReportSubject) { self.init(subject.signals, bodyLine: subject.bodyLine) }

  /// - Parameters:
  ///   - span: the part that is to be in the picture, seconds.
  ///   - others: degrees that are to be in the picture, too.
  init?(
    _ signals: Signals, bodyLine: Double, over span: ClosedRange<Double> = -Double.infinity...Double.infinity,
    with others: [Double] = []
  ) {
    guard let column = Self.hipAngle(in: signals) else { return nil }
    times = signals.times
    values = column.values
    let known = zip(times, values).compactMap { span.contains($0) ? $1 : nil }
    guard known.count > 1, let lowest = (known + others).min(), let highest = (known + others).max() else { return nil }
    // The body line is always in the picture.
    range = min(lowest, bodyLine - 10) - 6...max(highest, bodyLine + 4) + 6
  }

  /// Another clip's angle on the same scale.
  init?(_ signals: Signals, like other: Curve) {
    guard let column = Self.hipAngle(in: signals) else { return nil }
    (range, times, values) = (other.range, signals.times, column.values)
  }

  static func hipAngle(in signals: Signals) -> Signals.Column? { signals.columns.first { $0.name == "hipAngle" } }

  /// Per cent of the height, from above.
  func height(_ angle: Double) -> Double {
    (100 * (range.upperBound - angle) / (range.upperBound - range.lowerBound)).rounded(toDecimals: 2)
  }

  /// The path of a stretch, broken where the angle is missing.
  ///
  /// - Parameters:
  ///   - origin: the time at x = 0.
  ///   - most: points at most; of more every n-th is taken.
  func path(_ span: ClosedRange<Double> = -Double.infinity...Double.infinity, from origin: Double = 0, most: Int = 4000)
    -> String
  {
    let inside = times.indices.filter { span.contains(times[$0]) }
    let stride = max(1, -(-inside.count / most))
    var isDown = false
    var path = ""
    for index in Swift.stride(from: inside.startIndex, to: inside.endIndex, by: stride).map({ inside[$0] }) {
      guard let value = values[index] else {
        isDown = false
        continue
      }
      path += "\(isDown ? "L" : "M")\((times[index] - origin).rounded(toDecimals: 3)) \(height(value))"
      isDown = true
    }
    return path
  }
}

/// Two reps' hip angles on top of each other, both from the start of the lift.
enum CurvePair {
  /// - Returns: `nil` where there is no hip angle.
  static func svg(_ rep: Rep, beside best: Rep, _ subject: ReportSubject) -> String? {
    guard let curve = Curve(subject) else { return nil }
    let width = max(rep.end - rep.start, best.end - best.start, 0.1).rounded(toDecimals: 3)
    let line = curve.height(subject.bodyLine)
    return """
      <svg viewBox="0 0 \(width) 100" preserveAspectRatio="none" aria-hidden="true">\
      <line class="bodyline" x1="0" x2="\(width)" y1="\(line)" y2="\(line)"/>\
      <path class="curve best" d="\(curve.path(best.start...best.end, from: best.start))"/>\
      <path class="curve" d="\(curve.path(rep.start...rep.end, from: rep.start))"/></svg>
      """
  }
}
