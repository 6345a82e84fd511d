internal import Foundation
public import Movement

/// What was drawn of a clip, beside its numbers: the content of `film.json`.
///
/// The report page is made of it and the analysis alone, so a set can be judged again without its video.
public struct Film: Sendable, Codable, Equatable {
  public static let schemaName = "formcheck.film/1"
  /// The file that holds it.
  public static let fileName = "film.json"

  public var schema = Film.schemaName
  /// Address of the clip as it was filmed, relative to the report's folder, percent-encoded; `nil`: it is not to be
  /// shown, or lies too far away to be linked.
  @OrNull public var original: String?
  /// Name of the annotated video; `nil`: none was made.
  @OrNull public var video: String?
  /// What became of the clip's sound: a sentence when it could not be kept.
  @OrNull public var soundNote: String?
  public var facesBlurred: Bool
  public var stills: [Still]
  /// A short film for each flag.
  public var flagClips: [FlagClip]

  public init(
    original: String? = nil, video: String? = nil, soundNote: String? = nil, facesBlurred: Bool = false,
    stills: [Still] = [], flagClips: [FlagClip] = []
  ) {
    self.original = original
    self.video = video
    self.soundNote = soundNote
    self.facesBlurred = facesBlurred
    self.stills = stills
    self.flagClips = flagClips
  }

  /// What is still true after the set was judged again: of a rep whose bounds moved the stills go, and when any verdict
  /// or bound changed the videos go, since they show it.
  public func keeping(_ new: Analysis, from old: Analysis) -> Film {
    var film = self
    if old.reps != new.reps || old.setFindings != new.setFindings || old.outcome != new.outcome {
      film.video = nil
      film.soundNote = nil
      film.flagClips = []
    }
    let wanted = Set(StillPlan.moments(of: new).map { [$0.name, "\($0.time)"] })
    film.stills = stills.filter { wanted.contains([$0.name, "\($0.time)"]) }
    return film
  }
}

/// One picture of the clip with the athlete's line drawn on it.
public struct Still: Sendable, Codable, Equatable {
  /// `rep-1-top`, the file's name without its ending.
  public var name: String
  /// Which rep, as ``Rep/key``; `nil`: of the whole clip.
  @OrNull public var rep: String?
  /// `bottom`, `middle`, `top`, or `seen`.
  public var moment: String
  /// Seconds from the start of the clip.
  public var time: Double
  /// Hip angle that is drawn on it, degrees.
  @OrNull public var angle: Double?
  /// Pixels.
  public var width: Int
  public var height: Int

  public var file: String { "\(Film.stillsFolder)/\(name).jpg" }
}

/// A second before a flag to a second after it, at half speed.
public struct FlagClip: Sendable, Codable, Equatable {
  public var rep: String
  public var rule: RuleID
  /// The span of the clip that it shows, seconds.
  public var from: Double
  public var to: Double

  public var file: String { "\(Film.flagsFolder)/rep-\(rep)-\(rule.rawValue).mp4" }
}

extension Film {
  /// The names of the videos, relative to the report's folder.
  var videoFiles: [String] { [video].compactMap { $0 } + flagClips.map(\.file) }
  /// The names of all files that were drawn.
  var files: [String] { videoFiles + stills.map(\.file) }

  /// A file that was tampered with must not have other files taken away, or read, nor lead elsewhere, nor hold numbers
  /// that cannot be reckoned with.
  var isPlausible: Bool {
    let (sides, moments) = (1...100_000, 0.0...1e6)
    let areStills = stills.allSatisfy {
      moments.contains($0.time) && sides.contains($0.width) && sides.contains($0.height)
        && abs($0.angle ?? 0) <= 360
    }
    let areClips = flagClips.allSatisfy {
      moments.contains($0.from) && moments.contains($0.to)
    }
    return areStills && areClips && Set(files).count == files.count && files.allSatisfy(Self.isOwn)
      && original.map(ClipLink.isAddress) != false
  }

  private static func isOwn(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, folders.contains(String(parts[0])) else { return name == videoName }
    return !["", ".", ".."].contains(parts[1]) && !name.contains("\0")
  }

  /// Without the files that are no longer there.
  func keeping(where isThere: (String) -> Bool) -> Film {
    var film = self
    film.stills = stills.filter { isThere($0.file) }
    film.flagClips = flagClips.filter { isThere($0.file) }
    if let video, !isThere(video) { (film.video, film.soundNote) = (nil, nil) }
    return film
  }

  static let videoName = "annotated.mp4"
  static let stillsFolder = "stills"
  static let flagsFolder = "flags"
  static let folders = [stillsFolder, flagsFolder]
}

extension Rep {
  /// What names a rep among all of the set in addresses and file names: `2`, and `a1` for the first attempt.
  public var key: String { kind == .attempt ? "a\(number)" : "\(number)" }
}
