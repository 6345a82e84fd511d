import Foundation
import Testing

/// Short clips that ffmpeg cuts out of the sample clips.
enum Footage {
  static let coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]

  /// Cuts a clip; its frames keep their own times.
  ///
  /// - Parameters:
  ///   - height: of the pictures, pixels; `nil`: as they are.
  ///   - before: options of the first input.
  ///   - after: further inputs and options of the output.
  @discardableResult
  static func cut(
    _ sample: String, from start: Double = 0, seconds: Double, height: Int? = 240, before: [String] = [],
    after: [String] = coding, to clip: URL
  ) throws -> URL {
    var words = ["-nostdin", "-y", "-v", "error"] + before
    words += ["-ss", "\(start)", "-t", "\(seconds)", "-i", SampleReports.clip(sample).path]
    words += after + ["-fps_mode", "passthrough"]
    if let height { words += ["-vf", "scale=-2:\(height)"] }
    try ffmpeg(words + [clip.path])
    return clip
  }

  static func ffmpeg(_ words: [String]) throws {
    let run = try Program.run(URL(fileURLWithPath: "/usr/bin/env"), ["ffmpeg"] + words)
    try #require(run.status == 0, "ffmpeg \(words): \(run.errors)")
  }

  /// Half a second of an empty room.
  @discardableResult
  static func room(to clip: URL) throws -> URL { try cut("empty-gym", seconds: 0.5, height: 180, to: clip) }
}

/// What a folder holds: the bytes of its files, by their names from the folder on.
func files(in folder: URL) throws -> [String: Data] {
  let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
  var files: [String: Data] = [:]
  for name in names {
    let file = folder.appendingPathComponent(name)
    let isFolder = try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
    if !isFolder { files[name] = try Data(contentsOf: file) }
  }
  return files
}

/// One rep with a fault, analysed once with everything drawn, for tests that work on copies of it.
actor DrawnSet {
  static let shared = DrawnSet()

  /// A place of a test's own: the clip `set.mp4`, and its report in `report`.
  struct Copy {
    let scratch: TemporaryFolder
    var clip: URL { scratch.url.appendingPathComponent("set.mp4") }
    var report: URL { scratch.url.appendingPathComponent("report") }
  }

  private var original: TemporaryFolder?

  func copy() throws -> Copy {
    if original == nil {
      let made = try TemporaryFolder()
      try Footage.cut(
        "bench-pause", from: 9.4, seconds: 5, height: 360,
        after: Footage.coding + ["-metadata", "title=Anna", "-metadata", "location=+52.5+013.4/"],
        to: made.url.appendingPathComponent("set.mp4"))
      let run = try Program.formcheck(["set.mp4", "--out", "report", "--profile", "bench"], in: made.url)
      try #require(run.status == 0 && run.output.contains("FLAG pause"), "\(run.errors)\(run.output)")
      original = made
    }
    let copy = Copy(scratch: try TemporaryFolder())
    for name in ["set.mp4", "report"] {
      try FileManager.default.copyItem(
        at: #require(original).url.appendingPathComponent(name), to: copy.scratch.url.appendingPathComponent(name))
    }
    return copy
  }
}
