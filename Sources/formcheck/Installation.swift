internal import Foundation

/// Where the program finds what it was installed with.
enum Installation {
  /// The folder of the models: `FORMCHECK_MODELS` when set, else the nearest `Models` or `share/formcheck/Models` at or
  /// above the program's own folder. A clone and an installed tree are found alike, wherever they are moved.
  static var models: URL {
    if let named = ProcessInfo.processInfo.environment["FORMCHECK_MODELS"], !named.isEmpty {
      return URL(fileURLWithPath: named, isDirectory: true)
    }
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var folder = program.deletingLastPathComponent()
    while folder.path != "/" {
      for place in ["share/formcheck/Models", "Models"] {
        let models = folder.appendingPathComponent(place, isDirectory: true)
        if FileManager.default.fileExists(atPath: models.appendingPathComponent("manifest").path) { return models }
      }
      folder.deleteLastPathComponent()
    }
    return program.deletingLastPathComponent().appendingPathComponent("Models", isDirectory: true)
  }

  static var fonts: URL { URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu", isDirectory: true) }
}
