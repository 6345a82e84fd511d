internal import Foundation

/// The fonts of everything that is drawn, read from files, so that an installed tree can carry its own.
///
/// Not for several threads at once.
final class Fonts {
  let regular: Typeface
  let bold: Typeface

  /// Where Debian's `fonts-dejavu-core` puts them.
  static let debian = URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu", isDirectory: true)

  /// - Parameter folder: holds `DejaVuSans.ttf` and `DejaVuSans-Bold.ttf`.
  /// - Throws: ``DrawingError`` when one is missing or cannot be used.
  init(folder: URL = Fonts.debian) throws(DrawingError) {
    regular = try Typeface(file: folder.appendingPathComponent("DejaVuSans.ttf"))
    bold = try Typeface(file: folder.appendingPathComponent("DejaVuSans-Bold.ttf"))
  }
}
