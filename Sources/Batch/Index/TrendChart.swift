internal import Archive
internal import Foundation
internal import Movement

/// One measure of one athlete over the days, drawn small. x is the day, y per cent of the height from above.
struct TrendChart: Sendable {
  var title: String
  /// Of the last day that has the measure.
  var latest: String
  /// All that the picture says, in words.
  var label: String
  var svg: String
  var upper, lower: String
  var firstDay, lastDay: String

  /// - Precondition: there is at least one point.
  init(_ measure: TrendMeasure, _ points: [TrendPoint]) {
    title = measure.title
    let known = points.compactMap { point in measure.value(point).map { (day: point.date, value: $0) } }
    let values = known.map(\.value)
    let range = Self.range(measure, values)
    latest = values.last.map(measure.text) ?? "not measured"
    (upper, lower) = (measure.text(range.upperBound), measure.text(range.lowerBound))
    firstDay = points[0].date.rawValue
    lastDay = points.count == 1 ? "" : points[points.count - 1].date.rawValue

    if let first = known.first, let last = known.last, let lowest = values.min(), let highest = values.max() {
      label =
        known.count == 1
        ? "\(title) on \(first.day): \(measure.text(first.value))"
        : "\(title), means of \(known.count) days: \(measure.text(first.value)) on \(first.day), "
          + "\(measure.text(last.value)) on \(last.day), lowest \(measure.text(lowest)), "
          + "highest \(measure.text(highest))"
    } else {
      label = "\(title): not measured on any day"
    }
    svg = Self.svg(measure, points, range)
  }

  private static func range(_ measure: TrendMeasure, _ values: [Double]) -> ClosedRange<Double> {
    let lowest = min(values.min() ?? measure.least.lowerBound, measure.least.lowerBound)
    let highest = max(values.max() ?? measure.least.upperBound, measure.least.upperBound)
    return (lowest / measure.step).rounded(.down) * measure.step...(highest / measure.step).rounded(.up) * measure.step
  }

  private static func svg(_ measure: TrendMeasure, _ points: [TrendPoint], _ range: ClosedRange<Double>) -> String {
    func height(_ value: Double) -> Double {
      (100 * (range.upperBound - value) / (range.upperBound - range.lowerBound)).rounded(toDecimals: 1)
    }
    let days = points.map(\.date.dayNumber)
    let span = Double(days[days.count - 1] - days[0])
    var line = ""
    var dots = ""
    var isDown = false
    for (point, day) in zip(points, days) {
      guard let value = measure.value(point) else {
        isDown = false
        continue
      }
      // One day alone stands in the middle.
      let x = span == 0 ? 50 : (100 * Double(day - days[0]) / span).rounded(toDecimals: 2)
      let place = "\(text(x)) \(text(height(value)))"
      line += "\(isDown ? "L" : "M")\(place)"
      // A line without length: a dot of one size, however the picture is stretched.
      dots += "M\(place)h0"
      isDown = true
    }
    let inLine = measure.line.map { line in
      "<line class=\"bodyline\" x1=\"0\" x2=\"100\" y1=\"\(text(height(line)))\" y2=\"\(text(height(line)))\"/>"
    }
    return "<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\(inLine ?? "")"
      + "<path class=\"curve\" d=\"\(line)\"/><path class=\"dots\" d=\"\(dots)\"/></svg>"
  }

  private static func text(_ number: Double) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }
}

extension CalendarDay {
  /// Days since a day that is the same for all.
  var dayNumber: Int {
    let parts = rawValue.split(separator: "-").compactMap { Int($0) }
    // Years that begin in March have their odd day at the end.
    let (year, month) = parts[1] > 2 ? (parts[0], parts[1] - 3) : (parts[0] - 1, parts[1] + 9)
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
  }
}
