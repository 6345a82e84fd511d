internal import Confinement
internal import Foundation
internal import Movement
internal import Testing

@Suite("A worker of a batch", .serialized)
struct WorkerTests {
  let folders: Folders
  private let into: URL

  init() throws {
    folders = try Folders()
    into = folders.own.appendingPathComponent("report", isDirectory: true)
    try FileManager.default.createDirectory(at: into, withIntermediateDirectories: false)
  }

  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let program = ProbeRun.program.deletingLastPathComponent().appendingPathComponent("formcheck")

  private static func clip(_ name: String) -> String {
    repository.appendingPathComponent("SampleClips/\(name).mp4").path
  }

  private struct Run {
    let status: Int32
    let lines: [[String: Any]]
    let seconds: Double

    var error: [String: String]? { lines.last?["error"] as? [String: String] }
  }

  /// Descriptor 3 is the clip.
  private func work(on clip: String, _ options: [String]) throws -> Run {
    try run(["worker"] + options, input: clip)
  }

  private func usual(_ more: String...) -> [String] {
    ["--descriptor", "3", "--name", "clip.mp4", "--into", into.path, "--no-video"] + more
  }

  private func run(_ arguments: [String], input: String = "/dev/null") throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", #"exec "$@" 3<"$0""#, input, Self.program.path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      lines: try output.split(separator: UInt8(ascii: "\n")).map {
        try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:]
      },
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  @Test("finds, confined, what an unconfined analysis finds, byte for byte, and says how far it is")
  func sameBytes() throws {
    let clip = Self.clip("bench-pause")
    var options = AnalysisOptions(profile: .bench)
    options.end = 6
    let words = ["--options", String(decoding: try JSONEncoder().encode(options), as: UTF8.self)]
    let worker = try work(on: clip, usual("--memory", "1500", "--threads", "2") + words)
    try #require(worker.status == 0)
    let free = folders.own.appendingPathComponent("free").path
    // The name of the clip is part of the analysis.
    let link = folders.own.appendingPathComponent("clip.mp4")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: clip)
    let open = [link.path, "--profile", "bench", "--end", "6", "--out", free, "--no-video", "--format", "json"]
    #expect(try run(open).status == 0)
    for file in ["analysis.json", "pose.json.gz", "signals.csv", "reps.csv"] {
      let confined = try Data(contentsOf: into.appendingPathComponent(file))
      #expect(confined == (try Data(contentsOf: URL(fileURLWithPath: "\(free)/\(file)"))), "\(file)")
    }

    let confinement = try #require(worker.lines.first?["confinement"] as? [String: Any])
    #expect(confinement["summary"] as? String == Confinement.available().summary + ", 1500 MB")
    let progress = worker.lines.compactMap { $0["progress"] as? Double }
    #expect(progress == progress.sorted() && progress.allSatisfy((0...1).contains))
    #expect(progress.count > 2 && Double(progress.count) <= worker.seconds * 10 + 1)
    #expect(worker.lines.count == progress.count + 1)
  }

  @Test("draws the video, too, and judges by the options that it is given, a profile of the user's own among them")
  func everything() throws {
    var options = AnalysisOptions(profile: .ball, strictness: .strict)
    options.ownProfile = OwnProfile(name: "studio.yaml", text: "base: ball\n")
    let words = [
      "--descriptor", "3", "--name", "-odd name.mp4", "--into", into.path,
      "--options", String(decoding: try JSONEncoder().encode(options), as: UTF8.self),
    ]
    let run = try work(on: Self.clip("empty-gym"), words + ["--blur-faces", "--link", "../a%20b.mp4"])
    #expect(run.status == 0, "\(String(describing: run.error))")
    let saved = try Data(contentsOf: into.appendingPathComponent("analysis.json"))
    #expect(try JSONDecoder().decode(Analysis.self, from: saved).options == options)
    let files = try FileManager.default.contentsOfDirectory(atPath: into.path)
    #expect(Set(files).isSuperset(of: ["analysis.json", "annotated.mp4", "report.html"]))
  }

  @Test("tells what is no clip", arguments: [("/etc/hostname", 65), ("/dev/zero", 66), ("/", 66), ("/dev/null", 66)])
  func noClip(input: String, status: Int32) throws {
    let run = try work(on: input, usual())
    #expect(run.status == status)
    #expect(run.error?["kind"] == (status == 65 ? "unusable" : "unreadable"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: into.path).isEmpty)
  }

  @Test("ends in one way, however often it is tried: libraries look at the system now and then, not always")
  func often() throws {
    for _ in 0..<40 { #expect(try work(on: "/dev/null", usual()).status == 66) }
  }

  @Test("that has too little memory for the models says so, and that it may be tried again")
  func memory() throws {
    let run = try work(on: Self.clip("empty-gym"), usual("--memory", "200"))
    #expect(run.status == 75)
    #expect(run.error?["kind"] == "outOfMemory")
    #expect(try FileManager.default.contentsOfDirectory(atPath: into.path).isEmpty)
  }

  @Test("never takes frames that were lost for want of memory for a damaged clip")
  func memoryForFrames() throws {
    let large = folders.own.appendingPathComponent("large.mp4").path
    let ffmpeg = try Process.run(
      URL(fileURLWithPath: "/usr/bin/ffmpeg"),
      arguments: "-v error -f lavfi -i testsrc=s=4096x2160:r=30:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
        .split(separator: " ").map(String.init) + [large])
    ffmpeg.waitUntilExit()
    let report = into.appendingPathComponent("analysis.json")
    for megabytes in [300, 350, 400, 450, 900] {
      let run = try work(on: large, usual("--memory", "\(megabytes)", "--threads", "2"))
      if run.status == 0 {
        let analysis = try JSONDecoder().decode(Analysis.self, from: Data(contentsOf: report))
        let health = analysis.clip.decodeHealth
        #expect(health.framesDecoded == 30 && health.framesDamaged == 0, "\(megabytes) MB")
      } else {
        // Swift itself ends the process where it gets no memory.
        #expect(run.status == 75 || run.status < 0, "\(megabytes) MB: \(String(describing: run.lines.last))")
        #expect(!FileManager.default.fileExists(atPath: report.path), "\(megabytes) MB")
      }
      // As the parent does: a worker that died takes nothing away.
      try FileManager.default.removeItem(at: into)
      try FileManager.default.createDirectory(at: into, withIntermediateDirectories: false)
    }
  }

  @Test("never takes a damaged clip for a lack of memory, though it needs most of what it may use")
  func memoryForDamage() throws {
    let clean = try Data(contentsOf: URL(fileURLWithPath: Self.clip("machine-mixed")))
    let damaged = folders.own.appendingPathComponent("damaged.mp4")
    var bytes = clean
    for place in stride(from: clean.count / 2, to: clean.count / 2 + 4000, by: 7) { bytes[place] ^= 0xFF }
    try bytes.write(to: damaged)
    // As little as it can do with.
    let run = try work(on: damaged.path, usual("--memory", "400", "--threads", "2"))
    #expect(run.status == 0, "\(String(describing: run.lines.last))")
    let analysis = try JSONDecoder().decode(
      Analysis.self, from: Data(contentsOf: into.appendingPathComponent("analysis.json")))
    #expect(analysis.clip.decodeHealth.framesDamaged > 0)
  }

  @Test(
    "starts on no command line that could be read in two ways",
    arguments: [
      ["--into=/tmp"], ["--into", "/tmp", "--into", "/tmp"], ["--format", "json"], ["--memory", "much"], ["clip.mp4"],
      ["--memory"], ["--parent", "-1"], ["--descriptor", "1"], ["--quiet"], ["--no-video"],
      ["--threads", "0"], ["--options", "{}"], ["--profile", "ball"], ["--help"],
    ])
  func usage(words: [String]) throws {
    let complete = usual().filter { !words.contains($0) || $0 == "--no-video" }
    let run = try work(on: Self.clip("empty-gym"), (words.contains("--into") ? [] : complete) + words)
    #expect(run.status == 64)
    #expect(run.error?["kind"] == "wrongUsage")
  }

  @Test("needs an empty folder")
  func folder() throws {
    try Data().write(to: into.appendingPathComponent("old"))
    #expect(try work(on: Self.clip("empty-gym"), usual()).status == 64)
    let none = ["--descriptor", "3", "--name", "x", "--into", into.path + "/none"]
    #expect(try work(on: Self.clip("empty-gym"), none).status == 74)
  }

  @Test("starts with the parent that it is told, and dies within a second of it")
  func parent() throws {
    #expect(try work(on: Self.clip("empty-gym"), usual("--parent", "1")).status == 75)

    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The last command keeps the shell from becoming the worker.
    shell.arguments =
      ["-c", #""$@" --parent $$ 3<"$0"; exit 1"#, Self.clip("machine-mixed"), Self.program.path, "worker"] + usual()
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    _ = pipe.fileHandleForReading.availableData  // It works.
    let start = ContinuousClock.now
    kill(shell.processIdentifier, SIGKILL)
    shell.waitUntilExit()
    // The end of the pipe is the end of everyone who writes to it.
    _ = try pipe.fileHandleForReading.readToEnd()
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test("is what the doctor speaks about")
  func doctor() throws {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = ["doctor"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output.contains("confinement: \(Confinement.available().summary)\n"))
  }
}
