internal import Foundation
internal import Movement
internal import PoseTracking
internal import Synchronization

/// The model files on disk, held against their pinned hashes, and loaded when they are first wanted: loading takes more
/// than a second, and what turns out to be no clip can be refused without it.
final class ModelFolder: Sendable {
  /// What keeps the models from being used, and what to do about it.
  struct Fault: Error {
    let cause: String
    let mend: String
  }

  private let folder: URL
  private let streams: Int
  private let loaded = Mutex<PoseModels?>(nil)

  /// - Throws: ``Fault`` naming the file that is missing or is another one.
  init(_ folder: URL, streams: Int) throws(Fault) {
    for file in PoseModels.files {
      if let fault = Self.fault(of: file, in: folder) { throw fault }
    }
    self.folder = folder
    self.streams = streams
  }

  /// Loads the models, the first time.
  /// - Throws: ``Fault``
  func models() throws(Fault) -> PoseModels {
    try loaded.withLock { loaded throws(Fault) in
      if let loaded { return loaded }
      do throws(PoseTrackingError) {
        let models = try PoseModels.load(from: folder.path, streams: streams)
        loaded = models
        return models
      } catch {
        // The files are the pinned ones, so it is the runtime that cannot use them.
        let reason = if case .modelUnusable(_, let reason) = error { reason } else { error.description }
        throw Fault(
          cause: "the inference runtime (OpenVINO) cannot load the models of \(folder.path): \(reason)",
          mend: "Run Scripts/setup.")
      }
    }
  }

  /// Gives their memory back; they are loaded anew when they are wanted again.
  func letGo() { loaded.withLock { $0 = nil } }

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

extension AnalysisError {
  init(_ fault: ModelFolder.Fault) { self.init(.missingPart, "\(fault.cause). \(fault.mend)") }
}
