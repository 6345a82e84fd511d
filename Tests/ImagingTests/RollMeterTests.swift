import Foundation
import Imaging
import Movement
import Testing

@Suite("Roll meter")
struct RollMeterTests {
  /// How far off an answer may be, degrees.
  private static let tolerance = 0.4

  /// Grey at a place of an upright world, pixels from the middle of the picture: x to the right, y down.
  typealias World = (Double, Double) -> Double

  /// 0 to the left of an edge, 1 to the right, as soft as a lens draws it.
  private static func step(_ distance: Double) -> Double { min(1, max(0, distance / 1.5 + 0.5)) }

  /// Posts, 12 pixels wide.
  private static func posts(_ places: [Double]) -> World {
    { x, _ in 90 + places.reduce(0) { $0 + 80 * (step(x - $1) - step(x - $1 - 12)) } }
  }

  private static func levels(_ places: [Double]) -> World {
    let posts = posts(places)
    return { x, y in posts(y, x) }
  }

  private static func room(_ x: Double, _ y: Double) -> Double {
    posts([-330, -150, 60, 290])(x, y) - 50 * step(y - 90)
  }

  /// As a camera sees it that looks down: posts come nearer to each other further below.
  private static func fromAbove(_ world: @escaping World) -> World {
    { x, y in world(x * (1 + 0.0002 * y), y) }
  }

  private static func turned(_ degrees: Double, _ world: @escaping World) -> World {
    let (x, y) = (Point(x: 1, y: 0).turned(-degrees), Point(x: 0, y: 1).turned(-degrees))
    return { a, b in world(a * x.x + b * y.x, a * x.y + b * y.y) }
  }

  /// What the meter says of a clip of still pictures, one a second.
  private static func roll(
    _ looks: [World], geometry: DisplayGeometry = DisplayGeometry(storedWidth: 854, storedHeight: 480)
  ) -> Double? {
    meter(looks, geometry).roll
  }

  private static func meter(
    _ looks: [World], _ geometry: DisplayGeometry = DisplayGeometry(storedWidth: 854, storedHeight: 480)
  ) -> RollMeter {
    var meter = RollMeter()
    for (second, world) in looks.enumerated() { film(&meter, second, geometry, world) }
    return meter
  }

  private static func film(_ meter: inout RollMeter, _ second: Int, _ geometry: DisplayGeometry, _ world: World) {
    let (width, height) = (geometry.storedWidth, geometry.storedHeight)
    let displayed = geometry.storedFromDisplay.inverted
    let middle = Point(x: Double(geometry.displayWidth), y: Double(geometry.displayHeight)) * 0.5
    var samples = [UInt8](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let place = displayed(Point(x: Double(x) + 0.5, y: Double(y) + 0.5)) - middle
        samples[y * width + x] = UInt8(min(255, max(0, world(place.x, place.y))))
      }
    }
    samples.withUnsafeBytes { bytes in
      let plane = Plane(base: bytes.baseAddress!, bytesPerRow: width, width: width, height: height)
      meter.advance(
        Picture(
          luma: plane, chroma: nil, bitDepth: 8, colour: ColourCoding(matrix: .bt709, isFullRange: true),
          geometry: geometry),
        at: Double(second))
    }
  }

  private func expect(_ roll: Double?, _ expected: Double) throws {
    #expect(abs(try #require(roll) - expected) <= Self.tolerance)
  }

  @Test(
    "a camera tilted clockwise shows a room turned counter-clockwise, and the other way round",
    arguments: [0.0, 1, -1, 2, -2, 4, -4, 8, -8, 12, -12])
  func posts(roll: Double) throws {
    try expect(Self.roll([Self.turned(roll, Self.room)]), roll)
  }

  @Test("posts that converge lean about the roll", arguments: [0.0, 5, -5])
  func convergence(roll: Double) throws {
    try expect(Self.roll([Self.turned(roll, Self.fromAbove(Self.room))]), roll)
  }

  /// What a pinhole with a phone's lens shows of posts when it looks down by so many degrees: they meet at one place
  /// below the middle.
  private static func lookingDown(_ pitch: Double, _ world: @escaping World) -> World {
    let meeting = 0.83 * 854 / tan(pitch * .pi / 180)
    return { x, y in world(x / (1 - y / meeting), y) }
  }

  @Test(
    "posts that meet below a camera tell how far it looks down, above it how far up, tilted or not",
    arguments: [-12.0, -8, -4, 4, 8, 12], [0.0, 5])
  func pitch(pitch: Double, roll: Double) throws {
    let found = Self.meter([Self.turned(roll, Self.lookingDown(pitch, Self.room))]).pitch
    #expect(abs(try #require(found) - pitch) <= 1.5)
  }

  @Test("a level camera reads no pitch worth naming, and without posts beside the middle there is none")
  func noPitch() throws {
    #expect(abs(try #require(Self.meter([Self.room]).pitch)) <= 1)
    #expect(Self.meter([Self.levels([-200, -140, -80, -20, 40, 100, 160, 210])]).pitch == nil)
    #expect(RollMeter().pitch == nil)
  }

  @Test("a mirrored clip is tilted the other way")
  func mirrored() throws {
    let world = Self.turned(6, Self.fromAbove(Self.room))
    try expect(Self.roll([{ x, y in world(-x, y) }]), -6)
  }

  @Test("many level lines do where nothing stands, a floor line alone does not")
  func levels() throws {
    try expect(Self.roll([Self.turned(-3, Self.levels([-200, -140, -80, -20, 40, 100, 160, 210]))]), -3)
    #expect(Self.roll([Self.levels([90])]) == nil)
  }

  @Test("a single post is no witness, since it may lean")
  func singlePost() {
    #expect(Self.roll([Self.posts([100])]) == nil)
  }

  @Test(
    "the roll is that of the shown picture",
    arguments: [
      DisplayGeometry(storedWidth: 854, storedHeight: 480, rotation: 180),
      DisplayGeometry(storedWidth: 480, storedHeight: 854, rotation: 90),
      DisplayGeometry(storedWidth: 480, storedHeight: 854, rotation: 270),
      DisplayGeometry(storedWidth: 427, storedHeight: 480, sampleAspect: 2),
      DisplayGeometry(storedWidth: 480, storedHeight: 427, rotation: 90, sampleAspect: 2 * 480.0 / 854 * 0.89),
      DisplayGeometry(storedWidth: 1920, storedHeight: 1080),
    ])
  func geometry(_ geometry: DisplayGeometry) throws {
    let size = Double(max(geometry.displayWidth, geometry.displayHeight)) / 854
    let world = Self.turned(4, Self.room)
    try expect(Self.roll([{ x, y in world(x / size, y / size) }], geometry: geometry), 4)
  }

  @Test("film noise is seen through", arguments: [3.0, -7])
  func noise(roll: Double) throws {
    var random = SystemRandomNumberGenerator()
    let world = Self.turned(roll, Self.room)
    let looks: [World] = (0..<6).map { _ in { x, y in world(x, y) + Double.random(in: -25...25, using: &random) } }
    try expect(Self.roll(looks), roll)
  }

  @Test("where the camera stood longest counts, in a clip of any length", arguments: [12, 150])
  func mostOfTheTime(seconds: Int) throws {
    let (held, stood) = (Self.turned(9, Self.room), Self.turned(2, Self.room))
    let looks = (0..<seconds).map { $0 * 5 < seconds ? held : stood }
    try expect(Self.roll(looks), 2)
  }

  @Test("nothing to see, blobs, film noise and slanted stripes give no roll")
  func nothing() {
    var random = SystemRandomNumberGenerator()
    let worlds: [World] = [
      { _, _ in 120 }, { x, y in SceneMeterTests.wall(x, y) },
      { _, _ in Double.random(in: 0...255, using: &random) },
      Self.turned(30, Self.posts([-300, -150, 60, 290])), Self.turned(45, Self.posts([-300, -150, 60, 290])),
    ]
    for world in worlds { #expect(Self.roll([world, world, world]) == nil) }
    #expect(RollMeter().roll == nil)
  }

  @Test("a tiny picture is no trouble", arguments: [(1, 1), (3, 200), (5, 5), (16, 16), (40, 30)])
  func tiny(width: Int, height: Int) {
    var random = SystemRandomNumberGenerator()
    let noise: World = { _, _ in Double.random(in: 0...255, using: &random) }
    #expect(Self.roll([noise, noise], geometry: DisplayGeometry(storedWidth: width, storedHeight: height)) == nil)
  }

  @Test("posts that disagree give no roll")
  func disagreement() {
    let (left, right) = (Self.turned(6, Self.posts([-330, -150])), Self.turned(-6, Self.posts([60, 290])))
    #expect(Self.roll([{ x, y in left(x, y) + right(x, y) - 90 }]) == nil)
  }
}

extension Point {
  /// Turned counter-clockwise about the origin, as seen in the picture.
  fileprivate func turned(_ degrees: Double) -> Point {
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    return Point(x: cosine * x + sine * y, y: cosine * y - sine * x)
  }
}
