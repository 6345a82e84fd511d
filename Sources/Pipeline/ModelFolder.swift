internal import Foundation
internal import Movement
internal import PoseTracking

/// The model files on disk, held against their pinned hashes.
enum ModelFolder {
  /// What keeps the models from being used, and what to do about it.
  struct Fault: Error {
    let cause: String
    let mend: String
  }

  /// Loads the models.
  /// - Throws: ``Fault`` naming the file that is missing or is another one.
  static func load(_ folder: URL, streams: Int) throws(Fault) -> PoseModels {
    for file in PoseModels.files {
      if let fault = fault(of: file, in: folder) { throw fault }
    }
    do {
      return try PoseModels.load(from: folder.path, streams: streams)
    } catch {
      // The files are the pinned ones, so it is the runtime that cannot use them.
      let reason = if case .modelUnusable(_, let reason) = error { reason } else { error.description }
      throw Fault(
        cause: "the inference runtime (OpenVINO) cannot load the models of \(folder.path): \(reason)",
        mend: "Run Scripts/setup.")
    }
  }

  /// What is wrong with a model file; `nil`: nothing.
  static func fault(of file: ModelFacts, in folder: URL) -> Fault? {
    let url = folder.appendingPathComponent(file.name)
    guard let data = try? Data(contentsOf: url) else {
      return Fault(cause: "\(url.path): this model file is missing", mend: "Run Scripts/setup.")
    }
    guard Digest.of(data) == file.sha256 else {
      return Fault(
        cause: "\(url.path): this model file has another content than the pinned one", mend: "Run Scripts/setup.")
    }
    return nil
  }
}
