internal import CFFmpeg

/// The turn that a camera asks for, from the stream's display matrix.
enum StreamRotation {
  /// Clockwise turn for display: 0, 90, 180 or 270 degrees, the nearest one. A mirrored display is not told apart: the
  /// athlete may face either way.
  static func degrees(_ stream: UnsafeMutablePointer<AVStream>) -> Int {
    var size = 0
    guard let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size), size >= 36 else { return 0 }
    // libav gives the anticlockwise angle; NaN for a matrix that is no turn.
    let angle = data.withMemoryRebound(to: Int32.self, capacity: 9) { -av_display_rotation_get($0) }
    guard angle.isFinite else { return 0 }
    let quarters = Int((angle / 90).rounded())
    return ((quarters % 4) + 4) % 4 * 90
  }
}
