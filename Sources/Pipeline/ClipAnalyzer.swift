internal import FormRules
public import Foundation
internal import Imaging
internal import Kinematics
public import Movement
internal import PoseTracking
public import Video

/// Turns a clip into an analysis: decodes it, follows the athlete, and judges what was seen.
///
/// One analyzer serves many clips, one after the other; the models are loaded once, when the first of them is open.
/// Frames are looked at as they are decoded and never kept.
public struct ClipAnalyzer: Sendable {
  /// What came out of one clip.
  public struct Result: Sendable {
    public let track: PoseTrack
    public let analysis: Analysis
    public let signals: Signals
    /// The faces of everyone who was followed, for hiding them.
    public let faces: [FacePath]
  }

  private let models: ModelFolder
  private let limits: DecodeLimits

  /// - Parameters:
  ///   - models: the folder that `Scripts/setup` fills.
  ///   - threads: processor threads to use, `nil` for all. The analysis does not depend on it.
  ///   - limits: what a clip may ask of the machine; the threads that it names are not looked at.
  /// - Throws: ``AnalysisError`` of kind `missingPart`.
  public init(
    models folder: URL, threads: Int? = nil, limits: DecodeLimits = .standard
  ) throws(AnalysisError) {
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    var limits = limits
    limits.threads = threads
    self.limits = limits
    do { models = try ModelFolder(folder, streams: min(threads, 8)) } catch { throw AnalysisError(error) }
  }

  /// Whether the models are there, without loading them.
  ///
  /// - Throws: ``AnalysisError`` `missingPart` that names the file.
  public static func check(models folder: URL) throws(AnalysisError) {
    do { _ = try ModelFolder(folder, streams: 1) } catch { throw AnalysisError(error) }
  }

  /// Watches a clip to its end and judges it.
  ///
  /// Call it in a task of its own: it works on the calling thread, and ends early when the task is cancelled.
  ///
  /// - Parameters:
  ///   - findsAllFaces: follows people also outside the options' start and end, for hiding their faces.
  ///   - progress: gets the share of the clip that is done, 0 to 1, from the calling thread.
  /// - Throws: ``AnalysisError``, or `CancellationError`.
  public func analyze(
    _ source: ClipSource, options: AnalysisOptions, findsAllFaces: Bool = false, progress: (Double) -> Void = { _ in }
  ) throws -> Result {
    let (track, faces) = try follow(source, options: options, findsAllFaces: findsAllFaces, progress: progress)
    let judgement = try Self.judge(track, options: options)
    return Result(track: track, analysis: judgement.analysis, signals: judgement.signals, faces: faces)
  }

  /// Decodes a clip once more, with the models let go of, so that there is far more memory for it.
  ///
  /// - Parameter progress: gets the share that is decoded, 0 to 1, from the calling thread.
  /// - Returns: whether it came out as these facts say, frame counts and damage included; `false`: it is not the clip alone
  ///   that decides what is decoded of it.
  /// - Throws: `CancellationError`.
  public func confirms(_ facts: ClipFacts, of source: ClipSource, progress: (Double) -> Void = { _ in }) throws -> Bool
  {
    models.letGo()
    do {
      var reader = try ClipReader(source.file, limits: limits)
      while let frame = try reader.nextFrame() {
        try Task.checkCancellation()
        progress(min(1, frame.time / max(reader.expectedDuration, 1)))
      }
      return reader.facts(sha256: facts.sha256) == facts
    } catch is ClipError {
      return false
    }
  }

  /// Follows the athlete through a clip.
  ///
  /// Frames outside the options' start and end are decoded, but nobody is looked for in them and they are not part of
  /// the track.
  /// - Throws: ``AnalysisError``, or `CancellationError`.
  public func track(_ source: ClipSource, options: AnalysisOptions, progress: (Double) -> Void = { _ in }) throws
    -> PoseTrack
  {
    try follow(source, options: options, findsAllFaces: false, progress: progress).track
  }

  private func follow(
    _ source: ClipSource, options: AnalysisOptions, findsAllFaces: Bool, progress: (Double) -> Void
  ) throws -> (track: PoseTrack, faces: [FacePath]) {
    do {
      let sha256 = try Digest.of(source.file)
      var reader = try ClipReader(source.file, limits: limits)
      let models = try models.models()
      var tracker = try AthleteTracker(models: models)
      // Apart from the one that decides, which must not know what lies outside the window.
      var outside = try AthleteTracker(models: models)
      var meter = SceneMeter()
      var rollMeter = RollMeter()
      var frames: [TrackedFrame] = []
      let window = (options.start ?? 0)...(options.end ?? .infinity)
      while let frame = try reader.nextFrame() {
        try Task.checkCancellation()
        guard window.contains(frame.time) else {
          if findsAllFaces { try frame.withPicture { try outside.advance($0, at: frame.time) } }
          continue
        }
        let scene = try frame.withPicture { picture in
          try tracker.advance(picture, at: frame.time)
          rollMeter.advance(picture, at: frame.time)
          return meter.advance(picture)
        }
        frames.append(TrackedFrame(time: frame.time, pose: nil, damaged: frame.isDamaged, scene: scene))
        if reader.expectedDuration > 0 { progress(min(1, frame.time / reader.expectedDuration)) }
      }
      let athlete = try tracker.finish(person: options.person)
      for (index, pose) in athlete.poses.enumerated() { frames[index].pose = pose }
      let track = PoseTrack(
        clip: reader.facts(sha256: sha256), models: PoseModels.files, athlete: athlete.choice, frames: frames,
        roll: rollMeter.roll, pitch: rollMeter.pitch)
      return (track, athlete.faces + (try outside.finish().faces))
    } catch let error as ClipError {
      throw AnalysisError(error)
    } catch let error as PoseTrackingError {
      throw AnalysisError(error)
    } catch let error as ModelFolder.Fault {
      throw AnalysisError(error)
    }
  }
}
