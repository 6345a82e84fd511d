import Imaging
import Testing

@testable import Video

@Suite("Editable frames")
struct FrameUprighterTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func firstFrame(_ path: String) throws -> VideoFrame {
    var reader = try ClipReader(ClipFile(path: path))
    return try #require(try reader.nextFrame())
  }

  /// How far two pictures of the same size lie apart: the mean of the steps, plane by plane.
  private func difference(_ frame: consuming EditableFrame, from bytes: [UInt8]) -> [Double] {
    frame.withPicture { picture in
      var offset = 0
      return [picture.luma, picture.blue, picture.red].map { plane in
        var sum = 0
        for row in 0..<plane.height {
          for column in 0..<plane.width {
            sum += abs(Int(plane.base[row * plane.bytesPerRow + column]) - Int(bytes[offset + column]))
          }
          offset += plane.width
        }
        return Double(sum) / Double(plane.width * plane.height)
      }
    }
  }

  struct Source: CustomTestStringConvertible, Sendable {
    var name: String
    var size = "160x120"
    var filter = ""
    var coding: String
    var rotation = 0
    var testDescription: String { "\(name) \(size) \(coding) \(rotation)" }
  }

  private static func lossless(_ pixels: String) -> String { "-c:v libx264 -qp 0 -pix_fmt \(pixels)" }
  static let sources =
    [0, 90, 180, 270].flatMap { rotation in
      ["yuv420p", "yuv422p", "yuvj420p"].map {
        Source(name: "x.mp4", coding: lossless($0), rotation: rotation)
      }
    } + [
      Source(name: "x.mp4", size: "161x121", filter: ",setsar=1", coding: lossless("yuv444p")),
      Source(name: "x.mkv", size: "161x121", coding: "-c:v mpeg4 -q:v 1"),
      Source(name: "x.mkv", size: "161x121", coding: "-c:v mpeg4 -q:v 1 -aspect 4:3"),
      Source(name: "x.mp4", coding: lossless("yuv420p10le")), Source(name: "x.mp4", coding: lossless("yuv444p10le")),
      Source(name: "x.mp4", coding: lossless("yuv422p10le"), rotation: 270),
      Source(name: "x.mkv", coding: lossless("gray")), Source(name: "x.mkv", coding: lossless("gray10le")),
      Source(name: "x.mp4", filter: ",setsar=4/3", coding: lossless("yuv420p")),
      Source(name: "x.mp4", filter: ",setsar=4/3", coding: lossless("yuv420p"), rotation: 90),
      Source(name: "x.mov", coding: "-c:v mjpeg -q:v 2 -pix_fmt yuvj422p"), Source(name: "x.gif", coding: ""),
    ]

  @Test("a picture comes out upright, square and of limited range, as ffmpeg shows it", arguments: sources)
  func asShown(source: Source) throws {
    var clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=\(source.size):rate=5:duration=0.4 -vf gblur=2\(source.filter) \(source.coding)",
      to: source.name)
    if source.rotation != 0 {
      clip = try workshop.ffmpeg(
        "-i \(clip) -c copy -metadata:s:v rotate=\(source.rotation)", to: "turned-" + source.name)
    }
    let frame = try firstFrame(clip)
    let size = FrameUprighter.pictureSize(for: frame.geometry)
    try workshop.ffmpeg(
      "-i \(clip) -frames:v 1 -vf scale=\(size.width):\(size.height):out_range=tv:flags=bicubic -pix_fmt yuv420p -f rawvideo",
      to: "shown.raw")
    var uprighter = FrameUprighter(picture: size, canvas: size)
    let upright = try uprighter.upright(frame)
    #expect(!upright.colour.isFullRange)
    // Filters of different softness on a blurred picture; a picture that is turned wrongly is 20 steps off and more.
    for mean in difference(upright, from: try workshop.bytes("shown.raw")) { #expect(mean < 1.5) }
  }

  @Test("an 8-bit 4:2:0 picture is taken over to the bit", arguments: [0, 90, 180, 270])
  func exact(rotation: Int) throws {
    let stored = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=162x122:rate=5:duration=0.4 \(Self.lossless("yuv420p"))", to: "x.mp4")
    let clip = try workshop.ffmpeg("-i \(stored) -c copy -metadata:s:v rotate=\(rotation)", to: "turned.mp4")
    try workshop.ffmpeg("-i \(clip) -frames:v 1 -pix_fmt yuv420p -f rawvideo", to: "shown.raw")
    let frame = try firstFrame(clip)
    let size = FrameUprighter.pictureSize(for: frame.geometry)
    var uprighter = FrameUprighter(picture: size, canvas: size)
    #expect(difference(try uprighter.upright(frame), from: try workshop.bytes("shown.raw")) == [0, 0, 0])
  }

  @Test("the canvas around the picture is grey, and frames of other sizes are stretched into it")
  func canvas() throws {
    let small = try workshop.ffmpeg("-f lavfi -i color=white:size=64x48 -frames:v 1 -c:v mpeg4", to: "a.avi")
    let large = try workshop.ffmpeg("-f lavfi -i color=white:size=99x201 -frames:v 1 -c:v mpeg4", to: "b.avi")
    var uprighter = FrameUprighter(
      picture: PixelSize(width: 64, height: 48), canvas: PixelSize(width: 70, height: 60), background: 0)
    for path in [small, large, small] {
      var upright = try uprighter.upright(firstFrame(path))
      upright.withPicture { picture in
        func luma(_ x: Int, _ y: Int) -> Int { Int(picture.luma.base[y * picture.luma.bytesPerRow + x]) }
        #expect(luma(0, 0) > 230 && luma(63, 47) > 230)
        #expect(luma(64, 0) == 16 && luma(0, 48) == 16 && luma(69, 59) == 16)
        #expect(picture.blue.base[29 * picture.blue.bytesPerRow + 34] == 128)
      }
    }
  }

  @Test("size and pixels that change in mid-stream are written as one picture size")
  func changes() throws {
    for (name, size, pixels) in [("a", "64x48", "yuv420p"), ("b", "97x64", "yuv444p"), ("c", "64x48", "yuv420p")] {
      try workshop.ffmpeg(
        "-f lavfi -i testsrc2=size=\(size):rate=10:duration=1 -c:v libx264 -bf 0 -pix_fmt \(pixels) -f h264", to: name)
    }
    try workshop.write(
      workshop.bytes("a") + workshop.bytes("b") + workshop.bytes("c"), to: "joined.h264")
    let clip = try workshop.ffmpeg("-framerate 10 -i \(workshop.path("joined.h264")) -c copy", to: "joined.avi")
    let written = try Rewritten(clip, to: workshop.path("out.mp4"))
    let probe = try Probe(written.path)
    #expect((probe.video?.width, probe.video?.height) == (64, 48))
    #expect(try Decoded(written.path).frames.count == 30)
  }

  @Test("a tiny picture is written all the same", arguments: ["1x1", "2x2", "3x5", "64x2", "1x50"])
  func tiny(size: String) throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i color=red:size=64x64:rate=5:duration=1 -vf format=rgb24,crop=\(size.replacing("x", with: ":"))",
      to: "x.gif")
    let written = try Rewritten(clip, to: workshop.path("out.mp4"))
    #expect(try Decoded(written.path).frames.count == written.times.count)
  }

  @Test("a picture beyond H.264's highest level is made smaller")
  func huge() {
    let wide = DisplayGeometry(storedWidth: 4001, storedHeight: 301, sampleAspect: 8)
    #expect(FrameUprighter.pictureSize(for: wide) == PixelSize(width: 8192, height: 76))
    let tall = DisplayGeometry(storedWidth: 3840, storedHeight: 2160, rotation: 90)
    #expect(FrameUprighter.pictureSize(for: tall) == PixelSize(width: 2160, height: 3840))
    #expect(FrameUprighter.pictureSize(for: tall, longestSide: 1280) == PixelSize(width: 720, height: 1280))
  }

  @Test(
    "a written clip is turned for good and keeps its colour tags",
    arguments: [90, 180, 270], ["smpte170m", "bt709", "bt2020nc"])
  func written(rotation: Int, space: String) throws {
    let stored = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=5:duration=1 \(Self.lossless("yuv420p")) -colorspace \(space)",
      to: "x.mp4")
    let clip = try workshop.ffmpeg("-i \(stored) -c copy -metadata:s:v rotate=\(rotation)", to: "turned.mp4")
    let video = try #require(try Probe(Rewritten(clip, to: workshop.path("out.mp4")).path).video)
    #expect(video.sideDataList == nil)
    #expect((video.width, video.height) == (rotation == 180 ? (160, 120) : (120, 160)))
    #expect(video.colorSpace == space)
    #expect(video.colorRange == "tv")
  }

  @Test("a part is cut out and scaled", arguments: [("30:20:40:10", 60, 40), ("40:30:40:10", 40, 30)])
  func crop(part: String, width: Int, height: Int) throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=5:duration=0.4 -vf gblur=2 \(Self.lossless("yuv420p"))", to: "x.mp4")
    try workshop.ffmpeg(
      "-i \(clip) -frames:v 1 -vf crop=\(part),scale=\(width):\(height) -pix_fmt yuv420p -f rawvideo", to: "part.raw")
    let size = PixelSize(width: 160, height: 120)
    var uprighter = FrameUprighter(picture: size, canvas: size)
    let whole = try uprighter.upright(firstFrame(clip))
    let numbers = part.split(separator: ":").compactMap { Int($0) }
    let rect = PixelRect(x: numbers[2], y: numbers[3], width: numbers[0], height: numbers[1])
    let cut = try whole.cropped(rect, scaledTo: PixelSize(width: width, height: height))
    for mean in difference(cut, from: try workshop.bytes("part.raw")) { #expect(mean < 1.5) }
  }

  @Test("a still shows the same colours, whatever the clip's coding", arguments: ["smpte170m", "bt709", "bt2020nc"])
  func still(space: String) throws {
    let matrix = ["smpte170m": "bt601", "bt709": "bt709", "bt2020nc": "bt2020"][space]!
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=160x120:rate=5:duration=0.4 "
        + "-vf gblur=2,scale=out_color_matrix=\(matrix):out_range=tv,format=yuv420p "
        + "-c:v libx264 -qp 0 -colorspace \(space)", to: "x.mp4")
    let size = PixelSize(width: 160, height: 120)
    var uprighter = FrameUprighter(picture: size, canvas: size)
    let jpeg = try uprighter.upright(firstFrame(clip)).jpeg(quality: 0.95)
    #expect(jpeg.starts(with: [0xFF, 0xD8]) && jpeg.suffix(2) == [0xFF, 0xD9])
    #expect(!String(decoding: jpeg, as: UTF8.self).contains("Lavc"))
    try workshop.write(jpeg, to: "x.jpg")
    try workshop.ffmpeg(
      "-i \(clip) -frames:v 1 -vf scale=in_color_matrix=\(matrix) -pix_fmt rgb24 -f rawvideo", to: "clip.raw")
    try workshop.ffmpeg("-i \(workshop.path("x.jpg")) -pix_fmt rgb24 -f rawvideo", to: "still.raw")
    let (clipBytes, stillBytes) = (try workshop.bytes("clip.raw"), try workshop.bytes("still.raw"))
    #expect(clipBytes.count == stillBytes.count)
    let sum = zip(clipBytes, stillBytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(Double(sum) / Double(clipBytes.count) < 3)
  }
}
