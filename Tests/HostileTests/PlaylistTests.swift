import Foundation
import Testing

@Suite("Texts that name other files or machines open nothing else", .serialized)
struct PlaylistTests {
  let bench: Bench
  private let victim: String

  init() throws {
    bench = try Bench()
    victim = try bench.ffmpeg("-f lavfi -i testsrc2=size=64x64:rate=10:duration=0.5", to: "victim.mp4").path
    for number in 1...3 {
      try bench.ffmpeg("-f lavfi -i testsrc2=size=64x64 -frames:v 1 -update 1", to: "img\(number).png")
    }
  }

  /// What is written into a file called `.mp4`; 0 is the port of the server.
  private func texts(_ port: UInt16) -> [String] {
    let other = "http://127.0.0.1:\(port)/x.mp4"
    return [victim, "/etc/hostname", other].flatMap { target in
      let address = target.hasPrefix("/") ? "file://" + target : target
      return [
        "ffconcat version 1.0\nfile '\(target)'\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n\(address)\n#EXT-X-ENDLIST\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet><Representation "
          + "id=\"1\" bandwidth=\"1\" mimeType=\"video/mp4\"><BaseURL>\(address)</BaseURL></Representation></AdaptationSet></Period></MPD>\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video \(port) RTP/AVP 96\na=rtpmap:96 H264/90000\n",
        "[playlist]\nFile1=\(address)\nNumberOfEntries=1\n", "concat:\(target)|\(target)",
        "subfile,,start,0,end,0,,:\(target)",
        "RTSPtext\nREF1 \(address)\n",
      ]
    }
  }

  @Test("neither the program nor a worker opens what a text names, or a socket", arguments: [false, true])
  func texts(asWorker: Bool) throws {
    let server = try SilentServer()
    // Each kind of text once, with one of the three targets; the program and the worker get different ones.
    for (number, text) in texts(server.port).enumerated() where (number + number / 8) % 3 == (asWorker ? 1 : 0) {
      let name = "list\(number).mp4"
      try bench.write(Array(text.utf8), to: name)
      let run =
        asWorker
        ? try WatchedRun.watched(
          ["worker", "--descriptor", "3", "--name", name, "--into", try bench.folder("into\(number)"), "--no-video"],
          clip: bench.url(name).path, in: bench.folder)
        : try WatchedRun.watched([name, "--no-video", "--quiet"], in: bench.folder)
      #expect(run.status == 65, "\(text.prefix(40)): \(run.errors)")
      try expectNothingElse(run, but: asWorker ? [] : [name])
    }
    #expect(server.connections == 0)
  }

  @Test("a name that libav would take for an address or a pattern is only a name")
  func names() throws {
    let server = try SilentServer()
    let names = [
      "concat:victim.mp4", "http:127.0.0.1:\(server.port)/x.mp4", "http://127.0.0.1:\(server.port)/x.mp4", "img%d.png",
      "img*.png", "pipe:0", "file:victim.mp4", "subfile,,start,0,end,0,,:victim.mp4", "data:video/mp4;base64,AAAA",
      "rtsp:x.mp4",
    ]
    for name in names {
      let run = try WatchedRun.watched([name, "--no-video", "--quiet"], in: bench.folder)
      #expect(run.status == 66, "\(name): \(run.errors)")
      try expectNothingElse(run, but: [name])
    }
    #expect(server.connections == 0)
  }

  /// No other clip, nothing of the system's that a text names, no socket, no other program.
  private func expectNothingElse(_ run: WatchedRun, but own: [String]) throws {
    #expect(run.calls.count > 10)
    for call in run.calls where !call.contains("execve(") {
      // A worker's own trial of what the kernel refuses it opens no socket: it is refused.
      #expect(!call.contains("socket(") && !call.contains("connect(") && !call.contains("sendto("), "\(call)")
      #expect(
        !call.contains("/etc/hostname") && !call.contains("\"victim.mp4\"") && !call.contains("/victim.mp4\""),
        "\(call)")
      let inFolder = call.contains(".mp4\"") || call.contains(".png\"")
      #expect(!inFolder || own.contains { call.contains("\($0)\"") }, "\(call)")
    }
    #expect(run.calls.count { $0.contains("execve(") } == 1)
  }
}

/// Listens on this machine and counts who comes.
final class SilentServer {
  let port: UInt16
  private let number: Int32

  init() throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let number = number
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, size) == 0 && listen(number, 64) == 0 && getsockname(number, $0, &size) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileNoSuchFile) }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(number) }

  var connections: Int {
    var count = 0
    while true {
      let caller = accept(number, nil, nil)
      guard caller >= 0 else { return count }
      close(caller)
      count += 1
    }
  }
}
