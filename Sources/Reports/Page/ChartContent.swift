internal import Foundation
internal import Movement

/// The hip angle over the whole clip: what the template shows. Lengths are per cent of the chart, so that it fits any
/// width; its text stands in the table below it.
struct ChartContent: Sendable {
  var label: String
  /// Pixels below which a long set is scrolled instead of squeezed.
  var minWidth: Int
  var duration: Double
  var svg: String
  /// Where the legs are in line, `180°`.
  var bodyLine: String
  var ticks: [Tick]
  var repLabels: [RepLabel]
  var laneHeight: Int
  var flags: [FlagSpan]
  var seconds: [Second]
  var rows: [Row]

  struct Tick: Sendable {
    var top: Double
    var text: String
  }

  struct RepLabel: Sendable {
    var left: Double
    var verdict, mark, shortName, anchor, key, start: String
  }

  struct FlagSpan: Sendable {
    var left, width: Double
    var top: Int
    var anchor, key, time, title, rule: String
  }

  struct Second: Sendable {
    var left: Double
    var text: String
  }

  struct Row: Sendable {
    var name, starts, top, held, ends, topAngle, bottomAngle, verdictText: String
  }

  /// - Returns: `nil`: there is no hip angle to draw.
  init?(_ subject: ReportSubject) {
    guard let curve = Curve(subject) else { return nil }
    let analysis = subject.analysis
    let duration = max(analysis.clip.duration, 0.001)
    let offset = analysis.options.neutralOffset ?? 0
    let reps = analysis.reps
    func left(_ time: Double) -> Double { (100 * min(max(time / duration, 0), 1)).rounded(toDecimals: 3) }

    self.duration = duration
    label =
      reps.isEmpty
      ? "Hip angle over time"
      : "Hip angle over time, \(reps.count) swings of the legs; the table below says the same in words"
    minWidth = Int(duration * 6)
    svg = Self.svg(curve, reps, duration: duration, bodyLine: subject.bodyLine)
    bodyLine = "\(Int(subject.bodyLine.rounded()))°"
    ticks = stride(from: 60.0, through: 240, by: 30).filter(curve.range.contains).map {
      Tick(top: curve.height($0), text: "\(Int($0))°")
    }
    repLabels = reps.map {
      RepLabel(
        left: left(($0.start + $0.end) / 2), verdict: $0.verdict.rawValue, mark: Palette.mark($0.verdict),
        shortName: $0.key, anchor: $0.anchor, key: $0.key, start: "\($0.start)")
    }
    let step = [1.0, 2, 5, 10, 15, 30, 60, 120, 300].first { duration / $0 <= 12 } ?? 600
    // A label at the very end would be cut off.
    seconds = stride(from: 0, through: duration * 0.97, by: step).map {
      Second(left: left($0), text: Clock.seconds($0))
    }
    (flags, laneHeight) = Self.lanes(reps, left: left)
    rows = reps.map { rep in
      // The angle as it was seen, and as the curve shows it: the measures have the lifter's own offset taken off.
      func angle(_ measure: Measure) -> String {
        (rep.measurements[measure] ?? nil).map {
          Movement.Unit.degrees.text(180 + offset + $0.value, uncertainty: $0.uncertainty)
        }
          ?? "not measured"
      }
      return Row(
        name: rep.name, starts: Clock.tenths(rep.start), top: Clock.tenths(rep.top),
        held: Movement.Unit.seconds.text(rep.hold.duration, uncertainty: rep.hold.uncertainty),
        ends: Clock.tenths(rep.end),
        topAngle: angle(.topDeviation), bottomAngle: angle(.bottomDeviation),
        verdictText: rep.verdict == .flag ? "fault: \(rep.rules(.flag).joined(separator: ", "))" : rep.verdict.words)
    }
  }

  private static func svg(_ curve: Curve, _ reps: [Rep], duration: Double, bodyLine: Double) -> String {
    func band(_ name: String, _ from: Double, _ to: Double, y: Double, height: Double) -> String {
      let width = max(0, to - from).rounded(toDecimals: 3)
      return "<rect class=\"\(name)\" x=\"\(from)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>"
    }
    let grid = stride(from: 60.0, through: 240, by: 30).filter { curve.range.contains($0) && $0 != bodyLine }.map {
      "<line class=\"grid\" x1=\"0\" x2=\"\(duration)\" y1=\"\(curve.height($0))\" y2=\"\(curve.height($0))\"/>"
    }
    let bands = reps.map { rep in
      band("holdband", rep.hold.start, rep.hold.end, y: 0, height: 96)
        + band("ascent", rep.start, rep.hold.start, y: 96, height: 4)
        + band("holding", rep.hold.start, rep.hold.end, y: 96, height: 4)
        + band("descent", rep.hold.end, rep.end, y: 96, height: 4)
        + "<line class=\"edge\" x1=\"\(rep.start)\" x2=\"\(rep.start)\" y1=\"0\" y2=\"100\"/>"
        + rep.findings.filter { $0.verdict == .flag }.map { band("flagband", $0.from, $0.to, y: 0, height: 96) }
        .joined()
    }
    let line = curve.height(bodyLine)
    return "<svg viewBox=\"0 0 \(duration) 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">" + grid.joined()
      + bands.joined() + "<line class=\"bodyline\" x1=\"0\" x2=\"\(duration)\" y1=\"\(line)\" y2=\"\(line)\"/>"
      + "<path class=\"curve\" d=\"\(curve.path())\"/></svg>"
  }

  /// A link for each flag under its span, in as many lanes as are needed for none to cover another.
  private static func lanes(_ reps: [Rep], left: (Double) -> Double) -> ([FlagSpan], height: Int) {
    let lane = 28
    // A label takes room where its span is short; measured in per cent of the chart.
    let room = 12.0
    var ends: [Double] = []
    let found = reps.flatMap { rep in rep.findings.filter { $0.verdict == .flag }.map { (rep: rep, finding: $0) } }
      .sorted { ($0.finding.from, $0.finding.rule) < ($1.finding.from, $1.finding.rule) }
    let spans = found.map { rep, finding -> FlagSpan in
      // The label is wider than most spans; at the right edge it must not leave the chart.
      let from = min(left(finding.from), 100 - room)
      let width = (left(finding.to) - from).rounded(toDecimals: 3)
      let free = ends.firstIndex { $0 <= from } ?? ends.count
      if free == ends.count { ends.append(0) }
      ends[free] = from + max(width, room)
      return FlagSpan(
        left: from, width: width, top: free * lane, anchor: rep.anchor, key: rep.key,
        time: "\(finding.from)", title: finding.message.printable, rule: finding.rule.rawValue)
    }
    return (spans, ends.count * lane)
  }
}
