internal import CFFmpeg
public import Imaging

/// Makes decoded frames editable: turned upright, samples squared, 8-bit 4:2:0 of limited range, all of one size.
///
/// The picture lies at the top left of a canvas that may be larger; the rest is grey. A frame of another size than the
/// picture's is stretched to it. Colours keep the source's matrix, primaries and transfer, full range becomes limited.
public struct FrameUprighter: ~Copyable {
  public let picture: PixelSize
  public let canvas: PixelSize

  private let background: UInt8
  private var resampler: Resampler?

  /// - Parameters:
  ///   - picture: the size of the frame's own part, as ``pictureSize(for:)`` says it for a whole picture.
  ///   - canvas: the size of the result.
  ///   - background: the grey around the picture, 0 black to 255 white.
  /// - Precondition: even sizes; the canvas is at least as wide and as high as the picture.
  public init(picture: PixelSize, canvas: PixelSize, background: UInt8 = 24) {
    precondition(picture.isEven && canvas.isEven)
    precondition(canvas.width >= picture.width && canvas.height >= picture.height)
    self.picture = picture
    self.canvas = canvas
    self.background = background
  }

  /// The shown size of a frame, without its last stored column or row where that is odd; smaller where a side would be
  /// longer than asked for.
  ///
  /// - Parameter longestSide: pixels; H.264's highest level ends at 8192 by 4352.
  public static func pictureSize(for geometry: DisplayGeometry, longestSide: Int = 8192) -> PixelSize {
    let (width, height) = (geometry.displayWidth, geometry.displayHeight)
    let scale = min(1, Double(longestSide) / Double(max(width, height)))
    func even(_ side: Int) -> Int { max(2, Int((Double(side) * scale).rounded()) & ~1) }
    return PixelSize(width: even(width), height: even(height))
  }

  public mutating func upright(_ frame: VideoFrame) throws(PictureError) -> EditableFrame {
    do {
      var result = try EditableFrame(canvas, ColourTags(frame.frame))
      paintAround(&result)
      try paint(frame, into: result.frame.mutablePicture.part(PixelRect(picture)))
      return result
    } catch {
      throw PictureError(error)
    }
  }

  private func paintAround(_ result: inout EditableFrame) {
    result.withPicture { whole in
      let right = PixelRect(x: picture.width, y: 0, width: canvas.width - picture.width, height: picture.height)
      let below = PixelRect(x: 0, y: picture.height, width: canvas.width, height: canvas.height - picture.height)
      for rect in [right, below] where !rect.isEmpty { whole.part(rect).fill(grey: background) }
    }
  }

  private mutating func paint(_ frame: VideoFrame, into place: MutablePicture) throws(LibavError) {
    let rotation = frame.geometry.rotation
    let flat = rotation % 180 == 0 ? picture : PixelSize(width: picture.height, height: picture.width)
    let kept = keptSize(frame.geometry)
    let isPlain = [AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P].contains(frame.frame.format)
    if isPlain, kept == flat {
      frame.withPicture { place.take($0, keeping: kept, turned: rotation) }
      return
    }
    let kind = Resampler.Kind(
      width: kept.width, height: kept.height, format: frame.frame.format,
      isFullRange: PixelLayout.colour(frame.frame).isFullRange, target: flat)
    if resampler?.kind != kind { resampler = try Resampler(kind) }
    let parts = frame.frame.pointer.pointee
    let planes = [
      (UnsafePointer(parts.data.0), parts.linesize.0), (UnsafePointer(parts.data.1), parts.linesize.1),
      (UnsafePointer(parts.data.2), parts.linesize.2),
    ]
    if rotation == 0 {
      try resampler!.run(planes, into: place)
    } else {
      let scratch = try Frame(width: flat.width, height: flat.height, format: AV_PIX_FMT_YUV420P)
      let stored = scratch.mutablePicture
      try resampler!.run(planes, into: stored)
      place.take(stored, turned: rotation)
    }
  }

  /// How much of the stored picture is shown: all of it, but for an odd column or row that is left out where the rest
  /// then fits without scaling.
  private func keptSize(_ geometry: DisplayGeometry) -> PixelSize {
    let stored = PixelSize(width: geometry.storedWidth, height: geometry.storedHeight)
    let isSquare =
      geometry.rotation % 180 == 0
      ? geometry.displayWidth == stored.width : geometry.displayHeight == stored.width
    let even = PixelSize(width: stored.width & ~1, height: stored.height & ~1)
    return isSquare && even.isEven && Self.pictureSize(for: geometry) == picture ? even : stored
  }
}

extension PixelRect {
  /// All of a picture.
  init(_ size: PixelSize) { self.init(x: 0, y: 0, width: size.width, height: size.height) }
}

extension MutablePicture {
  /// Takes over the upper left part of an 8-bit 4:2:0 picture, turned, in this one's range.
  fileprivate func take(_ source: Picture, keeping size: PixelSize, turned rotation: Int) {
    guard let chroma = source.chroma else { preconditionFailure("a 4:2:0 picture has colours") }
    func cut(_ plane: Plane, _ divisor: Int) -> Plane {
      Plane(
        base: plane.base, bytesPerRow: plane.bytesPerRow, width: size.width / divisor, height: size.height / divisor)
    }
    luma.take(cut(source.luma, 1), turned: rotation)
    blue.take(cut(chroma.blue, 2), turned: rotation)
    red.take(cut(chroma.red, 2), turned: rotation)
    var taken = self
    taken.colour = source.colour
    taken.recode(to: colour)
  }

  /// Takes over another picture of the same coding, turned.
  fileprivate func take(_ source: MutablePicture, turned rotation: Int) {
    luma.take(source.luma.plane, turned: rotation)
    blue.take(source.blue.plane, turned: rotation)
    red.take(source.red.plane, turned: rotation)
  }
}
