import Foundation
import Imaging
import Movement
import Video

@testable import PoseTracking

/// Files of the repository that tests read.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let models = root.appending(path: "Models").path

  static func clip(_ name: String) -> String { root.appending(path: "SampleClips/\(name).mp4").path }
  static func hasClip(_ name: String) -> Bool { FileManager.default.fileExists(atPath: clip(name)) }
}

/// Loaded once: it takes most of a second.
enum Shared {
  static let models = Result { try PoseModels.load(from: Repository.models, streams: 2) }
}

/// Hands out a clip's first frames in turn.
func forEachFrame(of clip: String, limit: Int = .max, _ body: (Int, VideoFrame) throws -> Void) throws {
  var reader = try ClipReader(ClipFile(path: clip))
  var index = 0
  while index < limit, let frame = try reader.nextFrame() {
    try body(index, frame)
    index += 1
  }
}

/// A grey picture of one brightness.
func withFlatPicture<Result>(width: Int, height: Int, luma: UInt8, _ body: (Picture) throws -> Result) rethrows
  -> Result
{
  let samples = [UInt8](repeating: luma, count: width * height)
  return try samples.withUnsafeBytes { bytes in
    try body(
      Picture(
        luma: Plane(base: bytes.baseAddress!, bytesPerRow: width, width: width, height: height), chroma: nil,
        bitDepth: 8, colour: ColourCoding(matrix: .bt601, isFullRange: true),
        geometry: DisplayGeometry(storedWidth: width, storedHeight: height)))
  }
}
