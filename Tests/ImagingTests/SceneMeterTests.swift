import Imaging
import Movement
import Testing

@Suite("Scene meter")
struct SceneMeterTests {
  /// A gym wall that can be filmed from anywhere: smooth blobs, the same in every run.
  static func wall(_ x: Double, _ y: Double, seed: UInt64 = 1) -> Double {
    func corner(_ i: Int, _ j: Int) -> Double {
      var bits = UInt64(bitPattern: Int64(i &* 73_856_093 ^ j &* 19_349_663)) &* (2 &* seed &+ 0x9E37_79B9_7F4A_7C15)
      bits ^= bits >> 29
      bits = bits &* 0xBF58_476D_1CE4_E5B9
      return Double(bits >> 40) / Double(1 << 24)
    }
    let (u, v) = (x / 32, y / 32)
    let (i, j) = (u.rounded(.down), v.rounded(.down))
    let (fx, fy) = (smooth(u - i), smooth(v - j))
    let top = corner(Int(i), Int(j)) * (1 - fx) + corner(Int(i) + 1, Int(j)) * fx
    let bottom = corner(Int(i), Int(j) + 1) * (1 - fx) + corner(Int(i) + 1, Int(j) + 1) * fx
    return 40 + 170 * (top * (1 - fy) + bottom * fy)
  }

  private static func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }

  /// Films `shade` and hands the stored picture to the meter.
  static func film(
    _ meter: inout SceneMeter, width: Int = 640, height: Int = 360, rotation: Int = 0, bitDepth: Int = 8,
    isFullRange: Bool = true, _ shade: (Double, Double) -> Double
  ) -> SceneGlance {
    var samples = [UInt16](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        samples[y * width + x] = UInt16(min(255, max(0, shade(Double(x), Double(y)))) * Double(1 << (bitDepth - 8)))
      }
    }
    let geometry = DisplayGeometry(storedWidth: width, storedHeight: height, rotation: rotation)
    func advance(_ bytes: UnsafeRawBufferPointer, _ size: Int) -> SceneGlance {
      let plane = Plane(base: bytes.baseAddress!, bytesPerRow: width * size, width: width, height: height)
      return meter.advance(
        Picture(
          luma: plane, chroma: nil, bitDepth: bitDepth, colour: ColourCoding(matrix: .bt709, isFullRange: isFullRange),
          geometry: geometry))
    }
    if bitDepth > 8 { return samples.withUnsafeBytes { advance($0, 2) } }
    return samples.map { UInt8($0) }.withUnsafeBytes { advance($0, 1) }
  }

  @Test("a camera that stands does not move", arguments: [8, 10])
  func still(bitDepth: Int) {
    var meter = SceneMeter()
    #expect(Self.film(&meter, bitDepth: bitDepth) { Self.wall($0, $1) }.shift == nil)
    let glance = Self.film(&meter, bitDepth: bitDepth) { Self.wall($0, $1) }
    #expect(glance.shift == Point(x: 0, y: 0))
    #expect(!glance.isCut)
  }

  @Test(
    "the background's shift is found within a fifth of a pixel",
    arguments: [Point(x: 1, y: 0), Point(x: 0.4, y: -0.7), Point(x: -6.5, y: 3), Point(x: 14, y: -9)])
  func moving(shift: Point) throws {
    var meter = SceneMeter()
    _ = Self.film(&meter) { Self.wall($0, $1) }
    let glance = Self.film(&meter) { Self.wall($0 - shift.x, $1 - shift.y) }
    #expect(try #require(glance.shift).distance(to: shift) < 0.2)
    #expect(!glance.isCut)
  }

  @Test(
    "the shift is turned like the picture",
    arguments: [(0, 4.0, 0.0), (90, 0.0, 4.0), (180, -4.0, 0.0), (270, 0.0, -4.0)])
  func turned(rotation: Int, x: Double, y: Double) throws {
    var meter = SceneMeter()
    _ = Self.film(&meter, rotation: rotation) { Self.wall($0, $1) }
    let glance = Self.film(&meter, rotation: rotation) { x, y in Self.wall(x - 4, y) }
    #expect(try #require(glance.shift).distance(to: Point(x: x, y: y)) < 0.2)
  }

  @Test("somebody who fills a third of the picture and moves does not move the background")
  func bystander() throws {
    var meter = SceneMeter()
    for step in 0..<6 {
      let offset = Double(step) * 9
      let glance = Self.film(&meter) { x, y in
        (200..<410).contains(x) ? Self.wall(x - offset, y + offset / 2, seed: 9) : Self.wall(x, y)
      }
      guard step > 0 else { continue }
      #expect(try #require(glance.shift).distance(to: Point(x: 0, y: 0)) < 0.1)
      #expect(!glance.isCut)
    }
  }

  @Test("film noise does not move the background")
  func noise() throws {
    var meter = SceneMeter()
    var generator = SystemRandomNumberGenerator()
    var drift = Point(x: 0, y: 0)
    for step in 0..<20 {
      let glance = Self.film(&meter) { x, y in Self.wall(x, y) + Double.random(in: -12...12, using: &generator) }
      if step > 0 { drift = drift + (try #require(glance.shift)) }
    }
    #expect(drift.distance(to: Point(x: 0, y: 0)) < 0.5)
  }

  @Test("without texture the shift is not measurable, and nothing was cut")
  func plain() {
    var meter = SceneMeter()
    _ = Self.film(&meter) { _, _ in 120 }
    let glance = Self.film(&meter) { _, _ in 121 }
    #expect(glance.shift == nil)
    #expect(!glance.isCut)
  }

  @Test("another scene is a cut, and a change of exposure is none")
  func cuts() {
    var meter = SceneMeter()
    #expect(!Self.film(&meter) { Self.wall($0, $1) }.isCut)
    #expect(!Self.film(&meter) { Self.wall($0, $1) * 0.7 }.isCut)
    let glance = Self.film(&meter) { Self.wall($0, $1, seed: 77) }
    #expect(glance.isCut)
    #expect(glance.shift == nil)
    #expect(Self.film(&meter) { _, _ in 5 }.isCut)
    #expect(Self.film(&meter, width: 480) { _, _ in 5 }.isCut)
  }

  @Test("two rooms that are both light above and dark below are a cut, and one room under other light is none")
  func alikeRooms() {
    /// As most rooms are; what stands in it differs.
    func room(_ seed: UInt64, light: Double = 1) -> (Double, Double) -> Double {
      { x, y in light * (175 - y / 3 + 0.5 * (Self.wall(x, y, seed: seed) - 125)) }
    }
    var meter = SceneMeter()
    _ = Self.film(&meter, room(1))
    #expect(!Self.film(&meter, room(1, light: 0.8)).isCut)
    #expect(Self.film(&meter, room(2, light: 0.8)).isCut)
    #expect(!Self.film(&meter, room(2, light: 0.8)).isCut)
  }

  @Test("brightness follows the range of the samples")
  func brightness() {
    var meter = SceneMeter()
    #expect(abs(Self.film(&meter) { _, _ in 255 }.brightness - 1) < 1e-6)
    #expect(abs(Self.film(&meter, isFullRange: false) { _, _ in 235 }.brightness - 1) < 1e-6)
    #expect(abs(Self.film(&meter, isFullRange: false) { _, _ in 16 }.brightness) < 1e-6)
    #expect(abs(Self.film(&meter, bitDepth: 10, isFullRange: false) { _, _ in 125.5 }.brightness - 0.5) < 1e-3)
  }

  @Test("a tiny picture is no trouble", arguments: [(1, 1), (7, 3), (40, 300)])
  func tiny(width: Int, height: Int) {
    var meter = SceneMeter()
    for _ in 0..<2 {
      #expect(Self.film(&meter, width: width, height: height) { Self.wall($0, $1) }.brightness > 0)
    }
  }
}
