import Movement
import Testing

@testable import Archive
@testable import Batch

@Suite("An athlete's trend")
struct TrendChartTests {
  private func point(_ day: String, top: Double?, hold: Double? = 1, faults: Double = 0) throws -> TrendPoint {
    TrendPoint(
      date: try #require(CalendarDay(day)), sets: 1, reps: 8, topDeviation: top, hold: hold, flagsPerRep: faults)
  }

  @Test("is broken where nothing was measured, and stands still where days pass")
  func gap() throws {
    let points = [
      try point("2026-01-01", top: -10), try point("2026-01-03", top: 0), try point("2026-01-05", top: nil),
      try point("2026-01-11", top: 10),
    ]
    let chart = TrendChart(.top, points)
    #expect(chart.svg.contains("d=\"M0 100L20 50M100 0\""))
    #expect(chart.svg.contains("d=\"M0 100h0M20 50h0M100 0h0\""))
    #expect(
      chart.label == "Hip angle at the top, means of 3 days: 170° on 2026-01-01, 190° on 2026-01-11, lowest 170°, "
        + "highest 190°")
    #expect((chart.upper, chart.lower, chart.latest) == ("190°", "170°", "190°"))
    #expect((chart.firstDay, chart.lastDay) == ("2026-01-01", "2026-01-11"))
  }

  @Test("of one day is a point in the middle")
  func oneDay() throws {
    let chart = TrendChart(.hold, [try point("2026-01-01", top: nil, hold: 0.5)])
    #expect(chart.svg.contains("d=\"M50 50h0\""))
    #expect(chart.label == "Held at the top on 2026-01-01: 0.5 s")
    #expect((chart.firstDay, chart.lastDay) == ("2026-01-01", ""))
  }

  @Test("that was never measured says so")
  func nothing() throws {
    let chart = TrendChart(.top, [try point("2026-01-01", top: nil), try point("2026-01-02", top: nil)])
    #expect(chart.label == "Hip angle at the top: not measured on any day")
    #expect(chart.latest == "not measured")
    #expect(chart.svg.contains("class=\"dots\" d=\"\""))
  }

  @Test(
    "shows any value within its frame",
    arguments: [TrendMeasure.top, .hold, .faults], [-95.0, -0.4, 0, 0.2, 7, 44])
  func frame(measure: TrendMeasure, value: Double) throws {
    let chart = TrendChart(measure, [try point("2026-01-01", top: value, hold: abs(value), faults: abs(value))])
    let height = try #require(chart.svg.firstMatch(of: /M50 ([0-9.-]+)h0/)).1
    #expect((0...100).contains(try #require(Double(height))))
  }

  @Test(
    "counts days over months, leap years and centuries",
    arguments: [
      ("2026-02-28", "2026-03-01", 1), ("2024-02-28", "2024-03-01", 2), ("2025-12-31", "2026-01-01", 1),
      ("2000-02-28", "2000-03-01", 2), ("1900-02-28", "1900-03-01", 1), ("2025-01-01", "2026-01-01", 365),
    ])
  func days(from: String, to: String, days: Int) throws {
    let (first, last) = (try #require(CalendarDay(from)), try #require(CalendarDay(to)))
    #expect(last.dayNumber - first.dayNumber == days)
  }

  @Test("lists everybody as people sort names, with or without a date")
  func athletes() throws {
    let trends = try AthleteTrend.all(in: Studio.results().archive)
    #expect(trends.map(\.name) == ["Ann", "Bob", "Émile", "Zoë"])
    #expect(trends.map(\.brief).first == "4 days, 32 reps")
    #expect(trends.map(\.hasPoints) == [true, false, true, false])
    #expect(trends[0].rows.map(\.top) == ["168°", "172°", "not measured", "180°"])
    #expect(trends[0].rows.map(\.hold) == ["0.6 s", "0.8 s", "1 s", "1.2 s"])
    #expect(trends[0].rows.map(\.faults) == ["0.25", "0.13", "0", "0"])
  }
}
