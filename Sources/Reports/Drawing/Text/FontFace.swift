internal import CCairo
internal import Foundation
internal import Movement

/// Owns an instance of FreeType. One for each face: an instance must not be used by two threads at once.
private struct FontLibrary: ~Copyable {
  let pointer: FT_Library
  private let alive: DrawingAlive

  init() throws(DrawingError) {
    var library: FT_Library?
    guard FT_Init_FreeType(&library) == 0, let library else { throw .outOfMemory }
    pointer = library
    alive = DrawingAlive(.fontLibrary)
  }

  deinit { FT_Done_FreeType(pointer) }
}

/// Owns a font that FreeType reads from a file, and gives its letters as outlines.
///
/// Cairo's own text would do the same and keep the face in a cache of its own after the last letter, so that nobody knows
/// when the file may be closed. Outlines are plain paths to Cairo, and the face dies with this owner.
struct FontFace: ~Copyable {
  // The face goes first, then the library that made it.
  private let face: FT_Face
  private let library: FontLibrary
  private let alive: DrawingAlive

  /// - Throws: ``DrawingError/fontMissing(path:)`` or ``DrawingError/fontUnusable(path:code:)``.
  init(file: URL) throws(DrawingError) {
    guard access(file.path, R_OK) == 0 else { throw .fontMissing(path: file.path) }
    let library = try FontLibrary()
    var opened: FT_Face?
    let code = FT_New_Face(library.pointer, file.path, 0, &opened)
    guard code == 0, let opened else { throw .fontUnusable(path: file.path, code: code) }
    guard opened.pointee.face_flags & FT_Long(FT_FACE_FLAG_SCALABLE) != 0 else {
      FT_Done_Face(opened)
      throw .fontUnusable(path: file.path, code: 0)
    }
    face = opened
    self.library = library
    alive = DrawingAlive(.fontFace)
  }

  deinit { FT_Done_Face(face) }

  /// The letter at a size in pixels. A character that the font has not comes as its empty box; `nil`: it cannot be read.
  func glyph(_ scalar: Unicode.Scalar, size: Int) -> Glyph? {
    guard FT_Set_Pixel_Sizes(face, 0, FT_UInt(size)) == 0,
      FT_Load_Glyph(face, FT_Get_Char_Index(face, FT_ULong(scalar.value)), formcheck_load_outline) == 0,
      let slot = face.pointee.glyph, slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE
    else { return nil }
    let pen = OutlinePen()
    var verbs = OutlinePen.verbs()
    let code = FT_Outline_Decompose(&slot.pointee.outline, &verbs, Unmanaged.passUnretained(pen).toOpaque())
    guard code == 0 else { return nil }
    return Glyph(advance: Double(slot.pointee.linearHoriAdvance) / 65536, outline: pen.outline)
  }
}

/// One letter at one size, in pixels: the pen starts at (0, 0) on the base line, y is down.
struct Glyph: Sendable {
  enum Stroke: Sendable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
  }

  /// How far the pen goes on.
  var advance: Double
  var outline: [Stroke]
}

/// Collects what FreeType says of an outline, which counts in 64ths of a pixel with y up.
private final class OutlinePen {
  private(set) var outline: [Glyph.Stroke] = []
  private var place = Point(x: 0, y: 0)

  func move(_ to: Point) {
    outline.append(.move(to))
    place = to
  }

  func line(_ to: Point) {
    outline.append(.line(to))
    place = to
  }

  /// A parabola, as the curve of third degree that it is.
  func parabola(_ control: Point, _ to: Point) {
    curve(place + (control - place) * (2 / 3), to + (control - to) * (2 / 3), to)
  }

  func curve(_ a: Point, _ b: Point, _ to: Point) {
    outline.append(.curve(a, b, to))
    place = to
  }

  /// The pen behind the pointer that FreeType hands through.
  static func at(_ pointer: UnsafeMutableRawPointer?) -> OutlinePen {
    Unmanaged<OutlinePen>.fromOpaque(pointer!).takeUnretainedValue()
  }

  static func point(_ vector: UnsafePointer<FT_Vector>?) -> Point {
    Point(x: Double(vector!.pointee.x) / 64, y: -Double(vector!.pointee.y) / 64)
  }

  /// 0 tells FreeType to go on.
  static func verbs() -> FT_Outline_Funcs {
    FT_Outline_Funcs(
      move_to: { to, pen in
        OutlinePen.at(pen).move(OutlinePen.point(to))
        return 0
      },
      line_to: { to, pen in
        OutlinePen.at(pen).line(OutlinePen.point(to))
        return 0
      },
      conic_to: { control, to, pen in
        OutlinePen.at(pen).parabola(OutlinePen.point(control), OutlinePen.point(to))
        return 0
      },
      cubic_to: { a, b, to, pen in
        OutlinePen.at(pen).curve(OutlinePen.point(a), OutlinePen.point(b), OutlinePen.point(to))
        return 0
      },
      shift: 0, delta: 0)
  }
}
