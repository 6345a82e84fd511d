import Foundation
import Imaging
import Testing

@testable import Video

@Suite("Writing that fails")
struct WritingFailureTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func expectNothingLeft(_ body: () throws -> Void) throws {
    let ledger = HandleLedger()
    try HandleLedger.$current.withValue(ledger) { try body() }
    #expect(ledger.made(.outputFile) > 0)
    for kind in HandleKind.allCases { #expect(ledger.alive(kind) == 0, "\(kind)") }
  }

  private func clip() throws -> String {
    try workshop.ffmpeg(
      "-f lavfi -i testsrc2=size=64x48:rate=25:duration=2 -f lavfi -i sine=duration=2 -c:v libx264 -c:a aac "
        + "-pix_fmt yuv420p", to: "x.mp4")
  }

  @Test("nothing is left alive after a whole clip")
  func whole() throws {
    let source = try clip()
    try expectNothingLeft { _ = try Rewritten(source, to: workshop.path("out.mp4")) }
    #expect(FileManager.default.fileExists(atPath: workshop.path("out.mp4")))
  }

  @Test("a writer that is dropped half-way leaves nothing, the file neither", arguments: [0, 1, 20])
  func dropped(frames: Int) throws {
    let source = try clip()
    try expectNothingLeft {
      let file = try ClipFile(path: source)
      var reader = try ClipReader(file)
      let size = PixelSize(width: 64, height: 48)
      var uprighter = FrameUprighter(picture: size, canvas: size)
      var writer = try ClipWriter(to: workshop.path("out.mp4"), size: size, frameRate: 25, sound: file)
      for _ in 0..<frames {
        let frame = try #require(try reader.nextFrame())
        try writer.append(uprighter.upright(frame), at: frame.time)
      }
      #expect(FileManager.default.fileExists(atPath: workshop.path("out.mp4")))
    }
    #expect(!FileManager.default.fileExists(atPath: workshop.path("out.mp4")))
  }

  @Test("what is there already is not touched, and a folder that is missing is said")
  func opening() throws {
    let size = PixelSize(width: 64, height: 48)
    try workshop.write("mine", to: "taken.mp4")
    for (name, code) in [("taken.mp4", EEXIST), ("none/x.mp4", ENOENT), ("nul\0.mp4", EINVAL)] {
      let error = #expect(throws: ClipWriteError.self) {
        _ = try ClipWriter(to: workshop.folder.path + "/" + name, size: size, frameRate: 25)
      }
      #expect(error?.errorNumber == code)
    }
    #expect(try workshop.bytes("taken.mp4") == Array("mine".utf8))
  }

  @Test("a clip without frames is an error; a pause that MP4 cannot count is cut")
  func impossible() throws {
    let source = try clip()
    let size = PixelSize(width: 64, height: 48)
    try expectNothingLeft {
      let error = #expect(throws: ClipWriteError.self) {
        let empty = try ClipWriter(to: workshop.path("empty.mp4"), size: size, frameRate: 25)
        try empty.finish()
      }
      #expect(error?.cause == .noFrames)

      var reader = try ClipReader(ClipFile(path: source))
      var uprighter = FrameUprighter(picture: size, canvas: size)
      let frame = try uprighter.upright(try #require(try reader.nextFrame()))
      var writer = try ClipWriter(to: workshop.path("long.mp4"), size: size, frameRate: 25)
      try writer.append(frame, at: 0)
      try writer.append(frame, at: 36_000)
      try writer.append(frame, at: 36_000.04)
      try writer.finish()
    }
    #expect(!FileManager.default.fileExists(atPath: workshop.path("empty.mp4")))
    #expect(try Probe(workshop.path("long.mp4")).packets.map(\.time) == [0, 21_600, 21_600.04])
  }

  /// A process of its own has the limit, since it holds for every file that a process writes.
  @Test("a full disk is an error wherever it strikes, and leaves neither handles nor a file")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      let workshop = try Workshop()
      let source = try workshop.ffmpeg(
        "-f lavfi -i testsrc2=size=320x240:rate=25:duration=4 -f lavfi -i sine=duration=4 -c:v libx264 -c:a aac "
          + "-pix_fmt yuv420p", to: "x.mp4")
      _ = try Rewritten(source, to: workshop.path("whole.mp4"))
      let size = try workshop.bytes("whole.mp4").count
      signal(SIGXFSZ, SIG_IGN)
      // From the header to the last byte of the index.
      for limit in [0, 20, 70_000, size / 2, size - 5000, size - 1] {
        var bounds = rlimit(rlim_cur: rlim_t(limit), rlim_max: .max)
        guard setrlimit(__rlimit_resource_t(1), &bounds) == 0 else { exit(2) }
        let ledger = HandleLedger()
        var code: Int32?
        HandleLedger.$current.withValue(ledger) {
          do { _ = try Rewritten(source, to: workshop.path("out.mp4")) } catch {
            code = (error as? ClipWriteError)?.errorNumber
          }
        }
        guard code == EFBIG else { exit(3) }
        guard HandleKind.allCases.allSatisfy({ ledger.alive($0) == 0 }) else { exit(4) }
        guard !FileManager.default.fileExists(atPath: workshop.path("out.mp4")) else { exit(5) }
      }
    }
  }
}
