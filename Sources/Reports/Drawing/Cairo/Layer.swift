internal import CCairo
internal import Movement

/// A transparent picture that is drawn on with lines, areas and text, in pixels, y down.
///
/// What is drawn must be finite: callers leave out what is not.
struct Layer: ~Copyable {
  let width: Int
  let height: Int
  // The context goes first, then the surface under it.
  private let context: Context
  private let surface: Surface

  init(width: Int, height: Int) throws(DrawingError) {
    let surface = try Surface(width: width, height: height)
    let context = try Context(surface)
    self.surface = surface
    self.context = context
    self.width = width
    self.height = height
    cairo_set_line_cap(self.context.pointer, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(self.context.pointer, CAIRO_LINE_JOIN_ROUND)
  }

  var bounds: PixelBox { PixelBox(columns: 0..<width, rows: 0..<height) }

  /// - Throws: when anything drawn so far failed; Cairo then ignores whatever follows.
  func checkDrawing() throws(DrawingError) {
    let status = cairo_status(context.pointer)
    guard status == CAIRO_STATUS_SUCCESS else { throw DrawingError(status, in: "cairo") }
  }

  // MARK: The path

  func move(to point: Point) { cairo_move_to(context.pointer, point.x, point.y) }
  func line(to point: Point) { cairo_line_to(context.pointer, point.x, point.y) }

  func curve(_ a: Point, _ b: Point, to end: Point) {
    cairo_curve_to(context.pointer, a.x, a.y, b.x, b.y, end.x, end.y)
  }

  func close() { cairo_close_path(context.pointer) }

  func polyline(_ points: some Sequence<Point>) {
    cairo_new_sub_path(context.pointer)
    for point in points { line(to: point) }
  }

  func disc(_ centre: Point, radius: Double) {
    cairo_new_sub_path(context.pointer)
    cairo_arc(context.pointer, centre.x, centre.y, radius, 0, 2 * .pi)
  }

  /// A part of a circle, radians, 0 to the right, growing clockwise.
  func arc(_ centre: Point, radius: Double, from start: Double, to end: Double) {
    cairo_new_sub_path(context.pointer)
    if end >= start {
      cairo_arc(context.pointer, centre.x, centre.y, radius, start, end)
    } else {
      cairo_arc_negative(context.pointer, centre.x, centre.y, radius, start, end)
    }
  }

  func rectangle(_ box: Box, rounded radius: Double = 0) {
    let r = min(radius, (box.maxX - box.minX) / 2, (box.maxY - box.minY) / 2)
    guard r > 0 else {
      return cairo_rectangle(context.pointer, box.minX, box.minY, box.maxX - box.minX, box.maxY - box.minY)
    }
    cairo_new_sub_path(context.pointer)
    cairo_arc(context.pointer, box.maxX - r, box.minY + r, r, -.pi / 2, 0)
    cairo_arc(context.pointer, box.maxX - r, box.maxY - r, r, 0, .pi / 2)
    cairo_arc(context.pointer, box.minX + r, box.maxY - r, r, .pi / 2, .pi)
    cairo_arc(context.pointer, box.minX + r, box.minY + r, r, .pi, 3 * .pi / 2)
    cairo_close_path(context.pointer)
  }

  // MARK: Ink

  /// Draws along the path; it stays when `keepingPath`.
  func stroke(_ colour: Colour, opacity: Double = 1, width: Double, dash: [Double] = [], keepingPath: Bool = false) {
    ink(colour, opacity)
    cairo_set_line_width(context.pointer, width)
    cairo_set_dash(context.pointer, dash, Int32(dash.count), 0)
    if keepingPath { cairo_stroke_preserve(context.pointer) } else { cairo_stroke(context.pointer) }
  }

  /// Fills the path; it stays when `keepingPath`.
  func fill(_ colour: Colour, opacity: Double = 1, keepingPath: Bool = false) {
    ink(colour, opacity)
    if keepingPath { cairo_fill_preserve(context.pointer) } else { cairo_fill(context.pointer) }
  }

  private func ink(_ colour: Colour, _ opacity: Double) {
    cairo_set_source_rgba(context.pointer, colour.red, colour.green, colour.blue, opacity)
  }

  /// Nothing that `body` draws leaves the box.
  func clipped(to box: Box, _ body: (borrowing Layer) -> Void) {
    cairo_save(context.pointer)
    cairo_new_path(context.pointer)
    cairo_rectangle(context.pointer, box.minX, box.minY, box.maxX - box.minX, box.maxY - box.minY)
    cairo_clip(context.pointer)
    body(self)
    cairo_restore(context.pointer)
  }

  // MARK: Pixels

  /// The pixels as they are now: rows of `bytesPerRow` bytes, each pixel blue, green, red, alpha on this machine, the
  /// colours already multiplied by alpha. Valid within the closure only.
  func withPixels<Result, Failure: Error>(
    _ body: (_ pixels: UnsafeRawBufferPointer, _ bytesPerRow: Int) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (start, stride) = pixels
    return try body(UnsafeRawBufferPointer(start: start, count: stride * height), stride)
  }

  /// Makes the pixels of a box transparent again.
  func clear(_ box: PixelBox) {
    let (start, stride) = pixels
    for row in box.rows {
      (start + row * stride + box.columns.lowerBound * 4).initializeMemory(
        as: UInt8.self, repeating: 0, count: box.columns.count * 4)
    }
    cairo_surface_mark_dirty(surface.pointer)
  }

  /// Takes the pixels of a box of another layer, whose upper left corner lies at (0, `top`) of this one.
  func copy(_ box: PixelBox, of other: borrowing Layer, top: Int) {
    let (target, targetStride) = pixels
    let (source, sourceStride) = other.pixels
    for row in box.rows {
      let column = box.columns.lowerBound * 4
      (target + (top + row) * targetStride + column).copyMemory(
        from: source + row * sourceStride + column, byteCount: box.columns.count * 4)
    }
    cairo_surface_mark_dirty(surface.pointer)
  }

  private var pixels: (start: UnsafeMutableRawPointer, bytesPerRow: Int) {
    cairo_surface_flush(surface.pointer)
    return (
      UnsafeMutableRawPointer(cairo_image_surface_get_data(surface.pointer)!),
      Int(cairo_image_surface_get_stride(surface.pointer))
    )
  }
}
