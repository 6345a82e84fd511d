internal import Foundation
internal import Imaging
internal import Movement

/// A turned square in the displayed picture that a model looks at.
///
/// Its own axes: x to the right and y down in the square, 0 to 1 from corner to corner. For a body the square is
/// centred on the hips and turned so that the body stands upright in it.
struct Region: Sendable, Hashable {
  var centre: Point
  /// Length of a side, pixels.
  var side: Double
  /// Clockwise turn as seen in the picture, radians.
  var rotation: Double

  init(centre: Point, side: Double, rotation: Double) {
    self.centre = centre
    self.side = side
    self.rotation = rotation
  }

  /// The square about a body, from two points that both models give: the middle of the hips and a point on the circle
  /// around the whole body, straight up from the hips.
  ///
  /// Source: MediaPipe's `AlignmentPointsRectsCalculator` (twice the distance, 90 degrees as target) and
  /// `RectTransformationCalculator` (scale 1.25) with the options in its pose graphs.
  init(hips: Point, top: Point) {
    let up = top - hips
    let turn = Double.pi / 2 - atan2(-up.y, up.x)
    self.init(
      centre: hips, side: 2 * 1.25 * hips.distance(to: top),
      rotation: turn - 2 * .pi * ((turn + .pi) / (2 * .pi)).rounded(.down))
  }

  /// The smallest square about the whole picture, turned by quarters.
  static func whole(of geometry: DisplayGeometry, quarterTurns: Int) -> Region {
    let width = Double(geometry.displayWidth)
    let height = Double(geometry.displayHeight)
    return Region(
      centre: Point(x: width / 2, y: height / 2), side: max(width, height), rotation: Double(quarterTurns) * .pi / 2)
  }

  /// From places in the square, 0 to 1, to the displayed picture.
  var displayFromUnit: Affine {
    let along = side * cos(rotation)
    let across = side * sin(rotation)
    return Affine(
      a: along, b: -across, tx: centre.x - (along - across) / 2,
      c: across, d: along, ty: centre.y - (across + along) / 2)
  }

  /// From column and row of a square tensor to the place in the displayed picture that is sampled for it.
  ///
  /// The reference puts the *index* 0 at the corner of the square and reads the picture at an *index*, half a pixel
  /// from where corners are counted; landmarks are equal to its own only if that is kept.
  func displayFromTensor(size: Int) -> Affine {
    let unit = 1 / Double(size)
    return Affine(a: unit, b: 0, tx: 0, c: 0, d: unit, ty: 0)
      .followed(by: displayFromUnit)
      .followed(by: Affine(a: 1, b: 0, tx: 0.5, c: 0, d: 1, ty: 0.5))
  }

  /// Worth looking at: of a size that holds a body, with its centre in the picture or nearly so.
  func isUsable(in geometry: DisplayGeometry) -> Bool {
    let width = Double(geometry.displayWidth)
    let height = Double(geometry.displayHeight)
    guard side.isFinite, centre.x.isFinite, centre.y.isFinite, rotation.isFinite else { return false }
    let margin = side / 4
    return side >= 24 && side <= 5 * max(width, height)
      && centre.x > -margin && centre.x < width + margin && centre.y > -margin && centre.y < height + margin
  }

  /// How far the other square is turned against this one, 0 to pi.
  func turn(to other: Region) -> Double {
    let difference = abs(other.rotation - rotation).truncatingRemainder(dividingBy: 2 * .pi)
    return min(difference, 2 * .pi - difference)
  }
}
