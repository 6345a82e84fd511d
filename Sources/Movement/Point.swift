/// A place in the displayed picture, in pixels: x to the right, y *down*, (0, 0) the upper left corner of the picture.
///
/// "Displayed" means that rotation and sample aspect are already applied, so one unit is as long in x as in y.
public struct Point: Sendable, Hashable, Codable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  public func distance(to other: Point) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }

  /// To the nearest place on a straight line between two points.
  public func distance(toSegmentFrom a: Point, to b: Point) -> Double {
    let way = b - a
    let square = way.x * way.x + way.y * way.y
    guard square > 0 else { return distance(to: a) }
    let share = ((x - a.x) * way.x + (y - a.y) * way.y) / square
    return distance(to: a + way * min(max(share, 0), 1))
  }

  public static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
  public static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
  public static func * (a: Point, k: Double) -> Point { Point(x: a.x * k, y: a.y * k) }
}

/// An upright rectangle in the displayed picture, in pixels.
public struct Box: Sendable, Hashable, Codable {
  public var minX: Double
  public var minY: Double
  public var maxX: Double
  public var maxY: Double

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The smallest box around the points; `nil` for none.
  public init?(around points: some Sequence<Point>) {
    var box: Box?
    for point in points {
      let old = box ?? Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
      box = Box(
        minX: min(old.minX, point.x), minY: min(old.minY, point.y),
        maxX: max(old.maxX, point.x), maxY: max(old.maxY, point.y))
    }
    guard let box else { return nil }
    self = box
  }

  public func widened(by margin: Double) -> Box {
    Box(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }

  public var area: Double { max(0, maxX - minX) * max(0, maxY - minY) }

  /// Intersection over union, 0 to 1.
  public func overlap(with other: Box) -> Double {
    let width = min(maxX, other.maxX) - max(minX, other.minX)
    let height = min(maxY, other.maxY) - max(minY, other.minY)
    guard width > 0, height > 0 else { return 0 }
    return width * height / (area + other.area - width * height)
  }
}
