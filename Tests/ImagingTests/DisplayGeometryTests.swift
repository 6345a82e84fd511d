import Imaging
import Movement
import Testing

@Suite("Display geometry")
struct DisplayGeometryTests {
  /// Where the stored picture's first pixel is shown: upper left, then clockwise with the turn.
  @Test(
    "a turn moves the first stored pixel clockwise",
    arguments: zip(
      [0, 90, 180, 270],
      [Point(x: 0.5, y: 0.5), Point(x: 29.5, y: 0.5), Point(x: 39.5, y: 29.5), Point(x: 0.5, y: 39.5)]))
  func firstPixel(rotation: Int, shown: Point) {
    let geometry = DisplayGeometry(storedWidth: 40, storedHeight: 30, rotation: rotation)
    let stored = geometry.storedFromDisplay(shown)
    #expect(stored.distance(to: Point(x: 0.5, y: 0.5)) < 1e-9)
  }

  @Test("wide samples widen the shown picture, before the turn")
  func sampleAspect() {
    let upright = DisplayGeometry(storedWidth: 30, storedHeight: 20, sampleAspect: 2)
    #expect((upright.displayWidth, upright.displayHeight) == (60, 20))
    let turned = DisplayGeometry(storedWidth: 30, storedHeight: 20, rotation: 90, sampleAspect: 2)
    #expect((turned.displayWidth, turned.displayHeight) == (20, 60))
    #expect(turned.storedFromDisplay(Point(x: 20, y: 60)).distance(to: Point(x: 30, y: 0)) < 1e-9)
  }

  @Test("there and back again leads to the same place", arguments: [0, 90, 180, 270])
  func inverse(rotation: Int) {
    let geometry = DisplayGeometry(storedWidth: 30, storedHeight: 20, rotation: rotation, sampleAspect: 1.4)
    let way = geometry.storedFromDisplay
    let place = Point(x: 7, y: 3)
    #expect(way.inverted(way(place)).distance(to: place) < 1e-9)
  }
}
