internal import Foundation
public import Movement

/// The hip angle over a part of a clip, as an SVG without any text: what stands beside it is the page's.
///
/// x is seconds from the start of the part, y per cent of the height from above. It is drawn with the classes of the
/// report's style sheet; the line of the class `now` is the page's to move.
public struct SwingChart: Sendable {
  /// A line across the chart, and what it stands for.
  public struct Tick: Sendable {
    /// Per cent of the height, from above.
    public var top: Double
    public var text: String
  }

  /// The only column of the signals that is needed.
  public static let columns: Set = ["hipAngle"]

  public let svg: String
  public let ticks: [Tick]

  /// - Parameters:
  ///   - rep: whose phases are shown.
  ///   - analysis: of which the rep is one.
  ///   - signals: with the hip angle.
  ///   - span: the part of the clip, seconds from its start.
  ///   - clean: a rep to lay under it, both from the start of the lift, with the signals of its own clip.
  /// - Returns: `nil`: there is no hip angle to draw.
  public init?(
    _ rep: Rep, of analysis: Analysis, signals: Signals, over span: ClosedRange<Double>,
    beside clean: (rep: Rep, signals: Signals)? = nil
  ) {
    let bodyLine = 180 + (analysis.options.neutralOffset ?? 0)
    guard let curve = Curve(signals, bodyLine: bodyLine, over: span, with: clean.map { Self.angles($0) } ?? []) else {
      return nil
    }
    let (origin, width) = (span.lowerBound, (span.upperBound - span.lowerBound).rounded(toDecimals: 3))

    func band(_ name: String, _ from: Double, _ to: Double, y: Int, height: Int) -> String {
      let from = min(max(from - origin, 0), width).rounded(toDecimals: 3)
      let length = max(min(to - origin, width) - from, 0).rounded(toDecimals: 3)
      return "<rect class=\"\(name)\" x=\"\(from)\" y=\"\(y)\" width=\"\(length)\" height=\"\(height)\"/>"
    }
    func line(_ name: String, at angle: Double) -> String {
      let y = curve.height(angle)
      return "<line class=\"\(name)\" x1=\"0\" x2=\"\(width)\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }
    let angles = stride(from: 0.0, through: 330, by: 30).filter(curve.range.contains)
    let phases =
      band("holdband", rep.hold.start, rep.hold.end, y: 0, height: 96)
      + band("ascent", rep.start, rep.hold.start, y: 96, height: 4)
      + band("holding", rep.hold.start, rep.hold.end, y: 96, height: 4)
      + band("descent", rep.hold.end, rep.end, y: 96, height: 4)
    let faults = rep.findings.filter { $0.verdict == .flag }.map {
      band("flagband", $0.from, $0.to, y: 0, height: 96)
    }
    let under = clean.flatMap { clean in
      Curve(clean.signals, like: curve)?
        .path(clean.rep.span, from: clean.rep.start - (rep.start - origin))
    }
    svg =
      "<svg viewBox=\"0 0 \(width) 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      + angles.map { line("grid", at: $0) }.joined() + phases + faults.joined() + line("bodyline", at: bodyLine)
      + (under.map { "<path class=\"curve best\" d=\"\($0)\"/>" } ?? "")
      + "<path class=\"curve\" d=\"\(curve.path(span, from: origin))\"/>"
      + "<line class=\"now\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"100\"/></svg>"
    ticks = angles.map { Tick(top: curve.height($0), text: "\(Int($0))°") }
  }

  /// The angles of a rep.
  private static func angles(_ clean: (rep: Rep, signals: Signals)) -> [Double] {
    let values = Curve.hipAngle(in: clean.signals)?.values ?? []
    return zip(clean.signals.times, values).compactMap { clean.rep.span.contains($0) ? $1 : nil }
  }
}

extension Rep {
  /// Seconds.
  fileprivate var span: ClosedRange<Double> { start...max(start, end) }
}
