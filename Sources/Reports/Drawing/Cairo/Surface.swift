internal import CCairo

/// Owns an image in memory: premultiplied ARGB, 32 bits a pixel in the machine's byte order, transparent at first.
struct Surface: ~Copyable {
  let pointer: OpaquePointer
  private let alive: DrawingAlive

  init(width: Int, height: Int) throws(DrawingError) {
    guard let w = Int32(exactly: width), let h = Int32(exactly: height), w > 0, h > 0 else {
      throw .layerTooLarge(width: width, height: height)
    }
    // Never NULL: a failure is a surface with a status.
    let made = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h)!
    let status = cairo_surface_status(made)
    guard status == CAIRO_STATUS_SUCCESS else {
      cairo_surface_destroy(made)
      guard status != CAIRO_STATUS_INVALID_SIZE else { throw .layerTooLarge(width: width, height: height) }
      throw DrawingError(status, in: "cairo_image_surface_create")
    }
    pointer = made
    alive = DrawingAlive(.surface)
  }

  deinit { cairo_surface_destroy(pointer) }
}

/// Owns a drawing context on a surface; Cairo keeps the surface alive for it.
struct Context: ~Copyable {
  let pointer: OpaquePointer
  private let alive: DrawingAlive

  init(_ surface: borrowing Surface) throws(DrawingError) {
    let made = cairo_create(surface.pointer)!
    let status = cairo_status(made)
    guard status == CAIRO_STATUS_SUCCESS else {
      cairo_destroy(made)
      throw DrawingError(status, in: "cairo_create")
    }
    pointer = made
    alive = DrawingAlive(.context)
  }

  deinit { cairo_destroy(pointer) }
}
