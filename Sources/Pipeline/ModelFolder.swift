internal import Foundation
internal import Movement
internal import PoseTracking

/// The model files on disk, held against their pinned hashes.
enum ModelFolder {
  /// Loads the models.
  /// - Throws: ``AnalysisError`` of kind `missingPart` naming the file that is missing or is another one.
  static func load(_ folder: URL, streams: Int) throws(AnalysisError) -> PoseModels {
    for file in PoseModels.files {
      if let fault = fault(of: file, in: folder) { throw AnalysisError(.missingPart, fault) }
    }
    do {
      return try PoseModels.load(from: folder.path, streams: streams)
    } catch {
      throw AnalysisError(error)
    }
  }

  /// What is wrong with a model file and how to mend it; `nil`: nothing.
  static func fault(of file: ModelFacts, in folder: URL) -> String? {
    let url = folder.appendingPathComponent(file.name)
    guard let data = try? Data(contentsOf: url) else {
      return "\(url.path): this model file is missing. Run Scripts/setup."
    }
    guard Digest.of(data) == file.sha256 else {
      return "\(url.path): this model file has another content than the pinned one. Delete it and run Scripts/setup."
    }
    return nil
  }
}
