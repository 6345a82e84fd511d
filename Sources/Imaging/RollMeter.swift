internal import Movement

/// Tells from door frames, racks, posts, wall and floor lines how far the camera was tilted about its own axis.
///
/// About one picture a second is looked at, fewer in long clips. Edges that run straight for a sixth of the picture vote
/// on the roll (``LevelFit``); people and textures have none, or do not agree.
public struct RollMeter: Sendable {
  private var looks: [[StraightEdge]] = []
  /// Seconds from look to look.
  private var interval = 1.0
  private var next = -Double.infinity

  private static let mostLooks = 32
  /// Pixels along the longer side of the small picture, to a factor of two.
  private static let smallSize = 320
  /// In shorter sides of the picture, and in small pixels: an edge of a few pixels has no direction.
  private static let shortestEdge = 1.0 / 6
  private static let fewestPixels = 12

  public init() {}

  /// Takes the next picture and looks at it when it is time to.
  ///
  /// - Parameter time: seconds, rising from picture to picture.
  public mutating func advance(_ picture: Picture, at time: Double) {
    guard time >= next else { return }
    if looks.count == Self.mostLooks {
      looks = stride(from: 0, to: looks.count, by: 2).map { looks[$0] }
      interval *= 2
    }
    next = time + interval
    looks.append(Self.edges(picture))
  }

  /// Degrees, + where the camera was turned clockwise as seen from behind it, so that the world shows turned
  /// counter-clockwise; at most 15 either way. Kept to one decimal from the beginning, as in `PoseTrack`.
  ///
  /// `nil`: nothing long and straight was in sight, or what there was did not agree within about a degree.
  public var roll: Double? { LevelFit(looks).level?.roll.rounded(toDecimals: 1) }

  /// How far the camera looked down, degrees, - up: upright things converge where it does. Kept to one decimal.
  ///
  /// `nil`: the roll is unknown, or too few upright things stood beside the middle of the picture. The lens is not known,
  /// so an ordinary phone's is assumed: with one half as long again the number is half as much too large.
  public var pitch: Double? { LevelFit(looks).level?.pitch?.rounded(toDecimals: 1) }

  private static func edges(_ picture: Picture) -> [StraightEdge] {
    let geometry = picture.geometry
    let longest = max(geometry.storedWidth, geometry.storedHeight)
    let small = Thumbnail(picture, targetWidth: max(1, smallSize * geometry.storedWidth / longest))
    let scale = Double(small.scale)
    let displayed = geometry.storedFromDisplay.inverted
    let shortest = shortestEdge * Double(min(geometry.displayWidth, geometry.displayHeight)) / scale
    func place(_ x: Float, _ y: Float) -> Point { displayed(Point(x: Double(x) + 0.5, y: Double(y) + 0.5) * scale) }
    return small.values.withUnsafeBufferPointer { grey in
      let down = EdgeTracer(width: small.width, height: small.height, goesDown: true)
        .edges(grey, shortest: max(fewestPixels, Int(shortest)))
        .compactMap { edge in
          StraightEdge(
            from: place(edge.start.place, edge.start.line), to: place(edge.end.place, edge.end.line), in: geometry)
        }
      let across = EdgeTracer(width: small.width, height: small.height, goesDown: false)
        .edges(grey, shortest: max(fewestPixels, Int(shortest / geometry.sampleAspect)))
        .compactMap { edge in
          StraightEdge(
            from: place(edge.start.line, edge.start.place), to: place(edge.end.line, edge.end.place), in: geometry)
        }
      return down + across
    }
  }
}
