internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// How an athlete's sets changed over the days: what the template `trend` shows.
struct AthleteTrend: Sendable {
  var name: String
  /// `7 days, 60 reps`
  var brief: String
  /// Shows this athlete's rows alone.
  var address: String
  var hasPoints: Bool
  var charts: [TrendChart]
  var rows: [Row]

  struct Row: Sendable {
    var day, sets, reps, top, hold, faults: String
  }

  /// One for every athlete whom an upload names, by name as people sort them.
  static func all(in archive: ResultsArchive) throws(ArchiveError) -> [AthleteTrend] {
    let athletes = try archive.athletes().map { (plain: $0.folded, name: $0) }.sorted { $0 < $1 }.map(\.name)
    return try athletes.map { athlete throws(ArchiveError) in
      AthleteTrend(athlete, try archive.trend(athlete: athlete))
    }
  }

  init(_ athlete: String, _ points: [TrendPoint]) {
    name = athlete.printable
    address = "#athlete=\(name.addressPart)"
    let reps = points.reduce(0) { $0 + $1.reps }
    brief =
      points.isEmpty
      ? "no set with a date and a rep"
      : "\(points.count == 1 ? "1 day" : "\(points.count) days"), \(reps == 1 ? "1 rep" : "\(reps) reps")"
    hasPoints = !points.isEmpty
    charts = points.isEmpty ? [] : TrendMeasure.allCases.map { TrendChart($0, points) }
    rows = points.map { point in
      func text(_ measure: TrendMeasure) -> String { measure.value(point).map(measure.text) ?? "not measured" }
      return Row(
        day: point.date.rawValue, sets: "\(point.sets)", reps: "\(point.reps)", top: text(.top), hold: text(.hold),
        faults: text(.faults))
    }
  }
}

/// What is followed over the days.
enum TrendMeasure: CaseIterable {
  case top, hold, faults

  var title: String {
    switch self {
    case .top: "Hip angle at the top"
    case .hold: "Held at the top"
    case .faults: "Faults a rep"
    }
  }

  func value(_ point: TrendPoint) -> Double? {
    switch self {
    case .top: point.topDeviation.map { 180 + $0 }
    case .hold: point.hold
    case .faults: point.flagsPerRep
    }
  }

  func text(_ value: Double) -> String {
    switch self {
    case .top: Movement.Unit.degrees.text(value.rounded(toDecimals: 0))
    case .hold: Movement.Unit.seconds.text(value.rounded(toDecimals: 1))
    case .faults: Movement.Unit.ratio.text(value.rounded(toDecimals: 2))
    }
  }

  /// What the chart always shows, so that small changes do not look large: around the line of the body; from nothing.
  var least: ClosedRange<Double> {
    switch self {
    case .top: 170...190
    case .hold: 0...1
    case .faults: 0...1
    }
  }

  /// Steps to which the ends of the axis are rounded.
  var step: Double {
    switch self {
    case .top: 10
    case .hold, .faults: 0.5
    }
  }

  /// Where the legs are in line.
  var line: Double? { self == .top ? 180 : nil }
}

extension String {
  /// Without accents and capitals, the same in every country.
  fileprivate var folded: String {
    folding(options: [.diacriticInsensitive, .caseInsensitive], locale: Locale(identifier: "en_US_POSIX"))
  }
}
