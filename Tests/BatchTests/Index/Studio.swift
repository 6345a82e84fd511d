import Archive
import Foundation
import Movement

@testable import Batch

/// What the tests of the pages look at: a few athletes' weeks with all that can happen to a clip.
enum Studio {
  static let athletes = ["Ann", "Émile", "Zoë", "Bob"]

  static func results() throws -> SampleResults {
    let results = try SampleResults()
    let days = ["2026-01-05", "2026-01-12", "2026-01-19", "2026-02-09"]
    for (index, day) in days.enumerated() {
      // The third week her legs were out of sight.
      try results.record(
        index, [upload("ann/week \(index + 1).mp4", "Ann", day, load: "\(10 * (index + 1)) kg", tempo: "1-1-3-0")],
        IndexSample.analysis(
          reps: 8, flagged: index == 0 ? [2: "pause", 5: "swing"] : index == 1 ? [3: "pause"] : [:],
          severity: index == 0 ? .strong : .mild, top: index == 2 ? nil : Double(4 * index - 12),
          hold: 0.6 + 0.2 * Double(index)))
    }
    try results.record(
      10,
      [
        upload("émile.mp4", "Émile", "2026-01-20", notes: "shoulder hurts, light"),
        upload("copy of émile.mp4", "Émile"),
      ],
      IndexSample.analysis(reps: 5, flagged: [4: "swing"], attempts: 2, profile: .ball))
    try results.record(
      11, [upload("zoë/squats.mp4", "Zoë", "2026-01-21")],
      IndexSample.analysis(reps: 0, outcome: .notThisExercise, reason: "nobody lies face down", profile: .bench))
    try results.record(
      12, (0..<7).map { upload("unnamed/IMG_\(100 + $0).MOV") }, IndexSample.analysis(reps: 10, profile: .incline45))
    try results.fail(
      20, [upload("bob/holiday.mp4", "Bob", "2026-01-22")], .timedOut, "bob/holiday.mp4: no end in sight")
    try results.fail(
      21, [upload("readme.mp4")], .unusable, "readme.mp4: not a video. Send the file as it was filmed.", attempts: 1,
      quarantined: false)
    return results
  }

  private static func upload(
    _ path: String, _ athlete: String? = nil, _ date: String? = nil, load: String? = nil, tempo: String? = nil,
    notes: String? = nil
  ) -> Upload {
    Upload(
      path: path, athlete: athlete, date: date.flatMap { CalendarDay($0) }, load: load, tempo: tempo, notes: notes)
  }

  /// A season: as many sets, of as many athletes, and a failed clip to every fifty of them.
  static func season(sets: Int, athletes: Int) throws -> SampleResults {
    let results = try SampleResults()
    let faults: [[Int: String]] = [[2: "pause"], [1: "swing", 3: "pause"], [:]]
    let analyses = (0..<12).map { week -> Analysis in
      let top = Double(week - 9)
      let hold = 0.5 + 0.06 * Double(week)
      return IndexSample.analysis(reps: 6 + week % 4, flagged: faults[week % 3], top: top, hold: hold)
    }
    for number in 0..<sets {
      let athlete = number % athletes
      let week = number / athletes
      let day = String(format: "20%02d-%02d-%02d", 24 + week / 12 % 70, 1 + week % 12, 1 + athlete % 28)
      let upload = Upload(
        path: "week \(week)/athlete \(athlete)/VID_\(number).mp4", athlete: "Athlete Number \(athlete)",
        date: CalendarDay(day), load: "\(5 * (1 + number % 9)) kg", tempo: "1-1-3-0",
        notes: number % 7 == 0 ? "left knee taped, second set of three" : nil)
      if number % 50 == 49 {
        try results.fail(number, [upload], .timedOut, "VID_\(number).mp4: it took longer than 300 s")
      } else {
        try results.record(number, [upload], analyses[number % 12])
      }
    }
    return results
  }
}
