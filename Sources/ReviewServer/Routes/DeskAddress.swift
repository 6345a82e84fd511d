internal import Archive

/// Addresses of the desk that several pages name.
enum DeskAddress {
  static func set(_ key: SetKey) -> String { "/sets/\(key)" }
  static func report(of key: SetKey) -> String { "/sets/\(key)/report/report.html" }
  /// The video with everything drawn.
  static func video(of key: SetKey) -> String { "/sets/\(key)/report/annotated.mp4" }
  /// The clip as it was filmed.
  static func original(of key: SetKey) -> String { "/sets/\(key)/original" }
  static func still(_ file: String, of key: SetKey) -> String { "/sets/\(key)/report/\(file)" }
}
