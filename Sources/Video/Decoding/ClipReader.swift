public import Movement

/// Decodes a clip's video from its first frame to its last.
///
/// ```swift
/// var reader = try ClipReader(try ClipFile(path: "clip.mp4"))
/// while let frame = try reader.nextFrame() { … }
/// let facts = reader.facts(sha256: hash)
/// ```
///
/// MP4, MOV, M4V, 3GP, MKV, WebM, AVI, GIF and MPEG-TS; H.264, HEVC, VP8, VP9, AV1, MPEG-2, MPEG-4, H.263, ProRes,
/// MJPEG and GIF. The file is not trusted: it is known by its content alone, it cannot make the reader open anything else,
/// and the limits hold before memory is taken. Broken packets do not end the reading; ``health`` counts them and frames
/// say whether they are damaged.
public struct ClipReader: ~Copyable {
  /// Length of the clip by the times of its packets, seconds, for showing progress; a pause in them counts as a second.
  public let expectedDuration: Double

  private let file: ClipFile
  private let limits: DecodeLimits
  private var pass: DecodingPass
  private var framesGiven = 0

  /// Opens the container, chooses the video stream and opens its decoder.
  ///
  /// - Throws: ``ClipError`` of kind `unsupported` where the file is no video that can be decoded, `unreadable` where the
  ///   disk fails, `temporary` without memory.
  public init(_ file: ClipFile, limits: DecodeLimits = .standard) throws(ClipError) {
    let duration = try Self.reading(file) { () throws(ClipError) in try PacketSurvey(file, limits).duration }
    let pass = try Self.reading(file) { () throws(ClipError) in try DecodingPass(file, limits) }
    self.file = file
    self.limits = limits
    self.pass = pass
    expectedDuration = duration
  }

  /// What a file that is still being copied looks like is not what it is.
  private static func reading<Result: ~Copyable>(
    _ file: ClipFile, _ body: () throws(ClipError) -> Result
  ) throws(ClipError) -> Result {
    do throws(ClipError) {
      return try body()
    } catch {
      throw file.hasChanged ? ClipError(file.name, .changed, detail: error.detail) : error
    }
  }

  /// The next frame in display order; `nil`: the clip has ended.
  ///
  /// - Throws: ``ClipError``: no frame could be decoded at all, the picture is a single still, a limit is passed, the file
  ///   was changed meanwhile, or memory ran out. After an error the reader has ended.
  public mutating func nextFrame() throws(ClipError) -> VideoFrame? {
    let frame = try Self.reading(file) { () throws(ClipError) in
      let frame = try pass.nextFrame()
      return pass.isTroubled && pass.threads > 1 ? try startOver() : frame
    }
    if frame != nil { framesGiven += 1 } else if file.hasChanged { throw ClipError(file.name, .changed) }
    return frame
  }

  /// Decodes the clip once more with one thread, up to the frame that comes next.
  ///
  /// What libav makes of broken data depends on how its threads meet. Up to the first trouble all frames are the same;
  /// from there on one thread gives the same frames every time.
  private mutating func startOver() throws(ClipError) -> VideoFrame? {
    var limits = limits
    limits.threads = 1
    pass = try DecodingPass(file, limits)
    for _ in 0..<framesGiven { _ = try pass.nextFrame() }
    return try pass.nextFrame()
  }

  /// What came through the decoder so far. `complete` is `false` until the end is reached.
  public var health: DecodeHealth { pass.health }

  /// Length and frame rate of what was decoded so far.
  public var timing: ClipTiming { pass.timing }

  /// What the analysis keeps of the clip. Width, height and rotation are those of the first frame.
  ///
  /// - Precondition: a frame was decoded.
  public func facts(sha256: String) -> ClipFacts {
    guard let geometry = pass.firstGeometry else { preconditionFailure("no frame was decoded yet") }
    let timing = timing
    return ClipFacts(
      file: file.name, sha256: sha256, duration: timing.duration, frames: framesGiven,
      frameRate: timing.frameRate, variableFrameRate: timing.isVariable, width: geometry.displayWidth,
      height: geometry.displayHeight, rotation: geometry.rotation, decodeHealth: health)
  }
}
