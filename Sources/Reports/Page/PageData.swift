internal import Foundation
internal import Movement

/// What the page's script knows, as JSON.
struct PageData: Encodable {
  /// Seconds.
  var duration: Double
  /// Times of the frames, seconds, so that single frames can be stepped through at any rate.
  var frames: [Double]
  /// The usual time between two frames, seconds.
  var interval: Double
  var angle: Angle
  var reps: [Span]
  var flags: [Flag]

  /// The hip angle on an even grid, degrees.
  struct Angle: Encodable {
    var start: Double
    var step: Double
    var values: [Double?]
  }

  struct Span: Encodable {
    var key, name: String
    var start, holdStart, holdEnd, end: Double
  }

  struct Flag: Encodable {
    var key, rule: String
    var from, to: Double
  }

  /// More frames than this are not stepped through one by one from a page.
  private static let mostFrames = 40_000
  /// Values a second of the readings.
  private static let rate = 20.0

  init(_ subject: ReportSubject) {
    let analysis = subject.analysis
    duration = max(analysis.clip.duration, 0.001)
    frames = subject.track.frames.prefix(Self.mostFrames).map { $0.time.rounded(toDecimals: 4) }
    interval = (1 / max(analysis.clip.frameRate, 1)).rounded(toDecimals: 5)
    angle = Self.angle(subject)
    reps = analysis.reps.map {
      Span(
        key: $0.key, name: $0.name, start: $0.start, holdStart: $0.hold.start, holdEnd: $0.hold.end, end: $0.end)
    }
    flags = analysis.reps.flatMap { rep in
      rep.findings.filter { $0.verdict == .flag }.map {
        Flag(key: rep.key, rule: $0.rule.rawValue, from: $0.from, to: $0.to)
      }
    }.sorted { ($0.from, $0.rule) < ($1.from, $1.rule) }
  }

  private static func angle(_ subject: ReportSubject) -> Angle {
    let times = subject.signals.times
    guard let column = subject.hipAngle, times.count > 1, let first = times.first, let last = times.last, last > first
    else { return Angle(start: 0, step: 1, values: []) }
    let step = (last - first) / Double(times.count - 1)
    let stride = max(1, Int((1 / (rate * step)).rounded()))
    let values = Swift.stride(from: 0, to: times.count, by: stride).map { column.values[$0]?.rounded(toDecimals: 1) }
    return Angle(start: first, step: step * Double(stride), values: values)
  }

  /// Nothing in it can end the script element: there is no `<`.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(self) else { preconditionFailure("the page's numbers are finite") }
    return String(decoding: text, as: UTF8.self).replacing("<", with: "\\u003c")
  }
}
