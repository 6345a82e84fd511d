import Foundation
import Imaging

@testable import Video

/// A clip read and written again, frame by frame.
struct Rewritten {
  let path: String
  let sound: SoundOutcome
  /// The source's times, seconds.
  var times: [Double] = []

  init(_ source: String, to path: String, copiesSound: Bool = true) throws {
    let file = try ClipFile(path: source)
    var reader = try ClipReader(file)
    let first = try reader.nextFrame()
    guard var frame = first else { throw Workshop.Failed(description: "no frame in \(source)") }
    let size = FrameUprighter.pictureSize(for: frame.geometry)
    var uprighter = FrameUprighter(picture: size, canvas: size)
    var writer = try ClipWriter(to: path, size: size, frameRate: 25, sound: copiesSound ? file : nil, threads: 2)
    while true {
      times.append(frame.time)
      try writer.append(uprighter.upright(frame), at: frame.time)
      guard let next = try reader.nextFrame() else { break }
      frame = next
    }
    sound = writer.sound
    self.path = path
    try writer.finish()
  }
}

/// What `ffprobe` says of a file.
struct Probe {
  struct Stream: Decodable {
    struct SideData: Decodable {
      var sideDataType: String
    }
    var codecName: String
    var codecType: String
    var pixFmt: String?
    var colorRange: String?
    var colorSpace: String?
    var width: Int?
    var height: Int?
    var hasBFrames: Int?
    var startTime: String?
    var duration: String?
    var nbFrames: String?
    var sideDataList: [SideData]?
    var tags: [String: String]?
  }
  struct Format: Decodable {
    var tags: [String: String]?
    var duration: String
  }
  private struct Answer: Decodable {
    var streams: [Stream]
    var format: Format
  }
  private struct Packets: Decodable {
    struct Packet: Decodable {
      var ptsTime: String
      var durationTime: String
      var flags: String
    }
    var packets: [Packet]
  }

  let streams: [Stream]
  let format: Format
  /// Of the video: seconds, seconds, and whether one can begin there.
  let packets: [(time: Double, duration: Double, isKey: Bool)]

  var video: Stream? { streams.first { $0.codecType == "video" } }
  var sound: Stream? { streams.first { $0.codecType == "audio" } }

  init(_ path: String) throws {
    let answer: Answer = try Self.ask(["-show_streams", "-show_format"], path)
    streams = answer.streams
    format = answer.format
    let list: Packets = try Self.ask(["-select_streams", "v", "-show_packets"], path)
    packets = list.packets.map { (Double($0.ptsTime)!, Double($0.durationTime)!, $0.flags.hasPrefix("K")) }
  }

  private static func ask<Value: Decodable>(_ words: [String], _ path: String) throws -> Value {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ffprobe", "-v", "error", "-of", "json"] + words + ["file:" + path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: said)
  }
}
