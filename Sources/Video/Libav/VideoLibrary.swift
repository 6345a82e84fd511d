internal import CFFmpeg

/// The video library that is installed.
public enum VideoLibrary {
  /// Names and versions, `libavformat 59.27.100, libavcodec 59.37.100`.
  public static var summary: String {
    [("libavformat", avformat_version()), ("libavcodec", avcodec_version())]
      .map { name, version in "\(name) \(version >> 16).\(version >> 8 & 0xFF).\(version & 0xFF)" }
      .joined(separator: ", ")
  }

  /// Whether clips can be written: this build of libavcodec has libx264.
  public static var hasEncoder: Bool { avcodec_find_encoder_by_name("libx264") != nil }
}
