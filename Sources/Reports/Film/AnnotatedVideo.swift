internal import Foundation
internal import Imaging
internal import Movement
internal import Video

/// Writes `annotated.mp4` and, of the same drawn frames, a short film for each flag.
final class AnnotatedVideo {
  /// Before and after a flag, seconds.
  private static let margin = 1.0
  /// A flag's film is made to be sent: its shorter side has this many pixels at most.
  private static let flagSide = 720

  private var painter: OverlayPainter
  private var video: ClipWriter?
  private let flags: [FlagFilm]

  init(
    _ subject: ReportSubject, on canvas: Canvas, clip: ClipFile, fonts: Fonts, threads: Int,
    into folder: ReportFolder
  ) throws {
    let analysis = subject.analysis
    let size = canvas.uprighter.canvas
    let rate = analysis.clip.frameRate
    painter = try OverlayPainter(
      analysis, track: subject.track, signals: subject.signals, layout: canvas.layout, fonts: fonts)
    let small = Self.size(for: size)
    flags = try Self.clips(analysis).map {
      FlagFilm($0, path: try folder.place(for: $0.file).path, size: small, frameRate: rate)
    }
    video = try ClipWriter(
      to: try folder.place(for: Film.videoName).path, size: size, frameRate: rate, sound: clip, threads: threads)
  }

  /// Draws on the picture and writes it wherever it belongs.
  func append(_ picture: inout EditableFrame, at time: Double) throws {
    let boxes = try painter.paint(at: time)
    painter.blend(onto: &picture, in: boxes)
    try video?.append(picture, at: time)
    for flag in flags { try flag.append(picture, at: time) }
  }

  /// - Returns: what became of the sound.
  func finish() throws -> SoundOutcome {
    for flag in flags { try flag.finish() }
    let sound = video?.sound ?? .none
    try video.take()?.finish()
    return sound
  }

  /// The films of the flags, in the order in which they begin; those without a single frame were not made.
  var flagClips: [FlagClip] { flags.filter(\.hasBegun).map(\.clip) }

  private static func clips(_ analysis: Analysis) -> [FlagClip] {
    let flags = analysis.reps.flatMap { rep in
      rep.findings.filter { $0.verdict == .flag }.map {
        FlagClip(
          rep: rep.key, rule: $0.rule, from: max(0, $0.from - margin), to: min(analysis.clip.duration, $0.to + margin))
      }
    }
    var files: Set<String> = []
    return flags.filter { files.insert($0.file).inserted }.sorted { ($0.from, $0.rule) < ($1.from, $1.rule) }
  }

  private static func size(for canvas: PixelSize) -> PixelSize {
    let ratio = min(1, Double(flagSide) / Double(min(canvas.width, canvas.height)))
    func even(_ length: Int) -> Int { max(2, Int((Double(length) * ratio / 2).rounded()) * 2) }
    return PixelSize(width: even(canvas.width), height: even(canvas.height))
  }
}

/// The short film of one flag, at half speed and without sound.
private final class FlagFilm {
  private static let slowness = 2.0

  let clip: FlagClip
  private(set) var hasBegun = false
  private let path: String
  private let frameRate: Double
  private var scaler: FrameScaler
  private var writer: ClipWriter?

  init(_ clip: FlagClip, path: String, size: PixelSize, frameRate: Double) {
    self.clip = clip
    self.path = path
    self.frameRate = frameRate
    scaler = FrameScaler(to: size)
  }

  func append(_ frame: borrowing EditableFrame, at time: Double) throws {
    guard time >= clip.from else { return }
    guard time <= clip.to else { return try finish() }
    if writer == nil {
      hasBegun = true
      writer = try ClipWriter(to: path, size: scaler.target, frameRate: frameRate / Self.slowness, threads: 1)
    }
    if frame.size == scaler.target {
      try writer!.append(frame, at: time * Self.slowness)
    } else {
      try writer!.append(try scaler.scale(frame), at: time * Self.slowness)
    }
  }

  /// Ends the film, if it has begun and not ended.
  func finish() throws {
    try writer.take()?.finish()
  }
}
