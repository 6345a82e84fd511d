public import Foundation
internal import Imaging
public import Movement
public import Video

/// Draws on a clip what was measured in it: `annotated.mp4`, a short film for each flag, and stills.
///
/// It decodes the clip once more, frame by frame; nothing is kept but the stills.
public struct FilmMaker {
  public struct Options: Sendable {
    /// Write the annotated video and the films of the flags; stills are always made.
    public var makesVideo: Bool
    /// Hide the faces of all who were followed, and link to no picture that shows them.
    public var blursFaces: Bool
    /// Threads for decoding and for encoding; 0: one for each core.
    public var threads: Int
    /// The same as for the analysis.
    public var limits: DecodeLimits

    public init(makesVideo: Bool, blursFaces: Bool, threads: Int = 0, limits: DecodeLimits = .standard) {
      self.makesVideo = makesVideo
      self.blursFaces = blursFaces
      self.threads = threads
      self.limits = limits
    }
  }

  /// What was made: the videos lie in the report's folder, to be published with it.
  public struct Result: Sendable {
    public let film: Film
    /// The JPEG of each still, by its name.
    public let pictures: [String: Data]
  }

  private let fonts: Fonts
  private let options: Options

  /// - Parameter folder: where the fonts are.
  /// - Throws: ``FilmError`` of kind `missingPart`: better before an analysis than after it.
  public init(fonts folder: URL, options: Options) throws(FilmError) {
    do { fonts = try Fonts(folder: folder) } catch { throw FilmError(error) }
    self.options = options
  }

  /// Call it in a task of its own: it works on the calling thread, and ends early when the task is cancelled.
  ///
  /// - Parameters:
  ///   - clip: the same file that was analysed.
  ///   - faces: of everyone in it; looked at only where faces are hidden.
  ///   - original: the clip's address from the report's folder.
  ///   - folder: gets the videos.
  ///   - progress: gets the share of the clip that is done, 0 to 1.
  /// - Throws: ``FilmError``, ``WriteError``, or `CancellationError`.
  public func make(
    of clip: ClipFile, _ subject: ReportSubject, faces: [FacePath], original: String?, into folder: ReportFolder,
    progress: (Double) -> Void = { _ in }
  ) throws -> Result {
    do {
      var limits = options.limits
      limits.threads = options.threads
      var reader = try ClipReader(clip, limits: limits)
      let stills = StillMaker(subject, fonts: fonts)
      var canvas: Canvas?
      var annotated: AnnotatedVideo?
      while let frame = try reader.nextFrame() {
        try Task.checkCancellation()
        progress(frame.time / max(subject.analysis.clip.duration, 0.001))
        guard options.makesVideo || stills.wants(frame.time) else {
          if stills.areAllTaken { break }
          continue
        }
        let ground = canvas ?? Canvas(for: frame)
        if canvas == nil, options.makesVideo {
          annotated = try AnnotatedVideo(
            subject, on: ground, clip: clip, fonts: fonts, threads: options.threads, into: folder)
        }
        canvas = ground
        var picture = try ground.uprighter.upright(frame)
        if options.blursFaces { hide(faces, at: frame.time, in: &picture, scale: ground.layout.scale) }
        try stills.take(picture, at: frame.time, layout: ground.layout)
        try annotated?.append(&picture, at: frame.time)
      }
      let sound = try annotated?.finish() ?? .none
      let film = Film(
        original: options.blursFaces ? nil : original, video: annotated == nil ? nil : Film.videoName,
        soundNote: sound.note, facesBlurred: options.blursFaces, stills: stills.taken,
        flagClips: annotated?.flagClips ?? [])
      return Result(film: film, pictures: stills.pictures)
    } catch {
      throw Self.reason(error, folder)
    }
  }

  private func hide(_ faces: [FacePath], at time: Double, in picture: inout EditableFrame, scale: Double) {
    for face in faces.compactMap({ $0.region(at: time) }) {
      picture.withPicture { $0.pixelate(around: face.centre * scale, radius: face.radius * scale) }
    }
  }

  /// As the caller is to hear it.
  private static func reason(_ error: any Error, _ folder: ReportFolder) -> any Error {
    switch error {
    case let error as ClipWriteError: FilmError.of(error, folder)
    case let error as PictureError: FilmError(error.isOutOfMemory ? .tryAgain : .bug, error.description)
    case let error as DrawingError: FilmError(error)
    case let error as ClipError: FilmError(error.kind == .temporary ? .tryAgain : .unusable, error.description)
    default: error
    }
  }
}

/// The picture with room for the bar below it, and what makes it of a frame.
final class Canvas {
  let layout: CanvasLayout
  var uprighter: FrameUprighter

  /// - Parameter first: frame of the clip; later ones of another size are scaled to it.
  init(for first: VideoFrame) {
    layout = CanvasLayout(for: first.geometry)
    let picture = PixelSize(width: layout.pictureWidth, height: layout.pictureHeight)
    uprighter = FrameUprighter(
      picture: picture, canvas: PixelSize(width: picture.width, height: picture.height + layout.barHeight))
  }
}

extension CanvasLayout {
  /// For the pictures that are made of a clip's frames.
  init(for geometry: DisplayGeometry) {
    let picture = FrameUprighter.pictureSize(for: geometry)
    // An odd picture loses its last column or row; only one that is too large for a browser is scaled.
    let isScaled = picture.width < geometry.displayWidth - 1 || picture.height < geometry.displayHeight - 1
    self.init(picture: picture, scale: isScaled ? Double(picture.width) / Double(geometry.displayWidth) : 1)
  }
}

extension SoundOutcome {
  /// What a viewer should know; `nil`: nothing.
  var note: String? {
    switch self {
    case .none, .copied: nil
    case .cannotBeCopied(let codec): "Without its sound: MP4 cannot hold \(codec)."
    case .unreadable(let codec): "Without its sound: the \(codec) in the clip cannot be read."
    }
  }
}
