import Foundation
import Movement
import MovementTesting
import Testing

@testable import Reports

@Suite("What is drawn over a frame")
struct OverlayPainterTests {
  let fonts: Fonts

  init() throws { fonts = try Fonts() }

  /// Before, up, with a flag, down, bottom, after.
  static let times = [0.5, 2.7, 3.6, 4.2, 5.5, 6.5, 8.6, 12]

  @Test("lies inside the boxes that are named, which do not overlap", arguments: [320, 640, 1280])
  func boxes(width: Int) throws {
    var painter = try DrawnSet().painter(pictureWidth: width, fonts: fonts)
    for time in Self.times {
      let boxes = try painter.paint(at: time)
      #expect(boxes.last == painter.layout.bar)
      for (index, box) in boxes.enumerated() {
        #expect(!boxes[..<index].contains { $0.columns.overlaps(box.columns) && $0.rows.overlaps(box.rows) })
      }
      #expect(painter.print.inkOutside(boxes) == 0, "at \(time)")
    }
  }

  @Test("leaves nothing of the frame before")
  func remains() throws {
    var used = try DrawnSet().painter(fonts: fonts)
    for time in Self.times + Self.times.reversed() {
      _ = try used.paint(at: time)
      var fresh = try DrawnSet().painter(fonts: fonts)
      _ = try fresh.paint(at: time)
      #expect(used.print == fresh.print, "at \(time)")
    }
  }

  @Test("covers the bar and little of the picture")
  func share() throws {
    var painter = try DrawnSet().painter(fonts: fonts)
    _ = try painter.paint(at: 3.6)
    let print = painter.print
    let bar = painter.layout.bar
    #expect(print.ink(in: bar) == bar.columns.count * bar.rows.count)
    let picture = painter.layout.picture
    let share = Double(print.ink(in: picture)) / Double(picture.columns.count * picture.rows.count)
    #expect((0.01...0.2).contains(share))
  }

  @Test("changes in the bar only where the playhead was and is")
  func playhead() throws {
    var painter = try DrawnSet().painter(fonts: fonts)
    _ = try painter.paint(at: 3)
    let first = painter.print
    _ = try painter.paint(at: 3.1)
    let second = painter.print
    let rows = painter.layout.bar.rows
    let changed = painter.layout.bar.columns.filter { x in
      rows.contains { y in
        (0..<4).contains {
          first.bytes[y * first.bytesPerRow + x * 4 + $0] != second.bytes[y * first.bytesPerRow + x * 4 + $0]
        }
      }
    }
    #expect(!changed.isEmpty)
    #expect(changed.count < painter.layout.textSize * 2)
  }

  @Test("is no body where nobody was seen, and says so")
  func notSeen() throws {
    var set = DrawnSet()
    var seen = try set.painter(fonts: fonts)
    _ = try seen.paint(at: 6.5)
    for index in set.track.frames.indices where set.track.frames[index].time > 6 { set.track.frames[index].pose = nil }
    var painter = try set.painter(fonts: fonts)
    let boxes = try painter.paint(at: 6.5)
    #expect(painter.print.ink(in: painter.layout.picture) < seen.print.ink(in: painter.layout.picture))
    // The caption and the bar.
    #expect(boxes.dropLast().allSatisfy { painter.print.ink(in: $0) > 0 })
    #expect(boxes.count > 1)
  }

  @Test("is a body and words in the bar where nothing was assessed")
  func unassessed() throws {
    let set = DrawnSet().unassessed(because: "nobody lies face down")
    var painter = try set.painter(fonts: fonts)
    let boxes = try painter.paint(at: 3)
    #expect(painter.print.inkOutside(boxes) == 0)
    #expect(painter.print.ink(in: painter.layout.picture) > 100)
    var empty = set
    empty.track.frames = []
    var blank = try empty.painter(fonts: fonts)
    _ = try blank.paint(at: 3)
    #expect(blank.print != painter.print)
  }

  @Test("stays on the canvas and in its boxes, whatever strangers write", arguments: hostileTexts)
  func hostile(text: String) throws {
    for set in [DrawnSet(message: text), DrawnSet().unassessed(because: text)] {
      for width in [64, 360] {
        var painter = try set.painter(pictureWidth: width, fonts: fonts)
        let boxes = try painter.paint(at: 3.6)
        #expect(painter.print.inkOutside(boxes) == 0)
      }
    }
  }

  static let wild: [Point] = [
    Point(x: .nan, y: 0), Point(x: .infinity, y: -.infinity), Point(x: 1e9, y: 400), Point(x: -30_000, y: 1e300),
    Point(x: 700, y: .nan),
  ]

  @Test("leaves out joints that are nowhere near the picture", arguments: wild)
  func wildJoints(place: Point) throws {
    let calm = DrawnSet()
    var set = calm
    set.track = calm.track.mapPoses { _, pose in
      Pose(
        landmarks: Joint.allCases.map { joint in
          var landmark = pose[joint]
          if [.leftAnkle, .rightAnkle, .leftHip, .rightShoulder].contains(joint) { landmark.position = place }
          return landmark
        }, presence: 1)
    }
    var painter = try set.painter(fonts: fonts)
    for time in [1.0, 3.6] {
      let boxes = try painter.paint(at: time)
      #expect(painter.print.inkOutside(boxes) == 0)
      var whole = try calm.painter(fonts: fonts)
      _ = try whole.paint(at: time)
      #expect(painter.print.ink(in: painter.layout.picture) < whole.print.ink(in: painter.layout.picture))
    }
  }

  @Test("fits a picture of any shape", arguments: [(2, 2), (16, 900), (900, 16), (63, 37)])
  func shapes(width: Int, height: Int) throws {
    let set = DrawnSet()
    var painter = try OverlayPainter(
      set.analysis, track: set.track, signals: set.signals, layout: CanvasLayout(width: width, height: height),
      fonts: fonts)
    for time in Self.times {
      let boxes = try painter.paint(at: time)
      #expect(painter.print.inkOutside(boxes) == 0)
    }
  }

  @Test("keeps the words away from the body")
  func corner() throws {
    // The body lies in the upper left, then it is gone, and only the words are drawn.
    var set = DrawnSet()
    set.track = set.track.mapPoses { index, pose in
      index > 370 ? nil : pose.mapPositions { $0 - Point(x: 500, y: 300) }
    }
    var painter = try set.painter(fonts: fonts)
    _ = try painter.paint(at: 12.9)
    let layout = painter.layout
    let upperLeft = PixelBox(columns: 0..<layout.width / 3, rows: 0..<layout.pictureHeight / 3)
    #expect(painter.print.ink(in: layout.picture) > 0)
    #expect(painter.print.ink(in: upperLeft) == 0)
  }

  @Test("of a size beyond Cairo's is refused")
  func tooLarge() {
    let set = DrawnSet()
    #expect(throws: DrawingError.self) {
      _ = try OverlayPainter(
        set.analysis, track: set.track, signals: set.signals, layout: CanvasLayout(width: 60_000, height: 100),
        fonts: fonts)
    }
  }
}

@Suite("What is drawn over a still")
struct StillPainterTests {
  @Test("lies where the crop shows the body, and nowhere else")
  func crop() throws {
    let set = DrawnSet()
    let stills = StillPainter(set.analysis, track: set.track, signals: set.signals, fonts: try Fonts())
    let mapping = PictureMapping(offset: Point(x: 650, y: 250), scale: 1)
    let whole = try stills.paint(at: 4, width: 500, height: 300, mapping: mapping).print
    #expect(whole.ink(in: PixelBox(columns: 0..<500, rows: 0..<300)) > 500)
    let away = PictureMapping(offset: Point(x: 650, y: 5000), scale: 1)
    let empty = try stills.paint(at: 4, width: 500, height: 300, mapping: away)
    #expect(empty.print.ink(in: empty.bounds) == 0)
  }

  @Test("is nothing where nobody was seen")
  func nobody() throws {
    var set = DrawnSet()
    for index in set.track.frames.indices { set.track.frames[index].pose = nil }
    for track in [set.track, PoseTrack(clip: set.track.clip, models: [], athlete: nil, frames: [])] {
      let stills = StillPainter(set.analysis, track: track, signals: set.signals, fonts: try Fonts())
      let layer = try stills.paint(
        at: 4, width: 50, height: 30, mapping: PictureMapping(offset: Point(x: 0, y: 0), scale: 1))
      #expect(layer.print.ink(in: layer.bounds) == 0)
    }
  }
}
