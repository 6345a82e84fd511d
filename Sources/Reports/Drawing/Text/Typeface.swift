internal import Foundation
internal import Movement

/// A font whose letters are kept once they were used. Not for several threads at once.
final class Typeface {
  private let face: FontFace
  private var glyphs: [Key: Glyph] = [:]

  private struct Key: Hashable {
    var scalar: Unicode.Scalar
    var size: Int
  }

  /// - Throws: ``DrawingError`` when the font is missing or cannot be used.
  init(file: URL) throws(DrawingError) {
    face = try FontFace(file: file)
  }

  /// One line of text at a size in pixels, cut with an ellipsis where it would be wider than `width`.
  ///
  /// Letters follow each other in the order of the text, one for each character: there is no shaping. What a terminal would
  /// obey is shown as `?`, what has no shape of its own is left out.
  func line(_ text: String, size: Int, within width: Double = .infinity) -> TextLine {
    let visible = text.printable.unicodeScalars.lazy.filter { !$0.properties.isDefaultIgnorableCodePoint }
    var line = TextLine(size: size)
    // Marks without a width of their own could go on for ever.
    for scalar in visible.prefix(Typeface.longest) {
      line.append(glyph(scalar, size: size))
      guard line.width > width else { continue }
      let ellipsis = glyph("…", size: size)
      while line.width + ellipsis.advance > width, !line.isEmpty { line.removeLast() }
      if line.width + ellipsis.advance <= width { line.append(ellipsis) }
      break
    }
    return line
  }

  /// The text in at most `count` lines, broken between words, and within a word that is wider than a line. What does not
  /// fit ends in an ellipsis.
  func lines(_ text: String, size: Int, within width: Double, atMost count: Int) -> [TextLine] {
    var words = Array(text.printable.prefix(Typeface.longest * count).split(separator: " "))[...]
    var lines: [TextLine] = []
    while !words.isEmpty, lines.count < count {
      var taken = 1
      while taken < words.count, self.width(of: words.prefix(taken + 1), size: size) <= width { taken += 1 }
      if lines.count == count - 1 { taken = words.count }
      lines.append(line(words.prefix(taken).joined(separator: " "), size: size, within: width))
      words = words.dropFirst(taken)
    }
    return lines
  }

  private func width(of words: ArraySlice<Substring>, size: Int) -> Double {
    line(words.joined(separator: " "), size: size).width
  }

  private func glyph(_ scalar: Unicode.Scalar, size: Int) -> Glyph {
    let key = Key(scalar: scalar, size: size)
    if let known = glyphs[key] { return known }
    // Text of strangers may hold every character there is.
    if glyphs.count >= Typeface.mostKept { glyphs.removeAll() }
    let glyph = face.glyph(scalar, size: size) ?? Glyph(advance: Double(size) / 2, outline: [])
    glyphs[key] = glyph
    return glyph
  }

  /// Characters: more than fit on any picture.
  private static let longest = 400
  private static let mostKept = 2000
}

/// Letters in a row, measured and ready to be drawn.
struct TextLine: Sendable {
  let size: Int
  /// Pixels from the start to where a next letter would begin.
  private(set) var width = 0.0
  private var glyphs: [Glyph] = []

  init(size: Int) { self.size = size }

  /// Letters.
  var count: Int { glyphs.count }
  var isEmpty: Bool { glyphs.isEmpty }

  mutating func append(_ glyph: Glyph) {
    glyphs.append(glyph)
    width += glyph.advance
  }

  mutating func removeLast() {
    width -= glyphs.removeLast().advance
  }

  /// How far the letters of this font reach above and below the base line, as a share of the size.
  static let ascent = 0.95
  static let descent = 0.24

  /// Where the ink of the line lies when its base line begins at `start`; `halo` pixels wider on all sides.
  func box(at start: Point, halo: Double = 0) -> Box {
    Box(
      minX: start.x, minY: start.y - Double(size) * Self.ascent, maxX: start.x + width,
      maxY: start.y + Double(size) * Self.descent
    ).widened(by: halo)
  }

  /// Draws the letters, the base line beginning at `start`, and before them a dark halo of that many pixels.
  func draw(on layer: borrowing Layer, at start: Point, _ colour: Colour, halo: Double = 0) {
    // The letters are fitted to whole rows.
    var pen = Point(x: start.x, y: start.y.rounded())
    for glyph in glyphs {
      for stroke in glyph.outline {
        switch stroke {
        case .move(let to): layer.move(to: pen + to)
        case .line(let to): layer.line(to: pen + to)
        case .curve(let a, let b, let to): layer.curve(pen + a, pen + b, to: pen + to)
        }
      }
      pen.x += glyph.advance
    }
    if halo > 0 { layer.stroke(Palette.ink, opacity: 0.8, width: 2 * halo, keepingPath: true) }
    layer.fill(colour)
  }
}
