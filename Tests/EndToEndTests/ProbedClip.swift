import Foundation
import Testing

/// What ffprobe and ffmpeg say of a clip.
struct ProbedClip {
  struct Stream: Decodable {
    struct SideData: Decodable {
      var rotation: Double?
    }

    var codecType: String
    var codecName: String
    var pixFmt: String?
    var width: Int?
    var height: Int?
    var sideDataList: [SideData]?
    var tags: [String: String]?
  }

  struct Format: Decodable {
    var tags: [String: String]?
  }

  struct Packet {
    var time: Double
    var size: Int
  }

  private struct Header: Decodable {
    var streams: [Stream]
    var format: Format
  }

  let url: URL
  let streams: [Stream]
  let tags: [String: String]
  /// When each frame is shown, seconds.
  let times: [Double]
  let sound: [Packet]

  init(_ url: URL) throws {
    self.url = url
    let header = try Self.ask(url, ["-show_streams", "-show_format", "-of", "json"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let known = try decoder.decode(Header.self, from: Data(header.utf8))
    streams = known.streams
    tags = known.format.tags ?? [:]
    times = try Self.table(url, "v:0", "frame=best_effort_timestamp_time").compactMap { $0.first }
    sound = try Self.table(url, "a:0", "packet=pts_time,size").map { Packet(time: $0[0], size: Int($0[1])) }
  }

  var video: Stream? { streams.first { $0.codecType == "video" } }

  /// The names of the boxes that the file is made of, in order.
  var boxes: [String] {
    get throws {
      let bytes = try Data(contentsOf: url)
      var names: [String] = []
      var offset = 0
      while offset + 8 <= bytes.count {
        let size = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        names.append(String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self))
        try #require(size >= 8)
        offset += size
      }
      return names
    }
  }

  /// What ffmpeg complains of when it decodes all of it.
  var complaints: String {
    get throws {
      let run = try Program.tool("ffmpeg", "-nostdin", "-v", "error", "-i", url.path, "-f", "null", "-")
      return run.status == 0 ? run.errors : "\(run.status): \(run.errors)"
    }
  }

  /// The luma of all frames, upright, scaled.
  ///
  /// - Parameter part: what is shown of them, as ffmpeg's crop takes it; `nil`: all.
  func luma(width: Int, height: Int, part: String? = nil) throws -> [[UInt8]] {
    let scratch = try TemporaryFolder()
    let raw = scratch.url.appendingPathComponent("luma")
    let filter = (part.map { "crop=\($0)," } ?? "") + "scale=\(width):\(height):flags=area,format=gray"
    try Footage.ffmpeg([
      "-nostdin", "-v", "error", "-i", url.path, "-fps_mode", "passthrough", "-vf", filter, "-f", "rawvideo", raw.path,
    ])
    let bytes = try [UInt8](Data(contentsOf: raw))
    return stride(from: 0, to: bytes.count, by: width * height).map { Array(bytes[$0..<$0 + width * height]) }
  }

  private static func ask(_ url: URL, _ words: [String]) throws -> String {
    let run = try Program.run(
      URL(fileURLWithPath: "/usr/bin/env"), ["ffprobe", "-v", "error"] + words + ["-i", url.path])
    try #require(run.status == 0, "\(run.errors)")
    return run.output
  }

  private static func table(_ url: URL, _ stream: String, _ entries: String) throws -> [[Double]] {
    try ask(url, ["-select_streams", stream, "-show_entries", entries, "-of", "csv=p=0"])
      .split(separator: "\n").map { $0.split(separator: ",").compactMap { Double($0) } }.filter { !$0.isEmpty }
  }
}

/// The mean distance of two pictures, or of those pixels of them that are chosen, in steps of luma.
func difference(_ one: [UInt8], _ other: [UInt8], where chosen: (Int) -> Bool = { _ in true }) -> Double {
  let distances = zip(one, other).enumerated().filter { chosen($0.offset) }.map { abs(Int($1.0) - Int($1.1)) }
  return Double(distances.reduce(0, +)) / Double(max(distances.count, 1))
}
