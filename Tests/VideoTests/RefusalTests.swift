import Foundation
import Testing

@testable import Video

@Suite("Files that are no clip are refused, with the reason")
struct RefusalTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func refusal(_ path: String, limits: DecodeLimits = .standard) -> ClipError? {
    do {
      _ = try Decoded(path, limits: limits)
      return nil
    } catch {
      return error as? ClipError
    }
  }

  @Test("a file that is not there")
  func missing() {
    let error = refusal(workshop.path("none.mp4"))
    #expect(error?.cause == .notFound)
    #expect(error?.kind == .notFound)
    #expect(error?.description.hasPrefix("none.mp4: there is no such file.") == true)
  }

  @Test("an address is only a name")
  func address() { #expect(refusal("http:x.mp4")?.cause == .notFound) }

  @Test("a name with a NUL in it does not open another file")
  func nul() throws {
    try workshop.write("x", to: "a.mp4")
    #expect(refusal(workshop.path("a.mp4") + "\0.txt")?.cause == .notFound)
  }

  @Test("a folder")
  func folder() {
    #expect(refusal(workshop.folder.path)?.cause == .isDirectory)
    #expect(refusal(workshop.folder.path)?.kind == .unreadable)
  }

  @Test("a pipe does not hang the opening", .timeLimit(.minutes(1)))
  func pipe() {
    #expect(mkfifo(workshop.path("pipe.mp4"), 0o600) == 0)
    #expect(refusal(workshop.path("pipe.mp4"))?.cause == .notRegularFile)
  }

  @Test("a device", .timeLimit(.minutes(1)), arguments: ["/dev/zero", "/dev/null"])
  func device(path: String) { #expect(refusal(path)?.cause == .notRegularFile) }

  @Test("a file that may not be read", .disabled(if: geteuid() == 0, "the superuser may read everything"))
  func forbidden() throws {
    let path = try workshop.write("x", to: "secret.mp4")
    chmod(path, 0)
    #expect(refusal(path)?.cause == .noPermission)
  }

  @Test("an empty file")
  func empty() throws {
    let error = refusal(try workshop.write("", to: "empty.mp4"))
    #expect(error?.cause == .empty)
    #expect(error?.kind == .unsupported)
  }

  @Test("random bytes")
  func garbage() throws {
    var generator = SeededGenerator(seed: 7)
    let bytes = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(refusal(try workshop.write(bytes, to: "noise.mp4"))?.cause == .notAVideo)
  }

  @Test("text, also text that libav would play as a list of other people's files")
  func text() throws {
    let victim = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=10:duration=1", to: "victim.mp4")
    let texts = [
      "Dear diary, today I lifted my legs.\n",
      "ffconcat version 1.0\nfile '\(victim)'\n",
      "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://\(victim)\n#EXT-X-ENDLIST\n",
      "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>\n",
    ]
    for text in texts {
      #expect(refusal(try workshop.write(text, to: "x.mp4"))?.cause == .text, "\(text.prefix(12))")
    }
  }

  @Test("a picture, whatever it is called", arguments: ["png", "jpg", "webp", "bmp"])
  func picture(kind: String) throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64 -frames:v 1 -update 1", to: "still.\(kind)")
    let path = try workshop.write(workshop.bytes("still.\(kind)"), to: "x.mp4")
    #expect(refusal(path)?.cause == .stillPicture)
  }

  @Test("a GIF of one picture")
  func stillGIF() throws {
    let path = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64 -frames:v 1", to: "still.gif")
    #expect(refusal(path)?.cause == .stillPicture)
  }

  @Test("sound alone, in a container of sound or of video", arguments: ["a.m4a", "a.mkv", "a.mp3", "a.wav", "a.ogg"])
  func sound(name: String) throws {
    let path = try workshop.ffmpeg("-f lavfi -i sine=duration=1", to: name)
    #expect(refusal(path)?.cause == .audioOnly)
  }

  @Test("sound with a cover picture", arguments: ["cover.m4a", "cover.mp3"])
  func cover(name: String) throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64 -frames:v 1 -update 1", to: "cover.jpg")
    let path = try workshop.ffmpeg(
      "-f lavfi -i sine=duration=1 -i \(workshop.path("cover.jpg")) -map 0 -map 1 -c:v copy -disposition:v attached_pic",
      to: name)
    #expect(refusal(path)?.cause == .audioOnly)
  }

  @Test("a container that is not supported is named")
  func container() throws {
    let path = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:duration=1", to: "x.flv")
    #expect(refusal(path)?.cause == .unsupportedContainer("flv"))
  }

  @Test("a codec that is not supported is named")
  func codec() throws {
    let path = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:duration=1 -c:v ffv1", to: "x.mkv")
    #expect(refusal(path)?.cause == .unsupportedCodec("ffv1"))
  }

  @Test("an MP4 whose index was never written")
  func noIndex() throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:duration=2", to: "whole.mp4")
    let whole = try workshop.bytes("whole.mp4")
    let error = refusal(try workshop.write(Array(whole.prefix(whole.count / 2)), to: "half.mp4"))
    #expect(error?.cause == .cutOff)
    #expect(error?.detail?.contains("moov atom not found") == true)
  }

  @Test("an MP4 with its index and no picture data")
  func noFrames() throws {
    try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:duration=1 -movflags faststart", to: "whole.mp4")
    var bytes = try workshop.bytes("whole.mp4")
    let data = try #require(bytes.firstRange(of: Array("mdat".utf8))).upperBound
    for index in data..<bytes.count { bytes[index] = 0xFF }
    #expect(refusal(try workshop.write(bytes, to: "blank.mp4"))?.cause == .noFrames)
  }

  @Test("a picture that is too large, before memory is taken for it")
  func tooLarge() throws {
    let path = try workshop.ffmpeg(
      "-f lavfi -i color=size=16000x16000:rate=5 -frames:v 2 -c:v mjpeg -strict -1", to: "huge.mov")
    let before = try peakMemory()
    #expect(refusal(path)?.cause == .pictureTooLarge(width: 16000, height: 16000, limits: .standard))
    #expect(try peakMemory() - before < 100_000_000)
  }

  @Test("a picture that is larger than the container says")
  func lyingHeader() throws {
    try workshop.ffmpeg("-f lavfi -i color=size=16000x16000:rate=5 -frames:v 2 -c:v mjpeg -strict -1", to: "huge.mov")
    var bytes = try workshop.bytes("huge.mov")
    let size: [UInt8] = [0x3E, 0x80, 0x3E, 0x80]
    let box = try #require(bytes.firstRange(of: Array("stsd".utf8)))
    let place = try #require(bytes[box.upperBound...].firstRange(of: size))
    bytes.replaceSubrange(place, with: [0, 64, 0, 64])
    let before = try peakMemory()
    #expect(refusal(try workshop.write(bytes, to: "liar.mov"))?.kind == .unsupported)
    #expect(try peakMemory() - before < 100_000_000)
  }

  @Test("a clip of more frames than the limit")
  func tooLong() throws {
    let path = try workshop.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=25:duration=2", to: "x.mp4")
    #expect(refusal(path, limits: tightLimits(frames: 20))?.cause == .tooManyFrames(atLeast: 50, limit: 20))
  }

  @Test("a message holds nothing that a terminal would obey")
  func controlCharacters() {
    let error = refusal(workshop.path("\u{1B}[31mred.mp4"))
    #expect(error?.description.hasPrefix("?[31mred.mp4: ") == true)
  }

  /// Largest resident size of this process so far, bytes.
  private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 1024
  }
}
