import Testing

@testable import Video

@Suite("Containers and codecs")
struct FormatTests {
  struct Format: CustomTestStringConvertible, Sendable {
    var name: String
    var coding: String
    var bitDepth = 8
    var frameRate = 25.0
    var testDescription: String { "\(name) \(coding)" }
  }

  static let fast264 = "-c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p"
  static let formats = [
    Format(name: "x.mp4", coding: fast264),
    Format(name: "x.mov", coding: fast264),
    Format(name: "x.m4v", coding: fast264),
    Format(name: "x.mkv", coding: fast264),
    Format(name: "x.avi", coding: "-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p"),
    Format(name: "frag.mp4", coding: fast264 + " -movflags frag_keyframe+empty_moov"),
    Format(name: "ten.mp4", coding: "-c:v libx264 -preset ultrafast -pix_fmt yuv420p10le", bitDepth: 10),
    Format(name: "422.mp4", coding: "-c:v libx264 -preset ultrafast -pix_fmt yuv422p"),
    Format(name: "444.mkv", coding: "-c:v libx264 -preset ultrafast -pix_fmt yuv444p"),
    Format(name: "grey.mkv", coding: "-c:v libx264 -preset ultrafast -pix_fmt gray"),
    Format(name: "rgb.mkv", coding: "-c:v libx264rgb -preset ultrafast -pix_fmt rgb24"),
    Format(name: "intra.mp4", coding: "-c:v libx264 -preset ultrafast -g 1 -pix_fmt yuv420p"),
    Format(name: "hevc.mp4", coding: "-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p"),
    Format(
      name: "hevc.mov",
      coding: "-c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1 -pix_fmt yuv420p"),
    Format(
      name: "hevc10.mkv", coding: "-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p10le",
      bitDepth: 10),
    Format(name: "vp9.mp4", coding: "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p"),
    Format(name: "vp9.webm", coding: "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p"),
    Format(name: "vp8.webm", coding: "-c:v libvpx -deadline realtime -cpu-used 8 -auto-alt-ref 1 -lag-in-frames 10"),
    Format(name: "av1.mkv", coding: "-c:v libsvtav1 -preset 12 -pix_fmt yuv420p"),
    Format(name: "mpeg4.mp4", coding: "-c:v mpeg4 -bf 2"),
    Format(name: "mpeg4.avi", coding: "-c:v mpeg4"),
    Format(name: "bframes.avi", coding: "-c:v mpeg4 -bf 2"),
    Format(name: "mpeg4.mkv", coding: "-c:v mpeg4"),
    Format(name: "mjpeg.mov", coding: "-c:v mjpeg -pix_fmt yuvj420p"),
    Format(name: "mjpeg.avi", coding: "-c:v mjpeg -pix_fmt yuvj422p"),
    Format(name: "mjpeg.mkv", coding: "-c:v mjpeg -pix_fmt yuvj444p"),
    Format(name: "x.gif", coding: ""),
    Format(name: "x.ts", coding: fast264),
    Format(name: "x.mts", coding: fast264 + " -mpegts_m2ts_mode 1"),
    Format(name: "x.3gp", coding: "-c:v mpeg4"),
    Format(name: "mpeg2.ts", coding: "-c:v mpeg2video -q:v 3"),
    Format(name: "prores.mov", coding: "-c:v prores_ks -profile:v 0", bitDepth: 10),
    Format(name: "alpha.mov", coding: "-vf format=yuva444p10le -c:v prores_ks -profile:v 4 -alpha_bits 16"),
    Format(
      name: "alpha.webm", coding: "-vf format=yuva420p -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -auto-alt-ref 0"),
    Format(name: "av1.mp4", coding: "-c:v libsvtav1 -preset 12 -pix_fmt yuv420p10le", bitDepth: 10),
    Format(
      name: "hlg.webm",
      coding:
        "-c:v libvpx-vp9 -profile:v 2 -deadline realtime -cpu-used 8 -pix_fmt yuv420p10le -color_trc arib-std-b67",
      bitDepth: 10),
  ]

  @Test("every frame comes out once, in order, unharmed, at its size", arguments: formats)
  func everyFrame(format: Format) throws {
    let workshop = try Workshop()
    let clip = try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=162x120:rate=25:duration=1 -strict -1 \(format.coding)", to: format.name)
    let decoded = try Decoded(clip)
    #expect(decoded.frames.count == 25)
    #expect(decoded.times.isStrictlyRising)
    #expect(decoded.times.first == 0)
    #expect(abs(decoded.facts.frameRate - 25) < 0.05)
    #expect(!decoded.facts.variableFrameRate)
    #expect(abs(decoded.facts.duration - 1) < 0.02)
    #expect((decoded.facts.width, decoded.facts.height) == (162, 120))
    #expect(decoded.frames.allSatisfy { $0.bitDepth == format.bitDepth })
    #expect(Set(decoded.frames.map(\.fingerprint)).count == 25)
    #expect(decoded.health.framesDamaged == 0)
    #expect(decoded.health.packetErrors == 0)
    #expect(decoded.health.gaps.isEmpty)
    #expect(decoded.health.complete)
  }

  @Test("of an interlaced picture the earlier half is kept", arguments: [("tff", 1, 200), ("bff", 0, 40)])
  func interlaced(order: String, topFirst: Int, expected: Int) throws {
    let workshop = try Workshop()
    // Bright even rows and dark odd ones.
    let clip = try workshop.ffmpeg(
      "-f lavfi -i color=gray:size=160x128:rate=25:duration=0.4 -vf geq=lum=200-160*mod(Y\\,2):cb=128:cr=128,setfield=\(order) "
        + "-c:v mpeg2video -q:v 1 -flags +ildct+ilme -top \(topFirst)", to: "x.ts")
    var reader = try ClipReader(ClipFile(path: clip))
    let frame = try #require(try reader.nextFrame())
    frame.withPicture { picture in
      for y in 2..<126 {
        let value = (picture.luma.base + y * picture.luma.bytesPerRow).load(fromByteOffset: 80, as: UInt8.self)
        #expect(abs(Int(value) - expected) < 16, "row \(y)")
      }
    }
  }

  @Test("of several videos the default one is read, then the largest, then the first")
  func severalVideos() throws {
    let workshop = try Workshop()
    let sizes = ["64x48", "128x96", "96x64"]
    let inputs = sizes.map { "-f lavfi -i testsrc2=size=\($0):rate=25:duration=0.4" }.joined(separator: " ")
    let coding = "-map 0 -map 1 -map 2 \(Self.fast264)"
    let marked = try workshop.ffmpeg("\(inputs) \(coding) -disposition:v:2 default -disposition:v:0 0", to: "a.mkv")
    #expect(try Decoded(marked).facts.width == 96)
    let plain = try workshop.ffmpeg("\(inputs) \(coding)", to: "b.ts")
    #expect(try Decoded(plain).facts.width == 128)
  }

  @Test("frames do not depend on the number of threads", arguments: ["x.mp4", "hevc.mp4", "vp9.webm"])
  func threads(name: String) throws {
    let workshop = try Workshop()
    let format = try #require(Self.formats.first { $0.name == name })
    let clip = try workshop.ffmpeg("-f lavfi -i testsrc2=size=320x240:rate=25:duration=2 \(format.coding)", to: name)
    var limits = DecodeLimits.standard
    limits.threads = 1
    let one = try Decoded(clip, limits: limits)
    limits.threads = 7
    let seven = try Decoded(clip, limits: limits)
    #expect(one.frames.map(\.fingerprint) == seven.frames.map(\.fingerprint))
    #expect(one.facts == seven.facts)
  }
  @Test("a picture that grows beyond what many threads may hold is read by one")
  func growing() throws {
    let workshop = try Workshop()
    for (name, size) in [("small.ts", "64x64"), ("large.ts", "4608x2816")] {
      try workshop.ffmpeg(
        "-f lavfi -i testsrc2=size=\(size):rate=25:duration=0.16 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
        to: name)
    }
    let clip = try workshop.write(try workshop.bytes("small.ts") + workshop.bytes("large.ts"), to: "grows.ts")
    var limits = DecodeLimits.standard
    limits.threads = 1
    let one = try Decoded(clip, limits: limits)
    limits.threads = 16
    #expect(4608 * 2816 > limits.maxPixels(threads: 16))
    let sixteen = try Decoded(clip, limits: limits)
    #expect(one.frames.count > 4)
    #expect(one.frames.map(\.fingerprint) == sixteen.frames.map(\.fingerprint))
    #expect(one.facts == sixteen.facts)
  }
}
