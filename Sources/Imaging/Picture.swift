/// One plane of samples in memory that someone else owns.
public struct Plane {
  public var base: UnsafeRawPointer
  /// Bytes from one row to the next; may be larger than the row, and negative for pictures stored upside down.
  public var bytesPerRow: Int
  /// In samples.
  public var width: Int
  public var height: Int

  public init(base: UnsafeRawPointer, bytesPerRow: Int, width: Int, height: Int) {
    self.base = base
    self.bytesPerRow = bytesPerRow
    self.width = width
    self.height = height
  }
}

/// A decoded picture as its planes, still in the codec's own colours and orientation.
///
/// It is a view: it may be used only inside the closure that it is handed to.
public struct Picture {
  public var luma: Plane
  /// Blue and red difference; `nil` for a grey picture. Both planes have the same size.
  public var chroma: (blue: Plane, red: Plane)?
  /// 8: a sample is one byte. 9 to 16: two bytes, little endian, the value in the low bits.
  public var bitDepth: Int
  public var colour: ColourCoding
  public var geometry: DisplayGeometry

  public init(
    luma: Plane, chroma: (blue: Plane, red: Plane)?, bitDepth: Int, colour: ColourCoding, geometry: DisplayGeometry
  ) {
    self.luma = luma
    self.chroma = chroma
    self.bitDepth = bitDepth
    self.colour = colour
    self.geometry = geometry
  }
}

/// How luma and colour differences are to be read.
public struct ColourCoding: Sendable, Hashable {
  public enum Matrix: Sendable { case bt601, bt709, bt2020 }
  public var matrix: Matrix
  /// Full: 0 to 255. Limited: luma 16 to 235, differences 16 to 240 (scaled with the bit depth).
  public var isFullRange: Bool

  public init(matrix: Matrix, isFullRange: Bool) {
    self.matrix = matrix
    self.isFullRange = isFullRange
  }
}

/// How the stored picture is shown: turned by the rotation, stretched by the sample aspect.
public struct DisplayGeometry: Sendable, Hashable {
  public var storedWidth: Int
  public var storedHeight: Int
  /// Clockwise turn for display: 0, 90, 180 or 270 degrees.
  public var rotation: Int
  /// Width of a stored sample over its height.
  public var sampleAspect: Double

  /// - Precondition: positive sizes and aspect; rotation one of 0, 90, 180, 270.
  public init(storedWidth: Int, storedHeight: Int, rotation: Int = 0, sampleAspect: Double = 1) {
    precondition(storedWidth > 0 && storedHeight > 0 && sampleAspect > 0)
    precondition([0, 90, 180, 270].contains(rotation))
    self.storedWidth = storedWidth
    self.storedHeight = storedHeight
    self.rotation = rotation
    self.sampleAspect = sampleAspect
  }

  /// Size as shown, whole pixels: the stored height stays, the width is stretched, then both are turned.
  public var displayWidth: Int { rotation % 180 == 0 ? stretchedWidth : storedHeight }
  public var displayHeight: Int { rotation % 180 == 0 ? storedHeight : stretchedWidth }

  private var stretchedWidth: Int { max(1, Int((Double(storedWidth) * sampleAspect).rounded())) }

  /// Maps a place in the shown picture to its place in the stored one; both have (0, 0) at the corner of the first
  /// pixel, so the middle of that pixel is (0.5, 0.5).
  public var storedFromDisplay: Affine {
    let width = Double(stretchedWidth)
    let height = Double(storedHeight)
    let turn =
      switch rotation {
      case 90: Affine(a: 0, b: 1, tx: 0, c: -1, d: 0, ty: height)
      case 180: Affine(a: -1, b: 0, tx: width, c: 0, d: -1, ty: height)
      case 270: Affine(a: 0, b: -1, tx: width, c: 1, d: 0, ty: 0)
      default: Affine.identity
      }
    let squeeze = Double(storedWidth) / width
    return turn.followed(by: Affine(a: squeeze, b: 0, tx: 0, c: 0, d: 1, ty: 0))
  }
}
