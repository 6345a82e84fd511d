import Foundation
import Movement
import Pipeline
import Testing

/// `formcheck check`: a few moments of a clip tell whether it will do.
@Suite("A look at ten moments", .serialized)
struct CheckTests {
  /// Checks a sample clip, or what a filter makes of its first two reps.
  private func check(_ name: String, filter: String? = nil) throws -> ClipCheck {
    let scratch = try TemporaryFolder()
    var clip = SampleReports.clip(name)
    if let filter {
      let made = scratch.url.appendingPathComponent("made.mp4")
      let run = try Program.run(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["ffmpeg", "-v", "error", "-t", "11", "-i", clip.path, "-vf", filter, "-preset", "veryfast", made.path])
      try #require(run.status == 0, "\(run.errors)")
      clip = made
    }
    let run = try Program.formcheck(["check", clip.path, "--format", "json"], in: scratch.url)
    try #require(run.status == 0, "\(name): \(run.errors)")
    #expect(try scratch.contents == (filter == nil ? [] : ["made.mp4"]))
    #expect(run.errors.isEmpty)
    let check = try JSONDecoder().decode(ClipCheck.self, from: Data(run.output.utf8))
    #expect(check.schema == "formcheck.check/1")
    #expect(check.file == clip.lastPathComponent)
    return check
  }

  @Test(
    "finds nothing to say about a well filmed set",
    arguments: ["bench-clean", "machine-clean", "ball-clean", "incline45-clean", "bench-portrait"])
  func good(name: String) throws {
    let check = try check(name)
    #expect(check.verdict == .good, "\(check.warnings)")
    #expect(check.moments.count == 10)
    #expect(zip(check.moments, check.moments.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(
    "says what is wrong",
    arguments: [
      ("empty-gym", nil, "nobody-seen", ClipCheck.Verdict.unusable),
      ("squats", nil, "nobody-lying", .unusable), ("standing-person", nil, "nobody-lying", .unusable),
      ("machine-bystander", nil, "other-people", .usable),
      ("bench-clean", "eq=brightness=-0.35", "dark", .usable),
      ("bench-clean", "scale=320:-2", "small-body", .usable),
      ("bench-clean", "fps=12", "low-frame-rate", .usable),
      ("bench-clean", "rotate=10*PI/180", "camera-tilted", .usable),
    ] as [(String, String?, String, ClipCheck.Verdict)])
  func bad(name: String, filter: String?, code: String, verdict: ClipCheck.Verdict) throws {
    let check = try check(name, filter: filter)
    #expect(check.warnings.contains { $0.code == code }, "\(check.warnings)")
    #expect(check.verdict == verdict, "\(check.warnings)")
  }

  @Test("looks at ten moments of a clip of five minutes, too")
  func long() throws {
    // The frames are copied, not coded anew.
    let scratch = try TemporaryFolder()
    let long = scratch.url.appendingPathComponent("long.mp4")
    let made = try Program.tool(
      "ffmpeg", "-v", "error", "-stream_loop", "11", "-i", SampleReports.clip("bench-clean").path, "-c", "copy",
      long.path)
    try #require(made.status == 0, "\(made.errors)")
    let run = try Program.formcheck(["check", long.path, "--format", "json"])
    let check = try JSONDecoder().decode(ClipCheck.self, from: Data(run.output.utf8))
    #expect(check.verdict == .good, "\(check.warnings)")
    #expect(check.moments.count == 10 && (check.moments.last ?? 0) > 290)
  }

  @Test("says that parts are missing, and judges by those that are there")
  func damaged() throws {
    let scratch = try TemporaryFolder()
    var bytes = try Data(contentsOf: SampleReports.clip("bench-clean"))
    let third = bytes.count / 3
    bytes.replaceSubrange(third..<third + bytes.count / 4, with: Data(count: bytes.count / 4))
    _ = try scratch.file("wiped.mp4", bytes)
    _ = try scratch.file("cut.mp4", bytes.prefix(third))
    for name in ["wiped.mp4", "cut.mp4"] {
      let run = try Program.formcheck(["check", name, "--format", "json"], in: scratch.url)
      let check = try JSONDecoder().decode(ClipCheck.self, from: Data(run.output.utf8))
      #expect(check.warnings.map(\.code) == ["damaged-video"], "\(name): \(check.warnings)")
      #expect(check.verdict == .usable && check.moments.count >= 3, "\(name): \(check.moments)")
    }
  }

  @Test("says it in words, a line for each thing to mend")
  func text() throws {
    let good = try Program.formcheck(["check", SampleReports.clip("bench-clean").path])
    #expect(good.output == "This clip will do.\n")
    let bad = try Program.formcheck(["check", SampleReports.clip("empty-gym").path])
    #expect(bad.output.hasPrefix("Film it again:\n  - nobody"))
    #expect(bad.output.split(separator: "\n").count == 2)
  }

  @Test("says with its exit code what is no clip")
  func refusals() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.file("notes.mp4", Data("legs up, hold, slowly down\n".utf8))
    _ = try scratch.file("cut.mp4", Data(contentsOf: SampleReports.clip("bench-clean")).prefix(3_000))
    for (name, code) in [("missing.mp4", 66), ("notes.mp4", 65), ("cut.mp4", 65)] as [(String, Int32)] {
      let run = try Program.formcheck(["check", name], in: scratch.url)
      #expect(run.status == code, "\(name): \(run.errors)")
      #expect(run.errors.hasPrefix("formcheck: \(name): ") && run.output.isEmpty)
    }
    let run = try Program.formcheck(
      ["check", SampleReports.clip("bench-clean").path], environment: ["FORMCHECK_MODELS": scratch.url.path])
    #expect(run.status == 69)
  }
}
