internal import Foundation
internal import Kinematics
internal import Movement

/// Draws a body with what is measured on it: the line from shoulder over hip to knee, the line that the legs are to reach,
/// and the hip angle.
struct BodyPainter {
  /// Size of text, pixels; everything else is measured in it.
  let unit: Double
  /// Bones are so many units wide.
  var boneWidth = 0.2
  /// Draws the side behind too.
  var showsFar = true
  let facing: Facing?
  let fonts: Fonts

  /// - Parameters:
  ///   - angle: at the hip, degrees; `nil`: no arc and no number.
  ///   - bodyLine: elevation of the line to reach, degrees toward the feet; `nil`: the trunk goes on straight.
  ///   - picture: where the layer may be drawn on.
  /// - Returns: where ink may be.
  func draw(
    _ figure: BodyFigure, angle: Double?, bodyLine: Double?, on layer: borrowing Layer, within picture: Box
  ) -> [Box] {
    drawBones(of: figure, on: layer)
    var lines = figure.bones(Skeleton.near + (showsFar ? Skeleton.far : []))
    if let line = drawBodyLine(of: figure, elevation: bodyLine, on: layer) { lines.append(line) }
    drawMeasuredLine(of: figure, on: layer)
    drawJoints(of: figure, on: layer)

    // Half the widest line, and a joint with its rim: less than half a unit.
    var inked = lines.flatMap { BodyPainter.pieces($0, longest: 3 * unit) }.map { $0.widened(by: unit / 2) }
    inked += Skeleton.near.joined().compactMap { figure[$0] }.map { Box(around: [$0])!.widened(by: unit / 2) }
    guard let angle, let hip = figure[.hip] else { return inked }
    let radius = arcRadius(figure)
    let side = drawArc(of: figure, radius: radius, on: layer)
    inked.append(Box(around: [hip])!.widened(by: radius + unit / 2))
    inked.append(drawAngle(angle, beside: hip, toward: side, on: layer, within: picture))
    return inked
  }

  /// Boxes along a line: one around the whole of a slanting line would hold mostly nothing.
  private static func pieces(_ line: (Point, Point), longest: Double) -> [Box] {
    let count = max(1, Int((line.0.distance(to: line.1) / longest).rounded(.up)))
    let step = (line.1 - line.0) * (1 / Double(count))
    return (0..<count).map { piece in
      Box(around: [line.0 + step * Double(piece), line.0 + step * Double(piece + 1)])!
    }
  }

  private func drawBones(of figure: BodyFigure, on layer: borrowing Layer) {
    func path(_ chains: [[BodyPart]], guessed: Bool) {
      for (start, end) in figure.bones(chains, guessed: guessed) { layer.polyline([start, end]) }
    }
    if showsFar {
      path(Skeleton.far, guessed: false)
      layer.stroke(Palette.ink, opacity: 0.35, width: boneWidth * unit, keepingPath: true)
      layer.stroke(Palette.skeletonFar, opacity: 0.75, width: boneWidth * unit / 2)
    }
    path(Skeleton.near, guessed: true)
    layer.stroke(Palette.skeletonNear, width: boneWidth * unit / 2, dash: [0.2 * unit, 0.4 * unit])
    path(Skeleton.near, guessed: false)
    layer.stroke(Palette.ink, opacity: 0.6, width: (boneWidth + 0.14) * unit, keepingPath: true)
    layer.stroke(Palette.skeletonNear, width: boneWidth * unit)
  }

  private func drawJoints(of figure: BodyFigure, on layer: borrowing Layer) {
    let parts = Skeleton.near.joined().uniqued()
    func discs(guessed: Bool) {
      for part in parts where figure.isGuessed(part) == guessed {
        if let place = figure[part] { layer.disc(place, radius: boneWidth * unit) }
      }
    }
    discs(guessed: true)
    layer.stroke(Palette.skeletonNear, width: 0.08 * unit)
    discs(guessed: false)
    layer.stroke(Palette.ink, opacity: 0.7, width: 0.14 * unit, keepingPath: true)
    layer.fill(Palette.paper)
  }

  /// What the angle is measured between. A guess stays the dashed bone that it is.
  private func drawMeasuredLine(of figure: BodyFigure, on layer: borrowing Layer) {
    for (start, end) in figure.bones([[.shoulder, .hip, .knee]], guessed: false) { layer.polyline([start, end]) }
    layer.stroke(Palette.ink, opacity: 0.7, width: (boneWidth + 0.16) * unit, keepingPath: true)
    layer.stroke(Palette.measured, width: (boneWidth + 0.02) * unit)
  }

  /// Dashed, from the hip to where the ankles are to be. Returns its ends; `nil`: nobody lies there, or the
  /// trunk is not known.
  private func drawBodyLine(of figure: BodyFigure, elevation: Double?, on layer: borrowing Layer) -> (Point, Point)? {
    guard let facing, let shoulder = figure[.shoulder], let hip = figure[.hip] else { return nil }
    let trunk = hip - shoulder
    let length = shoulder.distance(to: hip)
    guard length > 0 else { return nil }
    var direction = trunk * (1 / length)
    if let elevation {
      let radians = elevation * .pi / 180
      direction = Point(x: cos(radians) * (facing == .left ? 1 : -1), y: -sin(radians))
    }
    let end = hip + direction * (length * BodyFigure.legLength)
    layer.polyline([hip, end])
    layer.stroke(Palette.ink, opacity: 0.7, width: 0.24 * unit, dash: dash, keepingPath: true)
    layer.stroke(Palette.bodyLine, width: 0.12 * unit, dash: dash)
    return (hip, end)
  }

  private var dash: [Double] { [0.45 * unit, 0.45 * unit] }

  private func arcRadius(_ figure: BodyFigure) -> Double {
    let bones = [BodyPart.shoulder, .knee].compactMap { part in figure[part].map { $0.distance(to: figure[.hip]!) } }
    return min(1.8 * unit, (bones.min() ?? 0) / 2)
  }

  /// The angle on the front of the body. Returns the direction away from it, where there is room for the number.
  private func drawArc(of figure: BodyFigure, radius: Double, on layer: borrowing Layer) -> Point {
    let up = Point(x: 0, y: -1)
    guard let facing, let hip = figure[.hip], let shoulder = figure[.shoulder], let knee = figure[.knee] else {
      return up
    }
    let trunk = atan2(shoulder.y - hip.y, shoulder.x - hip.x)
    let thigh = atan2(knee.y - hip.y, knee.x - hip.x)
    // The belly is down: seen from a head on the left, the front lies counter-clockwise of the trunk.
    let turn = facing == .left ? -1.0 : 1.0
    var sweep = (turn * (thigh - trunk)).truncatingRemainder(dividingBy: 2 * .pi)
    if sweep < 0 { sweep += 2 * .pi }
    layer.arc(hip, radius: radius, from: trunk, to: trunk + turn * sweep)
    layer.stroke(Palette.ink, opacity: 0.7, width: 0.26 * unit, keepingPath: true)
    layer.stroke(Palette.bodyLine, width: 0.13 * unit)
    let middle = trunk + turn * sweep / 2
    return Point(x: -cos(middle), y: -sin(middle))
  }

  private func drawAngle(
    _ angle: Double, beside hip: Point, toward side: Point, on layer: borrowing Layer, within picture: Box
  ) -> Box {
    let line = fonts.bold.line("\(Int(angle.rounded()))°", size: Int((1.25 * unit).rounded()))
    let halo = 0.16 * unit
    let size = Double(line.size)
    let middle = hip + side * (0.9 * unit + line.width / 2)
    // Inside the picture, whatever the hip does.
    let edge = 0.3 * unit
    let x = max(picture.minX + edge, min(middle.x - line.width / 2, picture.maxX - edge - line.width))
    let y = max(picture.minY + edge + size, min(middle.y + 0.36 * size, picture.maxY - edge - 0.3 * size))
    line.draw(on: layer, at: Point(x: x, y: y), Palette.bodyLine, halo: halo)
    return line.box(at: Point(x: x, y: y), halo: 2 * halo)
  }
}
