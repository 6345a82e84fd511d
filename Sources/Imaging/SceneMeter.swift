public import Movement

/// Watches the whole picture, whoever is in it: how bright it is, whether the camera moved, whether the film was cut.
///
/// The picture is made small (about 160 pixels wide) and laid out in blocks. Each block with enough texture is looked for
/// in the frame before, first by whole pixels, then by the slopes of the grey values (Lucas and Kanade 1981). The background
/// is what most blocks agree on; an athlete or somebody who walks by moves the others.
public struct SceneMeter: Sendable {
  private var before: Memory?

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
    defer { before = now }
    var glance = SceneGlance(brightness: min(1, max(0, Double(small.mean) / 255)), shift: nil, isCut: false)
    guard let before else { return glance }
    guard before.width == now.width, before.height == now.height else {
      glance.isCut = true
      return glance
    }
    let shift = BlockMatcher(width: now.width, height: now.height, before: before.values, now: now.values).background()
    // Matched blocks prove that it is the same scene, however much of it moved.
    glance.isCut = shift == nil && !Self.resemble(before, now)
    glance.shift = shift.map { Self.displayed($0, scale: Double(small.scale), picture.geometry) }
    return glance
  }

  private static func deviation(_ small: Thumbnail) -> Float {
    let sum = small.values.reduce(Float(0)) { $0 + ($1 - small.mean) * ($1 - small.mean) }
    return (sum / Float(small.values.count)).squareRoot()
  }

  /// `false`: two pictures with nothing in common. Their correlation is used, which a change of exposure leaves alone.
  private static func resemble(_ a: Memory, _ b: Memory) -> Bool {
    // Below this a picture is as good as one colour, which correlates with nothing.
    let flat: Float = 3
    if a.deviation < flat && b.deviation < flat { return abs(a.mean - b.mean) < 50 }
    if a.deviation < flat || b.deviation < flat { return false }
    var product: Float = 0
    for index in a.values.indices { product += (a.values[index] - a.mean) * (b.values[index] - b.mean) }
    return product / Float(a.values.count) / (a.deviation * b.deviation) > 0.4
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
