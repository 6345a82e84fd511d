internal import Accuracy
internal import Foundation
internal import Movement
internal import Pipeline

/// A clip `NAME.mp4` with `NAME.truth.json` beside it.
struct LabelledClip {
  let name: String
  let path: String
  let truth: Truth

  init(path: String) throws {
    let url = URL(fileURLWithPath: path)
    name = url.deletingPathExtension().lastPathComponent
    self.path = path
    truth = try Truth(contentsOf: url.deletingPathExtension().appendingPathExtension("truth.json"))
  }

  /// All labelled clips of a folder, by name.
  static func all(in folder: String) throws -> [LabelledClip] {
    let suffix = ".truth.json"
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(suffix) }.sorted()
      .map { try LabelledClip(path: "\(folder)/\($0.dropLast(suffix.count)).mp4") }
  }

  func analyzed(by analyzer: ClipAnalyzer) throws -> ClipAnalyzer.Result {
    try analyzer.analyze(try ClipSource(path: path), options: truth.analysisOptions)
  }
}

/// Says on stderr how far a long run is.
func note(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
}
