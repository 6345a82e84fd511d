import Foundation
import Movement
import Reports
import Testing

@Suite("The command line", .serialized)
struct CommandLineTests {
  @Test(
    "refuses wrong usage with 64",
    arguments: [
      [], ["--profile", "sofa", "x.mp4"], ["--tempo", "1-1", "x.mp4"], ["--start", "-1", "x.mp4"],
      ["--start", "5", "--end", "4", "x.mp4"], ["--person", "0", "x.mp4"], ["--threads", "0", "x.mp4"], ["judge"],
      ["--neutral-offset", "90", "x.mp4"], ["--no-such-option", "x.mp4"], ["--start", "nan", "x.mp4"],
      ["--start", "inf", "x.mp4"], ["--start", "1e300", "x.mp4"], ["--end", "nan", "x.mp4"], ["--end", "inf", "x.mp4"],
      ["--start", "1", "--end", "1", "x.mp4"], ["--neutral-offset", "nan", "x.mp4"], ["--floor-y", "nan", "x.mp4"],
      ["--floor-y", "inf", "x.mp4"], ["--tempo", "nan-1-1-1", "x.mp4"], ["--out", "", "x.mp4"], [""], ["x.mp4", ""],
      ["rules", "paus"], ["rules", "--profile", "sofa"],
      ["judge", ""], ["check"], ["check", ""], ["check", "a.mp4", "b.mp4"], ["check", "--out", "x", "a.mp4"],
      ["batch", "x"], ["review"], ["review", "x", "--port", "70000"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Program.formcheck(arguments)
    #expect(run.status == 64)
    #expect(run.errors.lowercased().contains("usage"))
    #expect(run.output.isEmpty)
  }

  @Test("shows what a profile is judged by, the user's own too, and names the line of a slip in it")
  func rules() throws {
    let scratch = try TemporaryFolder()
    let own = try scratch.file("own.yaml", Data("base: ball\nrules:\n  pause: { hold: { ok: 4, flag: 3 } }\n".utf8))
    let bad = try scratch.file("bad.yaml", Data("base: ball\nrules:\n  pauze: off\n".utf8))
    for profile in Profile.allCases.map(\.rawValue) {
      let run = try Program.formcheck(["rules", "--profile", profile])
      #expect(run.status == 0 && run.output.hasPrefix("profile \(profile): "), "\(run.errors)")
    }
    let page = try Program.formcheck(["rules", "pause", "--profile", own.path])
    #expect(page.output.contains("hold: ok from 4 s, flag below 3 s, strong below 2.5 s"), "\(page.output)")
    let slip = try Program.formcheck(["rules", "--profile", bad.path])
    #expect(slip.status == 64 && slip.errors.contains("bad.yaml:3: "), "\(slip.errors)")
    #expect(try Program.formcheck(["rules", "--profile", "none.yaml"], in: scratch.url).status == 66)
  }

  @Test(
    "says with its exit code that a result could not be printed",
    arguments: [(">/dev/full", 74), (">&-", 74), ("2>/dev/full", 0), ("2>&-", 0), ("| true; exit ${PIPESTATUS[0]}", 0)]
      as [(String, Int32)])
  func streams(redirection: String, code: Int32) async throws {
    let report = try await SampleReports.shared.report("empty-gym")
    for format in ["text", "json"] {
      let run = try shell("\"$@\" --format \(format) \(redirection)", ["judge", report.folder.path])
      #expect(run.status == code, "\(redirection): \(run.errors)")
      #expect((code == 0) == run.errors.isEmpty, "\(run.errors)")
    }
  }

  @Test("keeps its exit code where its complaint cannot be written", arguments: ["2>/dev/full", "2>&-"])
  func silenced(redirection: String) throws {
    #expect(try shell("\"$@\" \(redirection)", ["missing.mp4"]).status == 66)
  }

  /// Runs formcheck as `$@` of a script.
  private func shell(_ script: String, _ arguments: [String], in folder: URL? = nil) throws -> Program.Result {
    try Program.run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", script, "bash", Program.formcheck.path] + arguments, in: folder)
  }

  @Test("prints no control character of a name")
  func controlCharacters() throws {
    let scratch = try TemporaryFolder()
    let name = "empty\u{1B}[31m\u{202E}\n"
    try Footage.room(to: scratch.url.appendingPathComponent("\(name).mp4"))
    let analyzed = try Program.formcheck(["\(name).mp4", "\(name)missing.mp4"], in: scratch.url)
    #expect(analyzed.output.hasSuffix("Report: empty?[31m??.formcheck/report.html\n"), "\(analyzed.output)")
    #expect(
      analyzed.errors
        == "formcheck: empty?[31m??missing.mp4: there is no such file. Check the spelling and the folder.\n")
    let occupied = try scratch.file("\u{7}occupied").path
    let refused = try Program.formcheck(["\(name).mp4", "--out", "\(occupied)/x"], in: scratch.url)
    #expect(refused.status == 74)
    #expect(refused.errors.contains("?occupied") && !refused.errors.contains("\u{7}"))
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
    let lines = doctor.output.split(separator: "\n")
    let missing = lines.filter { $0.hasPrefix("MISSING") }
    #expect(missing.count == 3 && missing.allSatisfy { !$0.contains("Scripts/setup") })
    #expect(lines.filter { $0.contains("Scripts/setup") }.count == 3)
  }

  @Test("finds everything in place with doctor")
  func doctor() throws {
    for environment in [[:], ["FORMCHECK_MODELS": ""]] {
      let run = try Program.formcheck(["doctor"], environment: environment)
      #expect(run.status == 0, "\(run.output)")
      #expect(!run.output.contains("MISSING"))
    }
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
    let clip = try Footage.room(to: scratch.url.appendingPathComponent("room.mp4")).path
    let run = try Program.formcheck(
      [clip, "missing.mp4", clip, "--out", "results", "--format", "json"], in: scratch.url)
    #expect(run.status == 66)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let analysis = try JSONDecoder().decode(Analysis.self, from: Data(line.utf8))
      #expect(analysis.clip.file == "room.mp4")
    }
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: scratch.url.appendingPathComponent("results").path)
    #expect(folders.sorted() == ["room-2.formcheck", "room.formcheck"])
  }

  @Test(
    "gives clips of one name folders of their own, and names those that are there", arguments: ["results", "results/"])
  func folders(out: String) throws {
    let scratch = try TemporaryFolder()
    let clips = ["a2/a.mp4", "a3/a.mp4", "a-2.mp4"]
    for clip in clips {
      let place = scratch.url.appendingPathComponent(clip)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Footage.room(to: place)
    }
    let run = try Program.formcheck(clips + ["--out", out, "--no-video"], in: scratch.url)
    #expect(run.status == 0, "\(run.errors)")
    let reports = run.output.split(separator: "\n").filter { $0.hasPrefix("Report: ") }
      .map { String($0.dropFirst("Report: ".count)) }
    #expect(
      reports == ["a", "a-2", "a-2-2"].map { "results/\($0).formcheck/report.html" })
    for report in reports {
      #expect(FileManager.default.fileExists(atPath: scratch.url.appendingPathComponent(report).path))
    }
  }

  @Test(
    "refuses a report that it cannot judge with 65, and leaves it as it is",
    arguments: [
      ("formcheck.analysis/1", "formcheck.analysis/2"), ("\"neutralOffset\" : null", "\"neutralOffset\" : 1e300"),
      ("\"floorY\" : null", "\"floorY\" : -1"), ("\"person\" : null", "\"person\" : 0"),
      ("\"end\" : null", "\"end\" : 1e300"), ("\"options\"", "\"choices\""),
    ])
  func foreignAnalysis(old: String, new: String) async throws {
    let report = try await SampleReports.shared.report("empty-gym").folder
    let scratch = try TemporaryFolder()
    let text = try String(contentsOf: report.appendingPathComponent("analysis.json"), encoding: .utf8)
    try #require(text.contains(old))
    let changed = Data(text.replacingOccurrences(of: old, with: new).utf8)
    let file = try scratch.file("analysis.json", changed)
    _ = try scratch.file("pose.json.gz", Data(contentsOf: report.appendingPathComponent("pose.json.gz")))
    let run = try Program.formcheck(["judge", scratch.url.path])
    #expect(run.status == 65, "\(run.errors)")
    #expect(run.errors.contains("analysis.json") && run.errors.contains("Analyse the clip again."))
    #expect(try Data(contentsOf: file) == changed)
    #expect(try scratch.contents == ["analysis.json", "pose.json.gz"])
  }

  @Test(
    "refuses a track with numbers that no track has with 65",
    arguments: [
      { $0.clip.width = 0 }, { $0.clip.duration = 1e300 }, { $0.clip.frameRate = -1 }, { $0.roll = 1e300 },
      { $0.pitch = 1e300 },
      { $0.athlete = AthleteChoice(choice: .only, candidates: 1, trackedFraction: 1e300, redetections: 0) },
      { $0.athlete = AthleteChoice(choice: .only, candidates: -1, trackedFraction: 1, redetections: 0) },
      { $0.frames[3].time = 1e300 }, { $0.frames[3].time = $0.frames[2].time },
      { $0.frames[3].scene.shift = Point(x: 1e300, y: 0) },
    ] as [@Sendable (inout PoseTrack) -> Void])
  func foreignTrack(change: @Sendable (inout PoseTrack) -> Void) async throws {
    let report = try await SampleReports.shared.report("empty-gym")
    let scratch = try TemporaryFolder()
    var track = report.track
    change(&track)
    _ = try scratch.file("pose.json.gz", TrackFile.encode(track))
    _ = try scratch.file("analysis.json", Data(contentsOf: report.folder.appendingPathComponent("analysis.json")))
    let run = try Program.formcheck(["judge", scratch.url.path])
    #expect(run.status == 65, "\(run.errors)")
    #expect(run.errors.contains("pose.json.gz") && run.errors.contains("Analyse the clip again."))
  }

  @Test("sweeps what a killed process left, and nothing that a living one works on")
  func stale() async throws {
    let report = try await SampleReports.shared.report("empty-gym").folder
    let scratch = try TemporaryFolder()
    for file in ["analysis.json", "pose.json.gz"] {
      _ = try scratch.file(file, Data(contentsOf: report.appendingPathComponent(file)))
    }
    let gone = Process()
    gone.executableURL = URL(fileURLWithPath: "/bin/true")
    try gone.run()
    gone.waitUntilExit()
    let living = ".partial-\(getpid())"
    for name in [".partial-\(gone.processIdentifier)", living, ".partial-notes"] {
      try FileManager.default.createDirectory(
        at: scratch.url.appendingPathComponent(name), withIntermediateDirectories: false)
    }
    #expect(try Program.formcheck(["judge", scratch.url.path]).status == 0)
    #expect(try scratch.contents.filter { $0.hasPrefix(".") } == [living, ".partial-notes"].sorted())
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
    #expect(lines.last == "Report: \(report.folder.path)/report.html")
  }

  @Test(
    "leaves nothing behind when it is interrupted",
    arguments: [(SIGHUP, 129), (SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func interrupted(signal: Int32, code: Int32) throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    // Whoever runs the tests may ignore hang-ups, and a child would too.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--default-signal=HUP", Program.formcheck.path, SampleReports.clip("bench-clean").path]
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
