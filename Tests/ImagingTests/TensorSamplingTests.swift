import Foundation
import Movement
import Testing

@testable import Imaging

/// A picture of random samples that owns its memory, and a slow, plain reading of it to compare with.
private final class RandomPicture {
  let width: Int
  let height: Int
  let chromaWidth: Int
  let chromaHeight: Int
  let shift: (x: Int, y: Int)
  let bitDepth: Int
  let colour: ColourCoding
  let isGrey: Bool
  private let samples: [UnsafeMutablePointer<UInt16>]
  private let bytes: [UnsafeMutablePointer<UInt8>]

  init(width: Int, height: Int, shift: (x: Int, y: Int), isGrey: Bool, bitDepth: Int, colour: ColourCoding) {
    (self.width, self.height, self.shift, self.isGrey) = (width, height, shift, isGrey)
    (self.bitDepth, self.colour) = (bitDepth, colour)
    chromaWidth = (width + (1 << shift.x) - 1) >> shift.x
    chromaHeight = (height + (1 << shift.y) - 1) >> shift.y
    var state: UInt64 = 7
    samples = [width * height, chromaWidth * chromaHeight, chromaWidth * chromaHeight].map { count in
      let plane = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
      for index in 0..<count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        plane[index] = UInt16(truncatingIfNeeded: state >> 40) & UInt16((1 << bitDepth) - 1)
      }
      return plane
    }
    let counts = [width * height, chromaWidth * chromaHeight, chromaWidth * chromaHeight]
    bytes = zip(samples, counts).map { plane, count in
      let narrow = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
      for index in 0..<count { narrow[index] = UInt8(truncatingIfNeeded: plane[index]) }
      return narrow
    }
  }

  deinit {
    samples.forEach { $0.deallocate() }
    bytes.forEach { $0.deallocate() }
  }

  func picture(geometry: DisplayGeometry) -> Picture {
    func plane(_ index: Int, _ width: Int, _ height: Int) -> Plane {
      bitDepth == 8
        ? Plane(base: bytes[index], bytesPerRow: width, width: width, height: height)
        : Plane(base: samples[index], bytesPerRow: width * 2, width: width, height: height)
    }
    return Picture(
      luma: plane(0, width, height),
      chroma: isGrey ? nil : (plane(1, chromaWidth, chromaHeight), plane(2, chromaWidth, chromaHeight)),
      bitDepth: bitDepth, colour: colour, geometry: geometry)
  }

  /// RGB at a place of the stored picture, in double precision; beyond the border `nil` stands for black.
  func rgb(at place: Point, border: Border) -> [Double] {
    var coverage = 1.0
    func bilinear(_ index: Int, _ width: Int, _ height: Int, _ x: Double, _ y: Double, covers: Bool) -> Double {
      var sum = 0.0
      var inside = 0.0
      for (column, wx) in [(Int(floor(x)), 1 - (x - floor(x))), (Int(floor(x)) + 1, x - floor(x))] {
        for (row, wy) in [(Int(floor(y)), 1 - (y - floor(y))), (Int(floor(y)) + 1, y - floor(y))] {
          let near = (min(max(column, 0), width - 1), min(max(row, 0), height - 1))
          sum += wx * wy * Double(samples[index][near.1 * width + near.0])
          if near == (column, row) { inside += wx * wy }
        }
      }
      if covers, border == .zero { coverage = inside }
      return sum
    }
    let unit = Double(1 << (bitDepth - 8))
    let full = Double((1 << bitDepth) - 1)
    var y = bilinear(0, width, height, place.x - 0.5, place.y - 0.5, covers: true)
    y = colour.isFullRange ? y / full : (y - 16 * unit) / (219 * unit)
    var differences = [0.0, 0.0]
    if !isGrey {
      let x = place.x / Double(1 << shift.x) - 0.5
      let row = place.y / Double(1 << shift.y) - 0.5
      for index in 0..<2 {
        let value = bilinear(index + 1, chromaWidth, chromaHeight, x, row, covers: false) - 128 * unit
        differences[index] = value / (colour.isFullRange ? full : 224 * unit)
      }
    }
    let (kr, kb) =
      switch colour.matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let red = y + 2 * (1 - kr) * differences[1]
    let blue = y + 2 * (1 - kb) * differences[0]
    let green = (y - kr * red - kb * blue) / (1 - kr - kb)
    return [red, green, blue].map { min(max($0, 0), 1) * coverage }
  }
}

@Suite("Sampling a picture into a tensor")
struct TensorSamplingTests {
  struct Case: CustomTestStringConvertible {
    var shift = (x: 1, y: 1)
    var isGrey = false
    var bitDepth = 8
    var matrix = ColourCoding.Matrix.bt601
    var isFullRange = false
    var turn = 0.0
    var zoom = 1.7
    var border = Border.replicate
    var rotation = 0
    var aspect = 1.0

    var testDescription: String {
      "\(bitDepth) bit, chroma \(isGrey ? "none" : "\(shift)"), \(matrix), full \(isFullRange), turned \(turn), x\(zoom), "
        + "\(border), display \(rotation) \(aspect)"
    }
  }

  static let cases: [Case] = [
    Case(), Case(turn: 0.7), Case(turn: 3.9, zoom: 0.3), Case(zoom: 4), Case(turn: .pi / 2),
    Case(shift: (1, 0), turn: 1), Case(shift: (0, 0), turn: 1), Case(shift: (2, 0), turn: 1),
    Case(isGrey: true, turn: 1), Case(isGrey: true, bitDepth: 12), Case(bitDepth: 10, turn: 2),
    Case(bitDepth: 16, isFullRange: true), Case(matrix: .bt709), Case(bitDepth: 10, matrix: .bt2020),
    Case(isFullRange: true, turn: 0.2), Case(turn: 0.7, zoom: 2.5, border: .zero), Case(zoom: 3, border: .zero),
    Case(rotation: 90), Case(turn: 1, rotation: 180), Case(border: .zero, rotation: 270, aspect: 1.5),
  ]

  /// What 32-bit coordinates and sums may differ from 64-bit ones on random noise, the steepest picture there is.
  static let tolerance = 0.002

  @Test("is what a slow reading in double precision gives", arguments: cases)
  func equalsNaive(_ sample: Case) {
    let colour = ColourCoding(matrix: sample.matrix, isFullRange: sample.isFullRange)
    let source = RandomPicture(
      width: 47, height: 33, shift: sample.shift, isGrey: sample.isGrey, bitDepth: sample.bitDepth, colour: colour)
    let geometry = DisplayGeometry(
      storedWidth: 47, storedHeight: 33, rotation: sample.rotation, sampleAspect: sample.aspect)
    let size = 24
    let (along, across) = (sample.zoom * cos(sample.turn), sample.zoom * sin(sample.turn))
    let middle = Double(size) / 2
    let map = Affine(
      a: along, b: -across, tx: Double(geometry.displayWidth) / 2 - (along - across) * middle,
      c: across, d: along, ty: Double(geometry.displayHeight) / 2 - (across + along) * middle)
    var tensor = [Float](repeating: .nan, count: size * size * 3)
    tensor.withUnsafeMutableBufferPointer {
      source.picture(geometry: geometry).sample(
        into: $0, width: size, height: size, displayFromTensor: map, border: sample.border, range: -1...1)
    }
    var worst = 0.0
    for row in 0..<size {
      for column in 0..<size {
        let place = geometry.storedFromDisplay(map(Point(x: Double(column), y: Double(row))))
        let expected = source.rgb(at: place, border: sample.border)
        for channel in 0..<3 {
          let found = (Double(tensor[(row * size + column) * 3 + channel]) + 1) / 2
          worst = max(worst, abs(found - expected[channel]))
          if found.isNaN { worst = .infinity }
        }
      }
    }
    #expect(worst < Self.tolerance)
  }

  @Test("far outside: black, or the nearest corner", arguments: [Border.zero, .replicate])
  func farOutside(border: Border) {
    let source = RandomPicture(
      width: 8, height: 8, shift: (1, 1), isGrey: true, bitDepth: 8,
      colour: ColourCoding(matrix: .bt601, isFullRange: true))
    var tensor = [Float](repeating: .nan, count: 4 * 4 * 3)
    tensor.withUnsafeMutableBufferPointer {
      source.picture(geometry: DisplayGeometry(storedWidth: 8, storedHeight: 8)).sample(
        into: $0, width: 4, height: 4, displayFromTensor: Affine(a: 1, b: 0, tx: 1e6, c: 0, d: 1, ty: -1e6),
        border: border)
    }
    let corner = Float(source.rgb(at: Point(x: 7.5, y: 0.5), border: .replicate)[0])
    #expect(tensor.allSatisfy { abs($0 - (border == .zero ? 0 : corner)) < 1e-6 })
  }

  @Test("a picture of one pixel is that pixel everywhere")
  func onePixel() {
    let source = RandomPicture(
      width: 1, height: 1, shift: (1, 1), isGrey: false, bitDepth: 8,
      colour: ColourCoding(matrix: .bt601, isFullRange: true))
    var tensor = [Float](repeating: .nan, count: 3 * 3 * 3)
    tensor.withUnsafeMutableBufferPointer {
      source.picture(geometry: DisplayGeometry(storedWidth: 1, storedHeight: 1)).sample(
        into: $0, width: 3, height: 3, displayFromTensor: .identity, border: .replicate)
    }
    let expected = source.rgb(at: Point(x: 0.5, y: 0.5), border: .replicate)
    #expect(tensor.indices.allSatisfy { abs(Double(tensor[$0]) - expected[$0 % 3]) < 1e-5 })
  }
}
