import Imaging
import Movement

@testable import Video

/// What the reader said of every frame of a clip, and of the clip.
struct Decoded {
  struct Frame {
    var time: Double
    var isDamaged: Bool
    var geometry: DisplayGeometry
    var bitDepth: Int
    /// A sum over the luma plane that tells pictures apart.
    var fingerprint: UInt64
  }

  var frames: [Frame] = []
  var facts: ClipFacts

  var times: [Double] { frames.map(\.time) }
  var health: DecodeHealth { facts.decodeHealth }

  init(_ path: String, limits: DecodeLimits = .standard) throws {
    var reader = try ClipReader(ClipFile(path: path), limits: limits)
    while let frame = try reader.nextFrame() {
      let (depth, print) = frame.withPicture { ($0.bitDepth, $0.luma.fingerprint(bytesPerSample: $0.bitDepth > 8 ? 2 : 1)) }
      frames.append(
        Frame(
          time: frame.time, isDamaged: frame.isDamaged, geometry: frame.geometry, bitDepth: depth, fingerprint: print))
    }
    facts = reader.facts(sha256: "")
  }
}

extension Plane {
  /// FNV-1a over the rows.
  func fingerprint(bytesPerSample: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for row in 0..<height {
      for byte in UnsafeRawBufferPointer(start: base + row * bytesPerRow, count: width * bytesPerSample) {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    return hash
  }
}

extension Array where Element == Double {
  var isStrictlyRising: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
