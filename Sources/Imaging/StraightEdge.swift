internal import Foundation
internal import Movement

/// A long straight edge of the displayed picture that stands or lies, give or take the tilt of a camera.
struct StraightEdge: Sendable, Equatable {
  enum Kind: Sendable, CaseIterable { case standing, lying }

  let kind: Kind
  /// The roll of a camera that shows something upright or level like this, degrees, + clockwise.
  let lean: Double
  /// How far its line passes from the middle of the picture, to the right or down, in longer sides of the picture.
  let offset: Double
  /// In shorter sides of the picture.
  let length: Double

  /// Nobody films a set with a camera tilted by more, degrees.
  static let steepest = 15.0

  /// `nil`: it runs aslant.
  init?(from start: Point, to end: Point, in geometry: DisplayGeometry) {
    let stands = abs(end.y - start.y) > abs(end.x - start.x)
    kind = stands ? .standing : .lying
    // Always downwards, or to the right.
    let way = (stands ? end.y > start.y : end.x > start.x) ? end - start : start - end
    // A camera tilted clockwise turns the world counter-clockwise: tops go to the left, right ends up.
    lean = (stands ? atan2(way.x, way.y) : -atan2(way.y, way.x)) * 180 / .pi
    guard abs(lean) <= Self.steepest else { return nil }
    let (width, height) = (Double(geometry.displayWidth), Double(geometry.displayHeight))
    let fromMiddle = (start + end - Point(x: width, y: height)) * 0.5
    let reach = start.distance(to: end)
    let across = (fromMiddle.x * way.y - fromMiddle.y * way.x) / reach
    offset = (stands ? across : -across) / max(width, height)
    length = reach / min(width, height)
  }
}
