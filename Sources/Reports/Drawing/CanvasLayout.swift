internal import Imaging
internal import Movement

/// How large everything on an annotated frame is: the picture above, the bar of the set below.
struct CanvasLayout: Equatable, Sendable {
  /// Pixels, even, as 4:2:0 video needs them.
  let pictureWidth: Int
  let pictureHeight: Int
  /// Rows added under the picture, even.
  let barHeight: Int
  /// Size of text in pixels: a 28th of the picture's shorter side, at least 11. Everything else is measured in it.
  let textSize: Int
  /// Canvas pixels for one pixel of the displayed clip, in which poses are given.
  let scale: Double

  /// - Parameters:
  ///   - width: of the displayed clip, pixels; an odd one loses its last column.
  ///   - height: likewise.
  ///   - pictureWidth: of the picture on the canvas when the video is scaled; `nil`: as displayed.
  /// - Precondition: a clip of at least two by two pixels.
  init(width: Int, height: Int, pictureWidth: Int? = nil) {
    let target = max(2, pictureWidth ?? width)
    let scale = Double(target) / Double(width)
    let pictureHeight = max(2, Int((Double(height) * scale).rounded()) & ~1)
    self.init(picture: PixelSize(width: target & ~1, height: pictureHeight), scale: scale)
  }

  /// - Parameters:
  ///   - picture: as it was made of the clip's frames, even.
  ///   - scale: its pixels for one displayed pixel of the clip.
  init(picture: PixelSize, scale: Double) {
    precondition(picture.width >= 2 && picture.height >= 2, "no picture: \(picture)")
    self.scale = scale
    pictureWidth = picture.width
    pictureHeight = picture.height
    textSize = max(11, Int((Double(min(self.pictureWidth, pictureHeight)) / 28).rounded()))
    barHeight = Int(Double(textSize) * 2.9) & ~1
  }

  var width: Int { pictureWidth }
  var height: Int { pictureHeight + barHeight }

  /// Text size as a number to reckon with.
  var unit: Double { Double(textSize) }
  var picture: PixelBox { PixelBox(columns: 0..<pictureWidth, rows: 0..<pictureHeight) }
  var bar: PixelBox { PixelBox(columns: 0..<width, rows: pictureHeight..<height) }
  var mapping: PictureMapping { PictureMapping(offset: Point(x: 0, y: 0), scale: scale) }
}

/// From pixels of the displayed clip to pixels of a layer.
struct PictureMapping: Equatable, Sendable {
  /// The displayed place that lies in the layer's upper left corner.
  var offset: Point
  /// Layer pixels for one displayed pixel.
  var scale: Double

  func callAsFunction(_ place: Point) -> Point { (place - offset) * scale }
}
