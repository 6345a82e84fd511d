public import Movement

/// Watches the whole picture, whoever is in it: how bright it is, whether the camera moved, whether the film was cut.
///
/// The picture is made small (about 160 pixels wide) and laid out in blocks. Each block with enough texture is looked for
/// in an earlier frame, first by whole pixels, then by the slopes of the grey values (Lucas and Kanade 1981). The background
/// is what most blocks agree on; an athlete or somebody who walks by moves the others.
///
/// The earlier frame is one anchor for as long as the view stays near it: the errors of frame after frame would add up
/// to a camera that wanders, and an anchor says where it stands.
public struct SceneMeter: Sendable {
  private var before: Memory?
  private var anchor: Memory?
  /// Where the background lies, and where it lay in the anchor, in small pixels since the last anchor without a way to it.
  private var place = Point(x: 0, y: 0)
  private var anchorPlace = Point(x: 0, y: 0)

  /// Farther from the anchor than this, in small pixels, too many blocks have left the picture: time for a new one.
  private static let farthest = 3.0

  /// What is kept of a frame.
  private struct Memory: Sendable {
    var width: Int
    var height: Int
    var values: [Float]
    var mean: Float
    var deviation: Float
  }

  public init() {}

  /// The next frame's glance.
  ///
  /// `shift` is `nil` for the first frame, after a cut, where the picture's size changed, and where too little texture
  /// or too few blocks agree (at least four, and two fifths of those with texture).
  public mutating func advance(_ picture: Picture) -> SceneGlance {
    let small = Thumbnail(picture, targetWidth: 160)
    let now = Memory(
      width: small.width, height: small.height, values: small.values, mean: small.mean,
      deviation: Self.deviation(small))
    let brightness = min(1, max(0, Double(small.mean) / 255))
    defer { before = now }
    guard let before, before.width == now.width, before.height == now.height else {
      anchor = now
      return SceneGlance(brightness: brightness, shift: nil, isCut: before != nil)
    }
    let shift = follow(now, after: before)
    return SceneGlance(
      brightness: brightness, shift: shift.map { Self.displayed($0, scale: Double(small.scale), picture.geometry) },
      // Matched blocks prove that it is the same scene, however much of it moved.
      isCut: shift == nil && !Self.resemble(before, now))
  }

  /// How far the background moved since the frame before, in small pixels.
  private mutating func follow(_ now: Memory, after before: Memory) -> Point? {
    let old = place
    if let anchor, let way = Self.way(from: anchor, to: now), way.distance(to: Point(x: 0, y: 0)) <= Self.farthest {
      place = anchorPlace + way
      return place - old
    }
    anchor = now
    guard let step = Self.way(from: before, to: now) else {
      anchorPlace = place
      return nil
    }
    place = place + step
    anchorPlace = place
    return step
  }

  private static func way(from old: Memory, to now: Memory) -> Point? {
    BlockMatcher(width: now.width, height: now.height, before: old.values, now: now.values).background()
  }

  private static func deviation(_ small: Thumbnail) -> Float {
    let sum = small.values.reduce(Float(0)) { $0 + ($1 - small.mean) * ($1 - small.mean) }
    return (sum / Float(small.values.count)).squareRoot()
  }

  /// `false`: two pictures with nothing in common. Correlations are used, which a change of exposure leaves alone.
  private static func resemble(_ a: Memory, _ b: Memory) -> Bool {
    // Below this a picture is as good as one colour, which correlates with nothing.
    let flat: Float = 3
    if a.deviation < flat && b.deviation < flat { return abs(a.mean - b.mean) < 50 }
    if a.deviation < flat || b.deviation < flat { return false }
    let alike = correlation(a.values, b.values)
    // A floor, a wall and the light from above make most gyms alike as a whole (.5, at most .9, where the next frame of a
    // take has .95 and more), but not where their edges are (0, at most .26; the next frame has .25 in the quickest pan).
    return alike > 0.9
      || (alike > 0.4 && correlation(details(a), details(b)) > 0.15)
  }

  private static func correlation(_ a: [Float], _ b: [Float]) -> Float {
    let (meanA, meanB) = (a.reduce(0, +) / Float(a.count), b.reduce(0, +) / Float(b.count))
    var (product, squareA, squareB): (Float, Float, Float) = (0, 0, 0)
    for (x, y) in zip(a, b) {
      product += (x - meanA) * (y - meanB)
      squareA += (x - meanA) * (x - meanA)
      squareB += (y - meanB) * (y - meanB)
    }
    let size = (squareA * squareB).squareRoot()
    return size > 0 ? product / size : 0
  }

  /// What is left of a picture without its broad lights and shades: each value less the mean of the nine by nine about it.
  private static func details(_ picture: Memory) -> [Float] {
    let reach = 4
    func means(_ values: [Float], step: Int, length: Int) -> [Float] {
      values.indices.map { index in
        let place = index / step % length
        let (first, last) = (max(0, place - reach), min(length - 1, place + reach))
        var sum: Float = 0
        for other in first...last { sum += values[index + (other - place) * step] }
        return sum / Float(last - first + 1)
      }
    }
    let across = means(picture.values, step: 1, length: picture.width)
    let around = means(across, step: picture.width, length: picture.height)
    return zip(picture.values, around).map { $0 - $1 }
  }

  /// From the small stored picture to displayed pixels.
  private static func displayed(_ shift: Point, scale: Double, _ geometry: DisplayGeometry) -> Point {
    let (x, y) = (shift.x * scale * geometry.sampleAspect, shift.y * scale)
    switch geometry.rotation {
    case 90: return Point(x: -y, y: x)
    case 180: return Point(x: -x, y: -y)
    case 270: return Point(x: y, y: -x)
    default: return Point(x: x, y: y)
    }
  }
}
