internal import FormRules
public import Foundation
internal import Imaging
internal import Movement
internal import PoseTracking
public import Video

/// Looks at a few moments of a clip: will it do, and how to film it better.
///
/// What takes the whole clip to know (noise, camera motion, reps) is left to ``ClipAnalyzer``.
public struct ClipChecker: Sendable {
  /// Moments looked at, at most, however long the clip is.
  static let moments = 10
  /// Seconds between two moments where the container does not say how long the clip is.
  private static let blindStep = 2.0

  /// Below this the moments lie too near to one another to be told apart in every clip, seconds.
  private static let shortClip = 5.0

  private let models: ModelFolder
  private let limits: DecodeLimits

  /// - Parameters:
  ///   - models: the folder that `Scripts/setup` fills.
  ///   - limits: what a clip may ask of the machine; the threads that it names are not looked at.
  /// - Throws: ``AnalysisError`` of kind `missingPart`.
  public init(models folder: URL, limits: DecodeLimits = .standard) throws(AnalysisError) {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    var limits = limits
    limits.threads = threads
    self.limits = limits
    do { models = try ModelFolder(folder, streams: min(threads, 8)) } catch { throw AnalysisError(error) }
  }

  /// - Throws: ``AnalysisError``, or `CancellationError`.
  public func check(_ source: ClipSource) throws -> ClipCheck {
    do {
      let (track, length) = try glances(source)
      let warnings = CaptureCheck.warnings(ofGlances: track) + Self.aboutLength(length, track)
      return ClipCheck(
        file: source.name, verdict: ClipCheck.verdict(warnings),
        moments: track.frames.map { $0.time.rounded(toDecimals: 3) }, warnings: warnings)
    } catch let error as ClipError {
      throw AnalysisError(error)
    } catch let error as PoseTrackingError {
      throw AnalysisError(error)
    } catch let error as ModelFolder.Fault {
      throw AnalysisError(error)
    }
  }

  /// Who and what is seen at the moments, in the form of a track with a frame for each.
  /// And how long the clip is, seconds; `nil`: the container does not say.
  private func glances(_ source: ClipSource) throws -> (track: PoseTrack, length: Double?) {
    var reader = try MomentReader(source.file, limits: limits)
    let taker = try GlanceTaker(models: models.models())
    var rollMeter = RollMeter()
    var frames: [TrackedFrame] = []
    var glances: [Glance] = []
    var geometry: DisplayGeometry?
    for moment in Self.times(of: reader.declaredDuration) {
      try Task.checkCancellation()
      guard let frame = try reader.frame(at: moment), frame.time > frames.last?.time ?? -1 else { continue }
      try frame.withPicture { picture in
        // One for each moment: what changes between two of them is no motion of the camera.
        var meter = SceneMeter()
        rollMeter.advance(picture, at: frame.time)
        let glance = try taker.look(at: picture)
        glances.append(glance)
        frames.append(
          TrackedFrame(
            time: frame.time, pose: glance.athlete, damaged: frame.isDamaged, scene: meter.advance(picture)))
      }
      geometry = geometry ?? frame.geometry
    }
    guard !frames.isEmpty else {
      throw AnalysisError(
        .unusable,
        "\(source.name.printable): none of the moments looked at can be decoded. Copy it again from the camera.")
    }
    let damaged = frames.count(where: \.damaged) + missing(frames.count, of: reader.declaredDuration, reader.isCutOff)
    let facts = ClipFacts(
      file: source.name, sha256: "", duration: reader.declaredDuration ?? frames.last?.time ?? 0,
      frames: frames.count, frameRate: reader.declaredRate ?? 0, variableFrameRate: false,
      width: geometry?.displayWidth ?? 0, height: geometry?.displayHeight ?? 0, rotation: geometry?.rotation ?? 0,
      decodeHealth: DecodeHealth(
        framesDecoded: reader.framesDecoded, framesDamaged: damaged, packetErrors: 0, gaps: [],
        complete: !reader.isCutOff))
    let track = PoseTrack(
      clip: facts, models: PoseModels.files, athlete: Self.choice(glances), frames: frames, roll: rollMeter.roll)
    return (track, reader.declaredDuration)
  }

  /// Nobody lifts the legs and lowers them again in less, seconds.
  private static let shortestRep = 2.0

  private static func aboutLength(_ length: Double?, _ track: PoseTrack) -> [CaptureWarning] {
    guard let length else {
      return [
        CaptureWarning(
          code: "length-unknown",
          message:
            "the file does not say how long it is: only its first \(Int(Double(moments) * blindStep)) s were looked at")
      ]
    }
    guard length < shortestRep else { return [] }
    return [CaptureWarning(code: "short-clip", message: "the clip is too short for a rep: film the whole set")]
  }

  /// The middles of equal parts of the clip.
  static func times(of duration: Double?) -> [Double] {
    let step = duration.map { $0 / Double(moments) } ?? blindStep
    return (0..<moments).map { (Double($0) + 0.5) * step }
  }

  /// Moments that should be there and are not. One may lie behind the last picture, where the sound is longer; in a very
  /// short clip several fall on one picture.
  private func missing(_ found: Int, of duration: Double?, _ isCutOff: Bool) -> Int {
    let lost = Self.moments - found
    let isLong = duration.map { $0 > Self.shortClip } ?? false
    return isLong && lost > 1 ? lost : isCutOff ? 1 : 0
  }

  /// Others count when they are seen at three moments: at one or two they pass by, or are a mistake of the detector.
  private static func choice(_ glances: [Glance]) -> AthleteChoice? {
    let found = glances.count { $0.athlete != nil }
    guard found > 0 else { return nil }
    let people = glances.map(\.people).sorted(by: >)
    let candidates = max(1, people[min(2, people.count - 1)])
    return AthleteChoice(
      choice: candidates == 1 ? .only : .prone, candidates: candidates,
      trackedFraction: Double(found) / Double(glances.count), redetections: 0)
  }
}
