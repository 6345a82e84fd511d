import Foundation
import Testing

@testable import PoseTracking

extension WithModels {
  @Suite("Loading the models")
  struct PoseModelsTests {
    private func error(loading folder: String) -> PoseTrackingError? {
      do {
        _ = try PoseModels.load(from: folder, streams: 1)
        return nil
      } catch {
        return error
      }
    }

    @Test("a missing file is named, and how to mend it")
    func missing() {
      let path = "/nowhere/pose_detection.tflite"
      #expect(error(loading: "/nowhere") == .modelMissing(path: path))
      #expect(
        PoseTrackingError.modelMissing(path: path).description
          == "\(path): this model file is missing; run Scripts/setup"
      )
    }

    @Test("a file that is no model is refused with the library's reason")
    func unusable() throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      for file in PoseModels.files { try Data("no model".utf8).write(to: folder.appending(path: file.name)) }
      guard case .modelUnusable(let path, let reason) = error(loading: folder.path) else {
        Issue.record("not refused")
        return
      }
      #expect(path.hasSuffix("pose_detection.tflite"))
      #expect(!reason.isEmpty)
    }

    @Test("the library says what it is")
    func runtime() {
      #expect(PoseModels.runtime.hasPrefix("OpenVINO 20"))
    }
  }
}
