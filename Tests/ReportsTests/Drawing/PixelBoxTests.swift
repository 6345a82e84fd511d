import Imaging
import Movement
import Testing
import Video

@testable import Reports

@Suite("Boxes of pixels")
struct PixelBoxTests {
  let limits = PixelBox(columns: 0..<100, rows: 0..<70)

  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Box {
    Box(minX: x, minY: y, maxX: x + width, maxY: y + height)
  }

  @Test("hold every pixel that is touched")
  func rounding() {
    #expect(PixelBox(box(1.2, 2.9, 3, 0.2), within: limits) == PixelBox(columns: 1..<5, rows: 2..<4))
  }

  @Test("end at the limits")
  func clamping() {
    #expect(PixelBox(box(-50, 60, 500, 500), within: limits) == PixelBox(columns: 0..<100, rows: 60..<70))
    #expect(PixelBox(box(-50, 10, 20, 20), within: limits) == nil)
    #expect(PixelBox(box(1e300, 10, 20, 20), within: limits) == nil)
    #expect(PixelBox(box(.nan, 10, 20, 20), within: limits) == nil)
    #expect(PixelBox(box(-.infinity, 10, 20, 20), within: limits) == nil)
  }

  @Test("that overlap become boxes that do not, and hold the same pixels")
  func disjoint() {
    let boxes = [box(3, 3, 40, 30), box(20, 20, 60, 10), box(90, 66, 50, 50), box(70, 0, 1, 70)]
    let result = boxes.disjoint(within: limits)
    for y in limits.rows {
      for x in limits.columns {
        let count = result.count { $0.columns.contains(x) && $0.rows.contains(y) }
        #expect(count <= 1)
        let isWanted = boxes.contains {
          $0.minX < Double(x + 1) && Double(x) < $0.maxX && $0.minY < Double(y + 1) && Double(y) < $0.maxY
        }
        if isWanted { #expect(count == 1, "(\(x), \(y))") }
      }
    }
    #expect(result.allSatisfy { $0.columns.lowerBound % 16 == 0 && $0.rows.lowerBound % 16 == 0 })
    #expect([Box]().disjoint(within: limits).isEmpty)
  }
}

@Suite("The layout of a canvas")
struct CanvasLayoutTests {
  @Test(
    "has even sizes and text that can be read",
    arguments: [
      (1920, 1080, nil, 39), (1080, 1920, nil, 39), (3840, 2160, nil, 77), (640, 360, nil, 13), (360, 640, nil, 13),
      (100, 60, nil, 11), (3840, 2160, 1280, 26), (853, 481, nil, 17), (2, 2, nil, 11),
    ])
  func sizes(width: Int, height: Int, picture: Int?, text: Int) {
    let layout = CanvasLayout(width: width, height: height, pictureWidth: picture)
    #expect(layout.textSize == text)
    for size in [layout.pictureWidth, layout.pictureHeight, layout.barHeight] {
      #expect(size > 0 && size % 2 == 0)
    }
    #expect(layout.height == layout.pictureHeight + layout.barHeight)
    #expect(abs(layout.scale * Double(width) - Double(layout.pictureWidth)) <= 1)
    #expect(layout.bar.rows == layout.pictureHeight..<layout.height)
  }

  @Test("is as large as the pictures that are made of the clip", arguments: 852...856, 478...482)
  func agrees(width: Int, height: Int) {
    let picture = FrameUprighter.pictureSize(for: DisplayGeometry(storedWidth: width, storedHeight: height))
    let layout = CanvasLayout(for: DisplayGeometry(storedWidth: width, storedHeight: height))
    #expect((layout.pictureWidth, layout.pictureHeight) == (picture.width, picture.height))
    #expect(layout.scale == 1)
  }

  @Test("has room for a clip of one pixel, and scales one that is too large for a browser")
  func extremes() {
    let tiny = CanvasLayout(for: DisplayGeometry(storedWidth: 1, storedHeight: 1))
    #expect((tiny.pictureWidth, tiny.pictureHeight) == (2, 2))
    let huge = CanvasLayout(for: DisplayGeometry(storedWidth: 16_000, storedHeight: 4000))
    #expect(abs(huge.scale - Double(huge.pictureWidth) / 16_000) < 1e-9 && huge.scale < 1)
  }
}
