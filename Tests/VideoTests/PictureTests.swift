import Imaging
import Movement
import Testing

@testable import Video

@Suite("Pictures")
struct PictureTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func firstFrame(_ path: String) throws -> VideoFrame {
    var reader = try ClipReader(ClipFile(path: path))
    return try #require(try reader.nextFrame())
  }

  static let codings = [
    ("bt601", "limited", "yuv420p", "-c:v libx264 -qp 0", "x.mp4"),
    ("bt601", "full", "yuv420p", "-c:v libx264 -qp 0", "x.mp4"),
    ("bt709", "limited", "yuv444p", "-c:v libx264 -qp 0", "x.mkv"),
    ("bt709", "full", "yuv422p", "-c:v libx264 -qp 0", "x.mp4"),
    ("bt709", "limited", "yuv420p10le", "-c:v libx264 -qp 0", "x.mp4"),
    ("bt2020", "limited", "yuv420p10le", "-c:v libx264 -qp 0", "x.mp4"),
    ("", "", "yuv420p", "-c:v libx264 -qp 0", "x.mp4"),
    ("bt601", "full", "yuvj420p", "-c:v mjpeg -q:v 2", "x.mov"),
    ("", "", "rgb24", "-c:v libx264rgb -qp 0", "x.mkv"),
    ("", "", "", "", "x.gif"),
  ]

  @Test("colours come out right, whatever the matrix, range and depth", arguments: codings)
  func colours(matrix: String, range: String, pixels: String, coding: String, name: String) throws {
    let colours: [(String, [Double])] = [
      ("0xC82850", [200, 40, 80]), ("0x14B446", [20, 180, 70]), ("0x2846DC", [40, 70, 220]),
      ("0xF0F0F0", [240, 240, 240]),
    ]
    // One colour in each quarter.
    var filter = "format=gbrp"
    for (index, colour) in colours.enumerated() {
      filter += ",drawbox=\(index % 2 * 32):\(index / 2 * 32):32:32:\(colour.0):fill"
    }
    if !matrix.isEmpty { filter += ",scale=out_color_matrix=\(matrix):out_range=\(range):flags=accurate_rnd" }
    filter += pixels.isEmpty ? ",split[a][b];[a]palettegen[p];[b][p]paletteuse" : ",format=\(pixels)"
    let space = ["bt601": "smpte170m", "bt709": "bt709", "bt2020": "bt2020nc"][matrix]
    let tags = space.map { "-colorspace \($0) -color_range \(range == "full" ? "pc" : "tv")" } ?? ""
    let clip = try workshop.ffmpeg(
      "-f lavfi -i color=black:size=64x64:rate=5:duration=0.4 -filter_complex \(filter) \(coding) \(tags)", to: name)
    let frame = try firstFrame(clip)
    for (index, colour) in colours.enumerated() {
      let found = frame.withPicture { $0.rgb(x: index % 2 * 32 + 16, y: index / 2 * 32 + 16) }
      for (value, wanted) in zip(found, colour.1) {
        #expect(abs(value - wanted) <= Self.eightBitRounding, "\(colour.0): \(found)")
      }
    }
  }

  /// Three rounded 8-bit values, each up to half a step off, add up to this in a colour of 0 to 255.
  private static let eightBitRounding = 2.2

  @Test("a turned clip shows its marker where a player shows it", arguments: [0, 90, 180, 270])
  func rotation(degrees: Int) throws {
    // White in the upper left quarter of the stored picture.
    try workshop.ffmpeg(
      "-f lavfi -i color=black:size=80x48:rate=5:duration=0.4 -vf drawbox=0:0:40:24:white:fill -c:v libx264 -pix_fmt yuv420p",
      to: "stored.mp4")
    let clip = try workshop.ffmpeg(
      "-i \(workshop.path("stored.mp4")) -c copy -metadata:s:v rotate=\(degrees)", to: "turned.mp4")
    let frame = try firstFrame(clip)
    #expect(frame.geometry.rotation % 180 == degrees % 180)
    // ffmpeg turns the picture by itself: three corners tell all four turns apart.
    let (width, height) = degrees % 180 == 0 ? (80, 48) : (48, 80)
    #expect((frame.geometry.displayWidth, frame.geometry.displayHeight) == (width, height))
    let shown = try workshop.ffmpeg("-i \(clip) -frames:v 1 -pix_fmt gray -f rawvideo", to: "shown.raw")
    let grey = try workshop.bytes("shown.raw")
    #expect(grey.count == width * height, "\(shown)")
    for (x, y) in [(width / 4, height / 4), (width * 3 / 4, height / 4), (width / 4, height * 3 / 4)] {
      let stored = frame.geometry.storedFromDisplay(Point(x: Double(x) + 0.5, y: Double(y) + 0.5))
      let found = frame.withPicture { $0.rgb(x: Int(stored.x), y: Int(stored.y))[1] }
      #expect(abs(found - Double(grey[y * width + x])) < 20)
    }
  }

  @Test("wide samples make a wide picture", arguments: ["x.mp4", "x.mkv"])
  func sampleAspect(name: String) throws {
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=72x58:rate=5:duration=0.4 -vf setsar=16/11 -c:v libx264 -pix_fmt yuv420p", to: name)
    let facts = try Decoded(clip).facts
    #expect((facts.width, facts.height) == (105, 58))
  }

  @Test("size and pixels may change in mid-stream: the first frame's size holds, the picture keeps its proportions")
  func changes() throws {
    for (name, size, pixels) in [("a", "64x48", "yuv420p"), ("b", "96x64", "yuv420p"), ("c", "64x48", "yuv444p")] {
      try workshop.ffmpeg(
        "-f lavfi -i testsrc2=size=\(size):rate=10:duration=1 -c:v libx264 -bf 0 -pix_fmt \(pixels) -f h264", to: name)
    }
    let joined = try workshop.bytes("a") + workshop.bytes("b") + workshop.bytes("c")
    try workshop.write(joined, to: "joined.h264")
    // The repeated parameter sets stay in the stream only where the container takes it as it is.
    let clip = try workshop.ffmpeg("-framerate 10 -i \(workshop.path("joined.h264")) -c copy", to: "joined.avi")
    let decoded = try Decoded(clip)
    #expect(decoded.frames.count == 30)
    #expect(decoded.frames.allSatisfy { $0.geometry == decoded.frames[0].geometry })
    // Three times two, in four times three: black above and below.
    var reader = try ClipReader(ClipFile(path: clip))
    for _ in 0..<15 { _ = try reader.nextFrame() }
    let frame = try #require(try reader.nextFrame())
    frame.withPicture { picture in
      func luma(_ x: Int, _ y: Int) -> UInt8 {
        (picture.luma.base + y * picture.luma.bytesPerRow).load(fromByteOffset: x, as: UInt8.self)
      }
      #expect((0..<64).allSatisfy { luma($0, 0) == 16 && luma($0, 47) == 16 })
      #expect((0..<64).contains { luma($0, 24) > 40 })
    }
    #expect((decoded.facts.width, decoded.facts.height) == (64, 48))
    #expect(decoded.times.isStrictlyRising)
  }
}

extension Picture {
  /// Red, green and blue of a stored pixel, 0 to 255, by the textbook formula.
  func rgb(x: Int, y: Int) -> [Double] {
    let (kr, kb) =
      switch colour.matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    func sample(_ plane: Plane) -> Double {
      let (column, row) = (x * plane.width / luma.width, y * plane.height / luma.height)
      let start = plane.base + row * plane.bytesPerRow
      return bitDepth == 8
        ? Double(start.load(fromByteOffset: column, as: UInt8.self))
        : Double(start.load(fromByteOffset: column * 2, as: UInt16.self))
    }
    let unit = Double(1 << (bitDepth - 8))
    let top = Double(1 << bitDepth) - 1
    let light = colour.isFullRange ? sample(luma) / top : (sample(luma) / unit - 16) / 219
    guard let chroma else { return [light, light, light].map { $0 * 255 } }
    func difference(_ plane: Plane) -> Double {
      colour.isFullRange ? (sample(plane) - 128 * unit) / top : (sample(plane) / unit - 128) / 224
    }
    let red = light + 2 * (1 - kr) * difference(chroma.red)
    let blue = light + 2 * (1 - kb) * difference(chroma.blue)
    return [red, (light - kr * red - kb * blue) / (1 - kr - kb), blue].map { $0 * 255 }
  }
}
