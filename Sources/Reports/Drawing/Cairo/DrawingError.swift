internal import CCairo

/// Why nothing could be drawn.
public enum DrawingError: Error, Equatable, CustomStringConvertible {
  /// There is no such font file, or it may not be read.
  case fontMissing(path: String)
  /// The file is there and FreeType cannot use it; its own code.
  case fontUnusable(path: String, code: Int32)
  /// Cairo has no layers of this size, in pixels.
  case layerTooLarge(width: Int, height: Int)
  case outOfMemory
  /// A call that cannot fail did: which one, and what the library said.
  case failed(call: String, message: String)

  public var description: String {
    switch self {
    case .fontMissing(let path):
      "the font \(path.printable) is missing or may not be read: apt-get install fonts-dejavu-core"
    case .fontUnusable(let path, let code):
      "the font \(path.printable) is no outline font (FreeType error \(code)): "
        + "apt-get install --reinstall fonts-dejavu-core"
    case .layerTooLarge(let width, let height):
      "a picture of \(width) x \(height) is too large to draw on: scale the clip down"
    case .outOfMemory: "not enough memory to draw: try again with less running"
    case .failed(let call, let message): "drawing failed in \(call): \(message)"
    }
  }
}

extension DrawingError {
  /// Of a Cairo status that is no success.
  init(_ status: cairo_status_t, in call: String) {
    self =
      status == CAIRO_STATUS_NO_MEMORY
      ? .outOfMemory : .failed(call: call, message: String(cString: cairo_status_to_string(status)))
  }
}
