import Movement
import Testing

@testable import Imaging

@Suite("Hiding a face")
struct PixelationTests {
  private let size = PixelSize(width: 64, height: 48)

  private func canvas() -> Canvas {
    var generator = SeededNoise(seed: 9)
    return Canvas(size, ColourCoding(matrix: .bt709, isFullRange: false), using: &generator)
  }

  @Test(
    "inside the disc few values are left, outside nothing changes",
    arguments: [(32.0, 24.0, 15.0), (31.3, 20.7, 9.2), (2, 3, 12), (63, 47, 20), (32, 24, 500), (-8, 24, 12)])
  func disc(x: Double, y: Double, radius: Double) {
    let before = canvas()
    var after = before
    after.edit { $0.pixelate(around: Point(x: x, y: y), radius: radius) }
    var inside: [Point: UInt8] = [:]
    for row in 0..<size.height {
      for column in 0..<size.width {
        let place = Point(x: Double(column) + 0.5, y: Double(row) + 0.5)
        let distance = place.distance(to: Point(x: x, y: y))
        let index = row * size.width + column
        // Blocks of two by two end the disc.
        if distance > radius + 1.5 { #expect(after.luma[index] == before.luma[index]) }
        if distance < radius - 1.5 { inside[place] = after.luma[index] }
      }
    }
    #expect(Set(inside.values).count <= 36)
    #expect(inside.isEmpty || after.luma != before.luma)
  }

  @Test("a square is the mean of what it covers")
  func mean() {
    var canvas = canvas()
    let before = canvas
    canvas.edit { $0.pixelate(around: Point(x: 32, y: 24), radius: 20) }
    // Squares of eight from (12, 4) on: (28, 20) is the first pixel of one.
    var sum = 0
    for row in 20..<28 { for column in 28..<36 { sum += Int(before.luma[row * size.width + column]) } }
    #expect(Int(canvas.luma[24 * size.width + 32]) == (sum + 32) / 64)
    var blue = 0
    for row in 10..<14 { for column in 14..<18 { blue += Int(before.blue[row * size.width / 2 + column]) } }
    #expect(Int(canvas.blue[12 * size.width / 2 + 16]) == (blue + 8) / 16)
  }

  @Test(
    "nothing sensible to hide changes nothing",
    arguments: [
      (Double.nan, 3.0, 4.0), (3, .infinity, 4), (3, 3, .nan), (3, 3, -1), (3, 3, 0), (900, 3, 10), (1e18, 0, 9),
    ])
  func nothing(x: Double, y: Double, radius: Double) {
    let before = canvas()
    var after = before
    after.edit { $0.pixelate(around: Point(x: x, y: y), radius: radius) }
    #expect(after.luma == before.luma && after.blue == before.blue && after.red == before.red)
  }
}
