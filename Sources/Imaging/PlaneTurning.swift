extension MutablePlane {
  /// Takes over another plane, turned clockwise by 0, 90, 180 or 270 degrees.
  ///
  /// - Precondition: bytes, and the other one's size, turned, is this one's.
  public func take(_ source: Plane, turned rotation: Int) {
    let isSideways = rotation % 180 != 0
    ensure((isSideways ? source.height : source.width) == width)
    ensure((isSideways ? source.width : source.height) == height)
    let samples = source.base.assumingMemoryBound(to: UInt8.self)
    let stride = source.bytesPerRow
    // The source's sample of this plane's first one, and the way from there to the next one across and down.
    let (first, across, down) =
      switch rotation {
      case 90: ((source.height - 1) * stride, -stride, 1)
      case 180: ((source.height - 1) * stride + source.width - 1, -1, -stride)
      case 270: (source.width - 1, stride, -1)
      default: (0, 1, stride)
      }
    if across == 1 {
      for row in 0..<height { (base + row * bytesPerRow).update(from: samples + row * stride, count: width) }
      return
    }
    // Square by square, so that rows and columns of both stay in the cache.
    let side = isSideways ? 32 : width
    for top in Swift.stride(from: 0, to: height, by: side) {
      for left in Swift.stride(from: 0, to: width, by: side) {
        let end = min(left + side, width)
        for row in top..<min(top + side, height) {
          let line = base + row * bytesPerRow
          let start = samples + (first + row * down)
          for column in left..<end { line[column] = start[column * across] }
        }
      }
    }
  }
}
