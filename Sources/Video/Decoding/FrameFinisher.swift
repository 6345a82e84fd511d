internal import CFFmpeg
internal import Imaging

/// Makes of a decoded picture one that can be looked at: with its geometry, and in planes.
struct FrameFinisher: ~Copyable {
  private let file: ClipFile
  private let rotation: Int
  private var scaler: Scaler?

  init(_ stream: UnsafeMutablePointer<AVStream>, _ file: ClipFile) {
    self.file = file
    rotation = StreamRotation.degrees(stream)
  }

  mutating func finish(
    _ decoded: consuming Frame, time: Double, isDamaged: Bool, sampleAspect: Double
  ) throws(ClipError) -> VideoFrame {
    let geometry = DisplayGeometry(
      storedWidth: decoded.width, storedHeight: decoded.height, rotation: rotation, sampleAspect: sampleAspect)
    if let bitDepth = PixelLayout.bitDepth(decoded.format) {
      return VideoFrame(decoded, bitDepth: bitDepth, time: time, isDamaged: isDamaged, geometry: geometry)
    }
    if scaler?.fits(decoded) != true { scaler = try Scaler(for: decoded, file) }
    let converted = try scaler!.convert(decoded, file)
    return VideoFrame(converted, bitDepth: 8, time: time, isDamaged: isDamaged, geometry: geometry)
  }
}
