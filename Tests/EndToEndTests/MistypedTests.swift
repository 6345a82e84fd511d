import Foundation
import Testing

@Suite("What is mistyped")
struct MistypedTests {
  @Test(
    "is answered with what was meant",
    arguments: [
      (["juge", "clip.formcheck"], "did you mean formcheck judge?"), (["rulse"], "did you mean formcheck rules?"),
      (["chekc", "clip.mp4", "--format", "json"], "did you mean formcheck check?"),
      (["Doctor"], "did you mean formcheck doctor?"), (["rule", "--profile", "ball"], "did you mean formcheck rules?"),
      (["analyse", "clip.mp4"], "did you mean formcheck analyze?"),
      (["clip.mp4", "--strictnes", "lenient"], "Did you mean '--strictness'?"),
      (["judge", "x", "--formta", "json"], "Did you mean '--format'?"),
      (["rules", "paus"], "did you mean pause?"), (["--profile", "bal", "x.mp4"], "did you mean ball?"),
    ])
  func suggestion(arguments: [String], hint: String) throws {
    let scratch = try TemporaryFolder()
    let run = try Program.formcheck(arguments, in: scratch.url)
    #expect(run.status == 64)
    #expect(run.errors.contains(hint), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("is a clip where there is such a file, and where it is like no command")
  func clips() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.file("juge", Data("not a video\n".utf8))
    #expect(try Program.formcheck(["juge"], in: scratch.url).status == 65)
    for word in ["clip", "check.mp4", "missing.mp4", "./juge2"] {
      let run = try Program.formcheck([word], in: scratch.url)
      #expect(run.status == 66 && !run.errors.contains("did you mean"), "\(run.errors)")
    }
  }
}
