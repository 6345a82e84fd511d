internal import Foundation
internal import Imaging
public import Movement

/// The two models, loaded and compiled: loading takes a good part of a second, so one is shared by all clips.
public final class PoseModels: Sendable {
  private let detector: Network
  private let landmarks: Network
  private let refinesFromHeatmap: Bool

  /// The files that must lie in the models' folder, with the hash of the only contents that were ever tried.
  public static let files = [
    ModelFacts(
      name: "pose_detection.tflite", sha256: "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c"),
    ModelFacts(
      name: "pose_landmark_full.tflite", sha256: "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"),
  ]

  /// Name and version of the library that runs the models.
  public static var runtime: String { "OpenVINO \(Network.runtimeVersion)" }

  /// Reads and compiles the models. The contents are not hashed here: that is for whoever opens the folder.
  ///
  /// - Parameters:
  ///   - folder: holds ``files``.
  ///   - streams: inferences that may run side by side, each on one thread. The poses do not depend on it.
  /// - Throws: ``PoseTrackingError/modelMissing(path:)`` or ``PoseTrackingError/modelUnusable(path:reason:)``.
  public static func load(from folder: String, streams: Int = 2) throws(PoseTrackingError) -> PoseModels {
    try PoseModels(folder: folder, streams: streams, precision: .f32, refinesFromHeatmap: true)
  }

  init(folder: String, streams: Int, precision: Precision, refinesFromHeatmap: Bool) throws(PoseTrackingError) {
    precondition(streams > 0, "\(streams) streams")
    let paths = Self.files.map { folder + "/" + $0.name }
    for path in paths where !FileManager.default.fileExists(atPath: path) { throw .modelMissing(path: path) }
    // Each compilation keeps one core busy, for most of the time that a short clip takes.
    let second = NetworkInTheMaking {
      () throws(PoseTrackingError) in
      try Network(path: paths[1], outputs: LandmarkModel.outputs, streams: streams, precision: precision)
    }
    defer { second.wait() }
    detector = try Network(path: paths[0], outputs: PersonDetector.outputs, streams: streams, precision: precision)
    landmarks = try second.network()
    self.refinesFromHeatmap = refinesFromHeatmap
  }

  func makeDetector() throws(PoseTrackingError) -> PersonDetector {
    PersonDetector(try detector.makeInference())
  }

  func makeLandmarkModel() throws(PoseTrackingError) -> LandmarkModel {
    LandmarkModel(try landmarks.makeInference(), refinesFromHeatmap: refinesFromHeatmap)
  }
}

/// A network that another thread opens meanwhile.
private final class NetworkInTheMaking: @unchecked Sendable {
  // Not of Dispatch: a confined worker does without.
  private let condition = NSCondition()
  private var isDone = false
  private var made: Result<Network, PoseTrackingError>?

  init(_ open: @escaping @Sendable () throws(PoseTrackingError) -> Network) {
    Thread.detachNewThread {
      do throws(PoseTrackingError) { self.made = .success(try open()) } catch { self.made = .failure(error) }
      self.condition.withLock {
        self.isDone = true
        self.condition.broadcast()
      }
    }
  }

  /// When this returns, nobody works on it any more.
  func wait() {
    condition.withLock { while !isDone { condition.wait() } }
  }

  /// Waits for it; to be called once.
  func network() throws(PoseTrackingError) -> Network {
    wait()
    guard let made = made.take() else { preconditionFailure("a network is handed out once") }
    return try made.get()
  }
}
