internal import Imaging
internal import Video

extension Layer {
  /// Puts what is drawn over a picture of the same size.
  func blend(onto picture: inout EditableFrame) {
    let size = PixelSize(width: width, height: height)
    withPixels { pixels, bytesPerRow in
      let overlay = Overlay(base: pixels.baseAddress!, bytesPerRow: bytesPerRow, size: size)
      picture.withPicture { $0.draw(overlay, in: [PixelRect(x: 0, y: 0, width: width, height: height)]) }
    }
  }
}

extension OverlayPainter {
  /// Puts what was painted last over a picture of the canvas's size.
  ///
  /// - Parameter boxes: outside of them nothing was painted.
  func blend(onto picture: inout EditableFrame, in boxes: [PixelBox]) {
    let size = PixelSize(width: layout.width, height: layout.height)
    let rects = boxes.map {
      PixelRect(x: $0.columns.lowerBound, y: $0.rows.lowerBound, width: $0.columns.count, height: $0.rows.count)
    }
    withPixels { pixels, bytesPerRow in
      let overlay = Overlay(base: pixels.baseAddress!, bytesPerRow: bytesPerRow, size: size)
      picture.withPicture { $0.draw(overlay, in: rects) }
    }
  }
}
