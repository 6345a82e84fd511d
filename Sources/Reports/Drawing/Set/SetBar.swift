internal import Foundation
internal import Movement

/// The set from left to right under the picture: reps in the colours of their verdicts, with number and mark, holds
/// stressed, flagged spans hatched. All but the playhead is drawn once.
struct SetBar {
  private let layout: CanvasLayout
  private let duration: Double
  private let hasReps: Bool

  private let analysis: Analysis
  private let fonts: Fonts

  init(_ analysis: Analysis, layout: CanvasLayout, fonts: Fonts) {
    self.analysis = analysis
    self.layout = layout
    self.fonts = fonts
    duration = analysis.clip.duration
    hasReps = analysis.outcome == .assessed && !analysis.reps.isEmpty
  }

  /// Everything but the playhead, on a layer as large as the bar.
  func drawn() throws(DrawingError) -> Layer {
    let still = try Layer(width: layout.width, height: layout.barHeight)
    still.rectangle(still.bounds.box)
    still.fill(Palette.ink)
    drawLane(on: still)
    if hasReps {
      let hasNumbers = hasNumbers
      for rep in analysis.reps { draw(rep, hasNumber: hasNumbers, on: still) }
      for rep in analysis.reps { drawHatches(rep, on: still) }
    } else {
      drawReason(analysis.reason ?? analysis.outcome.rawValue, on: still)
    }
    try still.checkDrawing()
    return still
  }

  /// Draws the playhead on the canvas's layer. Returns the columns that it took, in rows of the bar.
  func drawPlayhead(at time: Double, on layer: borrowing Layer) -> PixelBox? {
    let x = x(time)
    let top = Double(layout.pictureHeight) + (laneTop - 0.2) * layout.unit
    let bottom = Double(layout.pictureHeight) + (laneBottom + 0.2) * layout.unit
    layer.polyline([Point(x: x, y: top), Point(x: x, y: bottom)])
    layer.stroke(Palette.ink, width: 0.44 * layout.unit, keepingPath: true)
    layer.stroke(Palette.paper, width: 0.22 * layout.unit)
    let box = Box(minX: x, minY: 0, maxX: x, maxY: Double(layout.barHeight)).widened(by: 0.4 * layout.unit)
    return PixelBox(box, within: PixelBox(columns: 0..<layout.width, rows: 0..<layout.barHeight))
  }

  /// Rows of the lane, in text sizes from the bar's upper edge.
  private var laneTop: Double { hasReps ? 1.55 : 2.45 }
  private var laneBottom: Double { hasReps ? 2.5 : 2.6 }

  private func x(_ time: Double) -> Double {
    let margin = 0.6 * layout.unit
    guard duration > 0, time.isFinite else { return margin }
    return margin + min(max(time / duration, 0), 1) * (Double(layout.width) - 2 * margin)
  }

  private func lane(_ from: Double, _ to: Double, share: Double = 1) -> Box {
    let height = (laneBottom - laneTop) * layout.unit
    let gap = (1 - share) / 2 * height
    return Box(
      minX: x(from), minY: laneTop * layout.unit + gap, maxX: max(x(to), x(from) + 1),
      maxY: laneBottom * layout.unit - gap)
  }

  private func drawLane(on still: borrowing Layer) {
    still.rectangle(lane(0, duration, share: hasReps ? 0.12 : 1))
    still.fill(Palette.notAssessed, opacity: 0.5)
  }

  private func draw(_ rep: Rep, hasNumber: Bool, on still: borrowing Layer) {
    let colour = Palette.colour(rep.verdict)
    let whole = lane(rep.start, rep.end, share: 0.5)
    still.rectangle(whole, rounded: 0.12 * layout.unit)
    still.fill(colour)
    still.rectangle(lane(rep.hold.start, rep.hold.end), rounded: 0.12 * layout.unit)
    still.fill(colour)
    drawName(of: rep, hasNumber: hasNumber, over: whole, on: still)
  }

  /// Number and mark; in a bar of many reps the mark alone, as far as there is room.
  private func drawName(of rep: Rep, hasNumber: Bool, over box: Box, on still: borrowing Layer) {
    let number = number(of: rep)
    let mark = fonts.bold.line(Palette.mark(rep.verdict), size: layout.textSize)
    let y = 1.2 * layout.unit
    let middle = (box.minX + box.maxX) / 2
    if hasNumber {
      let width = number.width + nameGap + mark.width
      number.draw(on: still, at: Point(x: middle - width / 2, y: y), Palette.paper)
      mark.draw(on: still, at: Point(x: middle + width / 2 - mark.width, y: y), Palette.colour(rep.verdict))
    } else if mark.width <= box.maxX - box.minX + nameGap {
      mark.draw(on: still, at: Point(x: middle - mark.width / 2, y: y), Palette.colour(rep.verdict))
    }
  }

  /// All reps are wide enough for their numbers beside the marks.
  private var hasNumbers: Bool {
    analysis.reps.allSatisfy { rep in
      let mark = fonts.bold.line(Palette.mark(rep.verdict), size: layout.textSize)
      return number(of: rep).width + nameGap + mark.width <= x(rep.end) - x(rep.start) + nameGap
    }
  }

  private func number(of rep: Rep) -> TextLine {
    fonts.regular.line(rep.kind == .attempt ? "a\(rep.number)" : "\(rep.number)", size: layout.textSize)
  }

  private var nameGap: Double { 0.25 * layout.unit }

  private func drawHatches(_ rep: Rep, on still: borrowing Layer) {
    let step = 0.4 * layout.unit
    for flag in rep.findings where flag.verdict == .flag {
      let box = lane(flag.from, max(flag.to, flag.from))
      still.clipped(to: box) { layer in
        let height = box.maxY - box.minY
        // Hatches of neighbours go on from each other: they begin at multiples of the step.
        var x = ((box.minX - height) / step).rounded(.down) * step
        while x < box.maxX {
          layer.polyline([Point(x: x, y: box.maxY), Point(x: x + height, y: box.minY)])
          x += step
        }
        layer.stroke(Palette.ink, opacity: 0.9, width: 0.14 * layout.unit)
      }
    }
  }

  private func drawReason(_ reason: String, on still: borrowing Layer) {
    let margin = 0.6 * layout.unit
    let size = max(9, Int((0.88 * layout.unit).rounded()))
    let mark = fonts.bold.line(Palette.mark(.notAssessed), size: Int(1.4 * layout.unit))
    let start = margin + mark.width + margin
    let lines = fonts.regular.lines(
      "Not assessed: \(reason)", size: size, within: Double(layout.width) - start - margin, atMost: 2)
    still.clipped(to: still.bounds.box) { layer in
      mark.draw(on: layer, at: Point(x: margin, y: 1.65 * layout.unit), Palette.notAssessed)
      for (row, line) in lines.enumerated() {
        line.draw(on: layer, at: Point(x: start, y: (1.0 + 1.08 * Double(row)) * layout.unit), Palette.paper)
      }
    }
  }
}
