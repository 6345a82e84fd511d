import Foundation
import Movement
import Testing

@testable import Reports

@Suite("Text")
struct TypefaceTests {
  let fonts: Fonts

  init() throws { fonts = try Fonts() }

  @Test("of a font that is missing says which file, and how to mend it")
  func missing() {
    let file = URL(filePath: "/nowhere/DejaVuSans.ttf")
    #expect(throws: DrawingError.fontMissing(path: file.path)) { _ = try Typeface(file: file) }
    let text = "\(DrawingError.fontMissing(path: file.path))"
    #expect(text.contains("/nowhere/DejaVuSans.ttf"))
    #expect(text.contains("apt-get install fonts-dejavu-core"))
  }

  @Test("of a file that is no font is refused", arguments: ["text", ""])
  func notAFont(content: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).ttf")
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect {
      _ = try Typeface(file: file)
    } throws: {
      if case DrawingError.fontUnusable(file.path, _) = $0 { true } else { false }
    }
  }

  @Test("grows with its size and its letters")
  func widths() {
    let width = { (text: String, size: Int) in fonts.regular.line(text, size: size).width }
    #expect(width("", 20) == 0)
    #expect(width("hold", 20) > width("hol", 20))
    #expect(abs(width("hold", 40) - 2 * width("hold", 20)) < 1)
    // A timer that counts does not wobble.
    #expect(width("hold 0.8 s", 20) == width("hold 1.1 s", 20))
  }

  @Test("has every mark")
  func marks() throws {
    for verdict in Verdict.allCases {
      let layer = try Layer(width: 40, height: 40)
      fonts.bold.line(Palette.mark(verdict), size: 30).draw(on: layer, at: Point(x: 5, y: 30), Palette.ink)
      let box = try Layer(width: 40, height: 40)
      fonts.bold.line("\u{10FFFD}", size: 30).draw(on: box, at: Point(x: 5, y: 30), Palette.ink)
      #expect(layer.print.ink(in: layer.bounds) > 10)
      #expect(layer.print != box.print, "the empty box stands for \(verdict)")
    }
  }

  @Test("never is wider than it may be", arguments: hostileTexts)
  func cut(text: String) {
    for width in [0.0, 5, 60, 300] {
      #expect(fonts.regular.line(text, size: 14, within: width).width <= width)
      let lines = fonts.regular.lines(text, size: 14, within: width, atMost: 3)
      #expect(lines.count <= 3)
      #expect(lines.allSatisfy { $0.width <= width })
    }
  }

  @Test("that is cut ends in an ellipsis")
  func ellipsis() {
    let whole = fonts.regular.line("The legs stopped", size: 14)
    let cut = fonts.regular.line("The legs stopped", size: 14, within: whole.width - 1)
    #expect(cut.width < whole.width)
    #expect(cut.count < whole.count)
    #expect(fonts.regular.line("The legs stopped", size: 14, within: whole.width).count == whole.count)
  }

  @Test("breaks between words")
  func lines() {
    let width = fonts.regular.line("below the", size: 14).width + 1
    let lines = fonts.regular.lines("below the line of", size: 14, within: width, atMost: 3)
    #expect(lines.map(\.count) == ["below the".count, "line of".count])
  }

  @Test("keeps its ink in the box that it names", arguments: ["Ågj|°", "172°", "hold 0.8 s"])
  func ink(text: String) throws {
    let layer = try Layer(width: 300, height: 80)
    let line = fonts.bold.line(text, size: 24)
    line.draw(on: layer, at: Point(x: 20, y: 50), Palette.paper, halo: 3)
    let box = try #require(PixelBox(line.box(at: Point(x: 20, y: 50), halo: 4), within: layer.bounds))
    #expect(layer.print.inkOutside([box]) == 0)
  }
}
