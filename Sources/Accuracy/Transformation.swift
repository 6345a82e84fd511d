public import Movement

/// A change to a clip that must not change what is said of the set in it: filters and options for the `ffmpeg` program.
public struct Transformation: Sendable {
  /// Of the clip that is changed: its displayed size, and the box that the athlete stays within, pixels.
  public struct Subject: Sendable {
    public var width: Double
    public var height: Double
    public var body: Box

    public init(_ track: PoseTrack) {
      width = Double(track.clip.width)
      height = Double(track.clip.height)
      let whole = Box(minX: 0, minY: 0, maxX: width, maxY: height)
      let corners = track.frames.compactMap { $0.pose?.bodyBox }.flatMap { box in
        [Point(x: box.minX, y: box.minY), Point(x: box.maxX, y: box.maxY)]
      }
      body = Box(around: corners) ?? whole
    }
  }

  public var name: String
  /// How much longer everything takes afterwards, and how much later it begins, seconds.
  public var slowdown = 1.0
  public var delay = 0.0
  private var crf = 20
  /// Clockwise turn of the stored pixels, degrees, which the file tells the player to undo.
  private var turn = 0
  private var filter: @Sendable (Subject) -> String
  /// Where a height in the picture is afterwards, pixels from the upper edge.
  private var height: @Sendable (Double, Subject) -> Double = { height, _ in height }

  private init(_ name: String, _ filter: @escaping @Sendable (Subject) -> String) {
    self.name = name
    self.filter = filter
  }

  private init(_ name: String, _ filter: String = "null") { self.init(name) { _ in filter } }

  private func with(_ change: (inout Transformation) -> Void) -> Transformation {
    var copy = self
    change(&copy)
    return copy
  }

  /// The calls of `ffmpeg` that make the changed clip.
  ///
  /// - Parameters:
  ///   - clip: the file to change.
  ///   - scratch: a folder of its own; the last call writes `changed.mp4` there.
  public func calls(_ clip: String, _ subject: Subject, scratch: String) -> [[String]] {
    let quiet = ["-nostdin", "-v", "error", "-y"]
    // Time stamps are kept as they are: without this ffmpeg rounds them to the nominal frame rate.
    let encode =
      quiet + ["-i", clip, "-an", "-vf", filter(subject), "-fps_mode", "passthrough", "-enc_time_base", "1/90000"]
      + ["-c:v", "libx264", "-preset", "veryfast", "-crf", "\(crf)", "-pix_fmt", "yuv420p"]
    let changed = scratch + "/changed.mp4"
    guard turn != 0 else { return [encode + [changed]] }
    // ffmpeg 5.1 writes the mark only while copying, and counts it the other way round: 90 undoes a clockwise turn of 90.
    let plain = scratch + "/plain.mp4"
    return [encode + [plain], quiet + ["-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=\(turn)", changed]]
  }

  /// The options that mean the same for the changed clip.
  public func options(_ options: AnalysisOptions, _ subject: Subject) -> AnalysisOptions {
    var changed = options
    changed.floorY = options.floorY.map { height($0, subject) }
    return changed
  }

  /// All that the suite tries.
  public static let all: [Transformation] =
    [
      Transformation("mirrored", "hflip"),
      Transformation("stored as displayed"),
      turned(90, "transpose=clock"), turned(180, "hflip,vflip"), turned(270, "transpose=cclock"),
    ]
    + [0.5, 0.75, 1.5, 2].map { factor in
      Transformation("scaled by \(factor)", "scale=trunc(iw*\(factor)/2)*2:trunc(ih*\(factor)/2)*2:flags=lanczos")
        .with { $0.height = { height, _ in height * factor } }
    }
    + [
      Transformation("cropped to the athlete") { subject in
        let area = croppedArea(subject)
        return "crop=\(area.width):\(area.height):\(area.left):\(area.top)"
      }.with { $0.height = { height, subject in height - Double(croppedArea(subject).top) } },
      Transformation("sample aspect 4:3", "scale=trunc(iw*3/8)*2:ih,setsar=4/3"),
      Transformation("darker", "eq=brightness=-0.08"), Transformation("brighter", "eq=brightness=0.08"),
      Transformation("noisy", "noise=alls=8:allf=t"),
    ]
    + [28, 36].map { crf in Transformation("crf \(crf)").with { $0.crf = crf } }
    + [15, 24, 25, 30, 50, 60].map { rate in Transformation("\(rate) frames a second", "fps=\(rate)") }
    + [
      Transformation("one frame in four lost at random", "select='gt(random(7),0.25)'"),
      Transformation("one second later", "tpad=start_duration=1:start_mode=clone").with { $0.delay = 1 },
    ]

  /// Played at half speed: angles stay, times double, speeds halve. Verdicts may well change.
  public static let halfSpeed = Transformation("half speed", "setpts=2*PTS").with { $0.slowdown = 2 }

  public static func named(_ name: String) -> Transformation? { all.first { $0.name == name } }

  private static func turned(_ degrees: Int, _ filter: String) -> Transformation {
    Transformation("stored turned by \(degrees)°", filter).with { $0.turn = degrees }
  }

  /// The athlete's box with a fifth of its size around, in whole pairs of pixels.
  private static func croppedArea(_ subject: Subject) -> (left: Int, top: Int, width: Int, height: Int) {
    let box = subject.body.widened(by: 0.2 * (subject.body.maxX - subject.body.minX))
    func even(_ value: Double) -> Int { Int(value) / 2 * 2 }
    let (left, top) = (even(max(0, box.minX)), even(max(0, box.minY)))
    return (
      left, top, even(min(subject.width, box.maxX) - Double(left)), even(min(subject.height, box.maxY) - Double(top))
    )
  }
}
