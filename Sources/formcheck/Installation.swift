internal import Foundation

/// Where the program finds what it was installed with.
enum Installation {
  /// The folder of the models: `FORMCHECK_MODELS` when set, else the nearest `Models` or `share/formcheck/Models` at or
  /// above the program's own folder. A clone and an installed tree are found alike, wherever they are moved.
  static var models: URL {
    named("FORMCHECK_MODELS") ?? nearest("Models", with: "manifest")
      ?? program.deletingLastPathComponent().appendingPathComponent("Models", isDirectory: true)
  }

  /// The folder of the fonts that a report is drawn with: `FORMCHECK_FONTS` when set, else the nearest `Fonts` or
  /// `share/formcheck/Fonts` as with the models, else where Debian has them.
  static var fonts: URL {
    named("FORMCHECK_FONTS") ?? nearest("Fonts", with: "DejaVuSans.ttf")
      ?? URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu", isDirectory: true)
  }

  /// The folder of the inference runtime, which loads some of its parts only when they are needed; `nil`: it is not loaded.
  static var runtime: URL? {
    mapped.first { $0.lastPathComponent.hasPrefix("libopenvino.so") }?.deletingLastPathComponent()
  }

  /// The folders of all libraries that the program is made of.
  static var libraries: [URL] {
    Set(mapped.filter { $0.lastPathComponent.contains(".so") }.map { $0.deletingLastPathComponent() })
      .sorted { $0.path < $1.path }
  }

  /// The files that the program was loaded from.
  private static var mapped: [URL] {
    // `String(contentsOfFile:)` takes a short read for the end, and this file is read in pieces.
    let maps = FileHandle(forReadingAtPath: "/proc/self/maps").flatMap { try? $0.readToEnd() } ?? Data()
    return String(decoding: maps, as: UTF8.self).split(separator: "\n")
      .compactMap { line in line.firstIndex(of: "/").map { URL(fileURLWithPath: String(line[$0...])) } }
  }

  /// Makes what the environment names independent of where the process stands.
  static func pin() {
    for (variable, folder) in [("FORMCHECK_MODELS", models), ("FORMCHECK_FONTS", fonts)] {
      setenv(variable, folder.path, 1)
    }
  }

  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()

  /// The folder that the user names in the environment.
  private static func named(_ variable: String) -> URL? {
    guard let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty else { return nil }
    return URL(fileURLWithPath: path, isDirectory: true)
  }

  /// The nearest folder of this name that holds the file.
  private static func nearest(_ name: String, with file: String) -> URL? {
    var above = program.deletingLastPathComponent()
    while above.path != "/" {
      for place in ["share/formcheck/\(name)", name] {
        let folder = above.appendingPathComponent(place, isDirectory: true)
        if FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path) { return folder }
      }
      above.deleteLastPathComponent()
    }
    return nil
  }
}
