internal import CFFmpeg
public import Imaging

/// Writes an MP4 clip of drawn frames: H.264, variable frame rate, playable while it loads, without any description of
/// where it came from.
///
/// ```swift
/// var writer = try ClipWriter(to: "annotated.mp4", size: size, frameRate: 30, sound: clip)
/// try writer.append(frame, at: 0.033)
/// try writer.finish()
/// ```
///
/// The file is there, whole and on the disk, once `finish` has returned. After an error, or without `finish`, it is taken
/// away. Memory does not grow with the length of the clip, but for a few dozen bytes a frame.
public struct ClipWriter: ~Copyable {
  /// Longest pause between two frames, seconds: MP4 counts it in 31 bits. A longer one is cut to it.
  private static let longestPause = 21_600.0

  /// What became of the sound; known once the first frame was appended.
  public private(set) var sound = SoundOutcome.none

  private let path: String
  private let size: PixelSize
  private let frameRate: Double
  private let threads: Int
  private let limits: DecodeLimits
  private let clip: ClipFile?
  private let file: OutputFile
  private var session: WritingSession?
  private var failure: ClipWriteError?
  private var first = 0.0
  private var lastTime = -Double.infinity
  private var lastStamp: Int64 = -1
  /// What was cut out of pauses, seconds.
  private var cut = 0.0

  /// Makes the file, empty.
  ///
  /// - Parameters:
  ///   - path: where no file is yet.
  ///   - size: of every frame; even.
  ///   - frameRate: frames a second, about. It steers the quality only; the times are those of the frames.
  ///   - sound: the clip whose sound is copied, not decoded; `nil`: no sound. Sound that is damaged or that MP4 cannot
  ///     hold is left out.
  ///   - threads: encoding threads; 0: one for each core that the process may use.
  public init(
    to path: String, size: PixelSize, frameRate: Double, sound: ClipFile? = nil, threads: Int = 0,
    limits: DecodeLimits = .standard
  ) throws(ClipWriteError) {
    precondition(size.isEven && threads >= 0)
    self.path = path
    self.size = size
    self.frameRate = frameRate.isFinite ? min(max(frameRate, 1), 1000) : 30
    self.threads = threads
    self.limits = limits
    clip = sound
    file = try OutputFile(path: path)
  }

  /// Writes one more frame.
  ///
  /// - Parameter seconds: when it is shown. The first frame's becomes 0; the sound is cut there as well. With sound, it
  ///   counts from the source's first frame. A pause of more than six hours is cut to that, and the sound ends before it.
  /// - Precondition: the frame has the clip's size; the times rise.
  /// - Throws: ``ClipWriteError``; from then on every call throws it.
  public mutating func append(_ frame: borrowing EditableFrame, at seconds: Double) throws(ClipWriteError) {
    precondition(frame.size == size)
    precondition(seconds.isFinite && seconds > lastTime)
    if let failure { throw failure }
    if lastStamp < 0 { first = seconds }
    if lastStamp >= 0, seconds - lastTime > Self.longestPause {
      cut += seconds - lastTime - Self.longestPause
      session?.endSound()
    }
    let stamp = max(lastStamp + 1, Int64(((seconds - first - cut) * Double(Encoder.clockRate)).rounded()))
    do throws(LibavError) {
      if session == nil {
        let opened = try WritingSession(
          file, size: size, tags: ColourTags(frame.frame), rate: frameRate, threads: threads, source: openSound())
        sound = opened.sound
        session = consume opened
      }
      try session!.append(frame.frame, stamp: stamp)
    } catch {
      throw fail(error)
    }
    lastTime = seconds
    lastStamp = stamp
  }

  /// Writes the end and the index, and waits until all is on the disk.
  public consuming func finish() throws(ClipWriteError) {
    if let failure { throw failure }
    guard session != nil else { throw ClipWriteError(path, .noFrames) }
    do throws(LibavError) {
      try session!.finish()
    } catch {
      throw fail(error)
    }
    session = nil
    guard file.keep() else { throw ClipWriteError(path, .system(file.failure ?? 0)) }
  }

  /// The sound, if it can be read: nothing that is wrong with it ends the video.
  private func openSound() -> SoundSource? {
    guard let clip else { return nil }
    return try? SoundSource.open(clip, from: first, limits: limits)
  }

  private mutating func fail(_ error: LibavError) -> ClipWriteError {
    fail(ClipWriteError(path, error, errorNumber: file.failure))
  }

  private mutating func fail(_ error: ClipWriteError) -> ClipWriteError {
    failure = error
    session = nil
    file.discard()
    return error
  }
}
