import Foundation
import Movement
import Testing

@testable import Reports

@Suite("A layer")
struct LayerTests {
  @Test("is transparent at first, and again where it is cleared")
  func clear() throws {
    let layer = try Layer(width: 20, height: 10)
    #expect(layer.print.ink(in: layer.bounds) == 0)
    layer.rectangle(layer.bounds.box)
    layer.fill(Palette.flag)
    #expect(layer.print.ink(in: layer.bounds) == 200)
    layer.clear(PixelBox(columns: 5..<15, rows: 2..<4))
    #expect(layer.print.ink(in: layer.bounds) == 180)
  }

  @Test("holds blue, green, red, alpha, multiplied by alpha")
  func pixels() throws {
    let layer = try Layer(width: 1, height: 1)
    layer.rectangle(layer.bounds.box)
    layer.fill(Colour(0xFF8000), opacity: 0.5)
    let bytes = layer.print.bytes.prefix(4).map(Int.init)
    #expect(zip(bytes, [0, 64, 128, 128]).allSatisfy { abs($0 - $1) <= 1 }, "\(bytes)")
  }

  @Test("lets nothing out of a clip")
  func clip() throws {
    let layer = try Layer(width: 20, height: 20)
    let inside = PixelBox(columns: 5..<9, rows: 3..<8)
    layer.clipped(to: inside.box) { layer in
      layer.rectangle(layer.bounds.box)
      layer.fill(Palette.ok)
    }
    #expect(layer.print.inkOutside([inside]) == 0)
    #expect(layer.print.ink(in: inside) == 20)
  }

  @Test("of a size that cannot be is refused", arguments: [(0, 5), (5, -1), (40_000, 10), (10, Int.max)])
  func size(width: Int, height: Int) {
    #expect(throws: DrawingError.layerTooLarge(width: width, height: height)) {
      _ = try Layer(width: width, height: height)
    }
  }
}

@Suite("Every C resource of drawing is given back")
struct DrawingHandleTests {
  private func expectNothingLeft(of kinds: [DrawingHandle] = DrawingHandle.allCases, _ body: () throws -> Void) throws {
    let ledger = DrawingLedger()
    try DrawingLedger.$current.withValue(ledger) { try body() }
    for kind in DrawingHandle.allCases { #expect(ledger.alive(kind) == 0, "\(kind)") }
    for kind in kinds { #expect(ledger.made(kind) > 0, "\(kind)") }
  }

  @Test("after frames and stills")
  func drawing() throws {
    let set = DrawnSet()
    try expectNothingLeft {
      let fonts = try Fonts()
      var painter = try set.painter(fonts: fonts)
      _ = try painter.paint(at: 4)
      let stills = StillPainter(set.analysis, track: set.track, signals: set.signals, fonts: fonts)
      _ = try stills.paint(
        at: 4, width: 300, height: 200, mapping: PictureMapping(offset: Point(x: 600, y: 300), scale: 1))
    }
  }

  @Test("after a font that is missing or none, and a layer that is too large")
  func failures() throws {
    try expectNothingLeft(of: []) {
      #expect(throws: DrawingError.self) { _ = try Fonts(folder: URL(filePath: "/nowhere")) }
    }
    try expectNothingLeft(of: [.fontLibrary]) {
      #expect(throws: DrawingError.self) { _ = try Typeface(file: URL(filePath: #filePath)) }
    }
    try expectNothingLeft(of: []) { #expect(throws: DrawingError.self) { _ = try Layer(width: 1, height: 100_000) } }
  }
}
