internal import CFFmpeg
internal import Imaging

/// Makes of a decoded picture one that can be looked at: in planes, of one moment, all of one geometry.
struct FrameFinisher: ~Copyable {
  private let file: ClipFile
  private let rotation: Int
  private var scaler: Scaler?
  /// Of the first frame, and so of all.
  private var common: DisplayGeometry?
  private var fitter: FrameFitter?

  init(_ stream: UnsafeMutablePointer<AVStream>, _ file: ClipFile) {
    self.file = file
    rotation = StreamRotation.degrees(stream)
  }

  mutating func finish(
    _ decoded: consuming Frame, time: Double, isDamaged: Bool, sampleAspect: Double
  ) throws(ClipError) -> VideoFrame {
    let geometry = DisplayGeometry(
      storedWidth: decoded.width, storedHeight: decoded.height, rotation: rotation, sampleAspect: sampleAspect)
    var frame = try inPlanes(decoded)
    if frame.isInterlaced { frame = try FieldFilter.firstField(of: frame, file) }
    let common = common ?? geometry
    self.common = common
    if geometry != common {
      if fitter == nil { fitter = FrameFitter(common) }
      frame = try fitter!.fit(frame, geometry, file)
    }
    let bitDepth = PixelLayout.bitDepth(frame.format)!
    return VideoFrame(frame, bitDepth: bitDepth, time: time, isDamaged: isDamaged, geometry: common)
  }

  private mutating func inPlanes(_ decoded: consuming Frame) throws(ClipError) -> Frame {
    if PixelLayout.bitDepth(decoded.format) != nil { return decoded }
    if scaler?.fits(decoded) != true { scaler = try Scaler(for: decoded, file) }
    return try scaler!.convert(decoded, file)
  }
}
