import Foundation
import Testing

@Suite("Bombs are refused or bounded", .serialized)
struct BombTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  private static let gigabyte = 1 << 30

  /// A GIF of dots: a canvas of any size, and twenty bytes a frame.
  private static func gif(_ width: Int, _ height: Int, frames: Int) -> [UInt8] {
    func two(_ number: Int) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8)] }
    let head = Array("GIF89a".utf8) + two(width) + two(height) + [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    let frame: [UInt8] =
      [0x21, 0xF9, 4, 0, 4, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    return head + (0..<frames).flatMap { _ in frame } + [0x3B]
  }

  private func expectRefusal(_ clip: URL, naming words: [String], status: Int32 = 65) throws {
    let run = try WatchedRun.measured([clip.path, "--out", bench.url("out").path, "--quiet"], in: bench.folder)
    #expect(run.status == status, "\(run.errors)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
    #expect(run.peakMemory < Self.gigabyte)
    #expect(run.seconds < 30)
    #expect(!FileManager.default.fileExists(atPath: bench.url("out").path))
    print(
      "\(clip.lastPathComponent): \(run.peakMemory >> 20) MB, \((run.seconds * 10).rounded() / 10) s: \(run.errors)")
  }

  @Test("a canvas of 65535 by 65535, and 300 000 frames in a GIF")
  func gifs() throws {
    try expectRefusal(
      try bench.write(Self.gif(65535, 65535, frames: 5), to: "canvas.gif"), naming: ["65535 by 65535", "at 1080p."])
    try expectRefusal(
      try bench.write(Self.gif(64, 64, frames: 300_000), to: "deep.gif"), naming: ["12000 s", "--max-duration"])
  }

  @Test("pictures of 16000 by 16000, whatever the header says", arguments: [true, false])
  func large(isHonest: Bool) throws {
    let clip = try bench.ffmpeg(
      "-f lavfi -i color=size=16000x16000:rate=5 -frames:v 2 -c:v mjpeg -strict -1", to: "huge.mov")
    if !isHonest {
      var bytes = [UInt8](try Data(contentsOf: clip))
      let box = try #require(bytes.firstRange(of: Array("stsd".utf8)))
      let place = try #require(bytes[box.upperBound...].firstRange(of: [0x3E, 0x80, 0x3E, 0x80]))
      bytes.replaceSubrange(place, with: [0, 64, 0, 64])
      try bench.write(bytes, to: "huge.mov")
    }
    try expectRefusal(clip, naming: isHonest ? ["16000 by 16000", "--max-side 22756"] : [])
  }

  @Test("a frame table of a hundred million frames in a small file")
  func frameTable() throws {
    let clip = try bench.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=1 -c:v mjpeg", to: "table.mov")
    var bytes = [UInt8](try Data(contentsOf: clip))
    let count: [UInt8] = [0x05, 0xF5, 0xE1, 0x00]
    for (box, offset, value) in [
      ("stsz", 4, [0, 0, 0, 1]), ("stsz", 8, count), ("stsc", 12, count), ("stts", 8, count),
    ] {
      let body = try #require(bytes.firstRange(of: Array(box.utf8))).upperBound
      bytes.replaceSubrange(body + offset..<body + offset + 4, with: value)
    }
    try expectRefusal(try bench.write(bytes, to: "table.mov"), naming: [])
  }

  @Test("the largest picture that is read takes less than a gigabyte")
  func largestAllowed() throws {
    let clip = try bench.write(Self.gif(7680, 4320, frames: 4), to: "8k.gif")
    let run = try WatchedRun.measured(
      [clip.path, "--out", bench.url("out").path, "--quiet", "--no-video"], in: bench.folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.peakMemory < Self.gigabyte)
    print("8k.gif: \(run.peakMemory >> 20) MB, \((run.seconds * 10).rounded() / 10) s")
  }

  @Test("limits are raised and lowered by options, and stand in no analysis")
  func options() throws {
    let clip = try bench.ffmpeg(
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=3 -c:v libx264 -preset ultrafast", to: "x.mp4")
    for (option, value, high) in [
      ("--max-side", "100", "20000"), ("--max-frames", "10", "1000000"), ("--max-duration", "1", "100000"),
      ("--max-frame-rate", "20", "5000"),
    ] {
      try expectRefusal(clip, naming: [option], status: 65, with: [option, value])
      let run = try WatchedRun.measured(
        [clip.path, "--out", bench.url("free").path, "--quiet", "--no-video", "--format", "json", option, high],
        in: bench.folder)
      #expect(run.status == 0 && !run.output.contains("max"), "\(run.errors)")
    }
    for words in [
      ["--max-side", "1"], ["--max-frames", "0"], ["--max-duration", "-1"], ["--max-frame-rate", "nan"],
    ] {
      #expect(try WatchedRun.measured([clip.path] + words, in: bench.folder).status == 64)
    }
  }

  private func expectRefusal(_ clip: URL, naming words: [String], status: Int32, with options: [String]) throws {
    let run = try WatchedRun.measured(
      [clip.path, "--out", bench.url("none").path, "--quiet"] + options, in: bench.folder)
    #expect(run.status == status)
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  @Test(
    "pipes, sockets, devices, folders and links that go round are refused at once",
    arguments: ["pipe", "socket", "/dev/zero", "folder", "loop"])
  func noFiles(kind: String) throws {
    let path = kind.hasPrefix("/") ? kind : bench.url(kind).path
    switch kind {
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "folder": _ = try bench.folder(kind)
    case "loop": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "loop")
    case "socket":
      let process = try Process.run(
        URL(fileURLWithPath: "/usr/bin/python3"),
        arguments: ["-c", "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])", path])
      process.waitUntilExit()
    default: break
    }
    let run = try WatchedRun.measured([path, "--out", bench.url("out").path], in: bench.folder)
    #expect(run.status == 66, "\(run.errors)")
    #expect(run.seconds < 30)
  }
}
