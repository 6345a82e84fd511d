@testable import Imaging

/// The planes of a picture, for tests that draw.
struct Canvas {
  var size: PixelSize
  var colour: ColourCoding
  var luma: [UInt8]
  var blue: [UInt8]
  var red: [UInt8]

  /// Noise.
  init(_ size: PixelSize, _ colour: ColourCoding, using generator: inout some RandomNumberGenerator) {
    self.size = size
    self.colour = colour
    let (whole, quarter) = (size.width * size.height, size.width * size.height / 4)
    luma = (0..<whole).map { _ in UInt8.random(in: 16...235, using: &generator) }
    blue = (0..<quarter).map { _ in UInt8.random(in: 16...240, using: &generator) }
    red = (0..<quarter).map { _ in UInt8.random(in: 16...240, using: &generator) }
  }

  mutating func edit(_ body: (inout MutablePicture) -> Void) {
    luma.withUnsafeMutableBufferPointer { luma in
      blue.withUnsafeMutableBufferPointer { blue in
        red.withUnsafeMutableBufferPointer { red in
          func plane(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ divisor: Int) -> MutablePlane {
            let width = size.width / divisor
            return MutablePlane(
              base: buffer.baseAddress!, bytesPerRow: width, width: width, height: size.height / divisor)
          }
          var picture = MutablePicture(
            luma: plane(luma, 1), blue: plane(blue, 2), red: plane(red, 2), colour: colour)
          body(&picture)
          colour = picture.colour
        }
      }
    }
  }
}

extension ColourCoding {
  static let all = [Matrix.bt601, .bt709, .bt2020].flatMap { matrix in
    [false, true].map { ColourCoding(matrix: matrix, isFullRange: $0) }
  }

  /// The textbook's luma, blue and red difference of a colour of 0 to 1, in stored steps.
  func stored(red: Double, green: Double, blue: Double) -> (luma: Double, blue: Double, red: Double) {
    let (kr, kb) =
      switch matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let luma = kr * red + (1 - kr - kb) * green + kb * blue
    let (cb, cr) = ((blue - luma) / (2 - 2 * kb), (red - luma) / (2 - 2 * kr))
    return isFullRange
      ? (255 * luma, 128 + 255 * cb, 128 + 255 * cr) : (16 + 219 * luma, 128 + 224 * cb, 128 + 224 * cr)
  }
}

struct SeededNoise: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
