import Foundation
import Movement
import Testing

@Suite("The command line", .serialized)
struct CommandLineTests {
  @Test(
    "refuses wrong usage with 64",
    arguments: [
      [], ["--profile", "sofa", "x.mp4"], ["--tempo", "1-1", "x.mp4"], ["--start", "-1", "x.mp4"],
      ["--start", "5", "--end", "4", "x.mp4"], ["--person", "0", "x.mp4"], ["--threads", "0", "x.mp4"], ["judge"],
      ["--neutral-offset", "90", "x.mp4"], ["--no-such-option", "x.mp4"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Program.formcheck(arguments)
    #expect(run.status == 64)
    #expect(run.errors.lowercased().contains("usage"))
    #expect(run.output.isEmpty)
  }

  @Test("names the file, the cause and the mend of a clip that cannot be analysed")
  func badClips() throws {
    let scratch = try TemporaryFolder()
    let files = scratch.url
    _ = try scratch.file("notes.mp4", Data("legs up, hold, slowly down\n".utf8))
    _ = try scratch.file("empty.mp4")
    _ = try scratch.file("noise.mp4", Data((0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }))
    try FileManager.default.createDirectory(
      at: files.appendingPathComponent("folder.mp4"), withIntermediateDirectories: false)
    let sound = try Program.tool(
      "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", files.appendingPathComponent("sound.mp4").path)
    let still = try Program.tool(
      "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=duration=1", "-frames:v", "1",
      files.appendingPathComponent("still.png").path)
    try #require(sound.status == 0 && still.status == 0)
    let clip = try Data(contentsOf: SampleReports.clip("bench-clean"))
    _ = try scratch.file("cut.mp4", clip.prefix(3_000))

    let table: [(String, Int32)] = [
      ("missing.mp4", 66), ("folder.mp4", 66), ("empty.mp4", 65), ("notes.mp4", 65), ("noise.mp4", 65),
      ("sound.mp4", 65), ("still.png", 65), ("cut.mp4", 65),
    ]
    for (name, code) in table {
      let run = try Program.formcheck([name], in: files)
      #expect(run.status == code, "\(name): \(run.errors)")
      #expect(run.errors.hasPrefix("formcheck: \(name): "), "\(run.errors)")
      #expect(run.output.isEmpty)
      let folder = files.appendingPathComponent(name).deletingPathExtension().appendingPathExtension("formcheck")
      #expect(!FileManager.default.fileExists(atPath: folder.path), "\(name) left a folder")
    }
  }

  @Test("says 69 where the models are missing, and how to mend it")
  func missingModels() throws {
    let scratch = try TemporaryFolder()
    let clip = SampleReports.clip("bench-clean").path
    let run = try Program.formcheck([clip], in: scratch.url, environment: ["FORMCHECK_MODELS": scratch.url.path])
    #expect(run.status == 69)
    #expect(run.errors.contains("pose_detection.tflite") && run.errors.contains("Scripts/setup"))
    #expect(try scratch.contents.isEmpty)
    let doctor = try Program.formcheck(["doctor"], environment: ["FORMCHECK_MODELS": scratch.url.path])
    #expect(doctor.status == 69)
    #expect(doctor.output.contains("MISSING"))
  }

  @Test("finds everything in place with doctor")
  func doctor() throws {
    let run = try Program.formcheck(["doctor"])
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("MISSING"))
  }

  @Test("says 74 before the work where it cannot write")
  func unwritable() throws {
    let scratch = try TemporaryFolder()
    let file = try scratch.file("occupied")
    let clip = SampleReports.clip("bench-clean").path
    let run = try Program.formcheck([clip, "--out", file.appendingPathComponent("report").path])
    #expect(run.status == 74)
    #expect(run.errors.contains("--out"))
  }

  @Test("keeps the earlier report when a new one cannot be written")
  func fullDisk() async throws {
    let report = try await SampleReports.shared.report("bench-pause")
    let scratch = try TemporaryFolder()
    for file in ["analysis.json", "pose.json.gz", "reps.csv"] {
      _ = try scratch.file(file, Data(contentsOf: report.folder.appendingPathComponent(file)))
    }
    let before = try scratch.contents
    // A limit on the size of files is a full disk that needs no root: 16 blocks of 1024 bytes.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$@\""
    let run = try Program.run(
      URL(fileURLWithPath: "/bin/bash"),
      ["-c", script, "bash", Program.formcheck.path, "judge", scratch.url.path, "--strictness", "strict"])
    #expect(run.status == 74)
    #expect(run.errors.contains("cannot write"))
    #expect(try scratch.contents == before)
    for file in before {
      let kept = try Data(contentsOf: scratch.url.appendingPathComponent(file))
      #expect(try kept == Data(contentsOf: report.folder.appendingPathComponent(file)), "\(file)")
    }
  }

  @Test("analyses several clips: a folder each, one object a line, the worst exit code")
  func several() throws {
    let scratch = try TemporaryFolder()
    let clip = SampleReports.clip("empty-gym").path
    let run = try Program.formcheck(
      [clip, "missing.mp4", clip, "--out", "results", "--format", "json"], in: scratch.url)
    #expect(run.status == 66)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let analysis = try JSONDecoder().decode(Analysis.self, from: Data(line.utf8))
      #expect(analysis.clip.file == "empty-gym.mp4")
    }
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: scratch.url.appendingPathComponent("results").path)
    #expect(folders.sorted() == ["empty-gym-2.formcheck", "empty-gym.formcheck"])
  }

  @Test("fails on flags only when asked to")
  func failOn() async throws {
    let flagged = try await SampleReports.shared.report("bench-pause").folder.path
    let unassessed = try await SampleReports.shared.report("empty-gym").folder.path
    func status(_ folder: String, _ options: String...) throws -> Int32 {
      try Program.formcheck(["judge", folder] + options).status
    }
    #expect(try status(flagged) == 0)
    #expect(try status(flagged, "--fail-on", "flagged") == 1)
    #expect(try status(flagged, "--fail-on", "unassessed") == 0)
    #expect(try status(unassessed, "--fail-on", "flagged") == 0)
    #expect(try status(unassessed, "--fail-on", "unassessed") == 1)
  }

  @Test("writes the text that a lifter reads")
  func text() async throws {
    let report = try await SampleReports.shared.report("bench-pause")
    let run = try Program.formcheck(["judge", report.folder.path])
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("reps \(report.truth.reps.count)   profile bench   filmed from the "))
    #expect(lines.contains { $0.contains("FLAG pause") && $0.contains("at least") })
    #expect(lines.contains { $0.hasPrefix("Work on: ") })
    #expect(lines.contains { $0.hasPrefix("Not judged: ") && $0.contains("breathing") })
    #expect(lines.last == "Report: \(report.folder.path)/")
  }

  @Test("leaves nothing behind when it is interrupted", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func interrupted(signal: Int32, code: Int32) throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = Program.formcheck
    process.arguments = [SampleReports.clip("bench-clean").path]
    process.currentDirectoryURL = scratch.url
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 20)
    while try scratch.contents.isEmpty, Date() < deadline { usleep(10_000) }
    try #require(try scratch.contents == ["bench-clean.formcheck"], "the folder is prepared before the work")
    usleep(500_000)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == code)
    #expect(try scratch.contents.isEmpty)
  }
}
