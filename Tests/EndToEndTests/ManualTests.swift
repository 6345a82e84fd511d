import Foundation
import Testing

@Suite("Help, completions and the manual")
struct ManualTests {
  static let commands = ["analyze", "batch", "review", "judge", "check", "rules", "doctor"]

  @Test("every command's help shows examples that begin with formcheck", arguments: [[]] + commands.map { [$0] })
  func examples(command: [String]) throws {
    let run = try Program.formcheck(command + ["--help"])
    let lines = try #require(run.output.firstRange(of: "EXAMPLES:")).upperBound
    let examples = run.output[lines...].split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().prefix { !$0.isEmpty }
    #expect(run.status == 0 && examples.count >= 2)
    #expect(examples.allSatisfy { $0.wholeMatch(of: #/  (FORMCHECK_MODELS=\S+ )?formcheck .+/#) != nil }, "\(examples)")
  }

  /// Shells that are not installed check nothing.
  @Test(
    "completions are scripts of their shells", arguments: [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")])
  func completions(shell: String, check: String) throws {
    let script = try Program.formcheck(["--generate-completion-script", shell])
    #expect(script.status == 0 && script.errors.isEmpty)
    for word in Self.commands + ["jerk-at-top", "set-fade", "strictness"] {
      #expect(script.output.contains(word), "\(shell): \(word)")
    }
    let scratch = try TemporaryFolder()
    let file = try scratch.file("completions", Data(script.output.utf8))
    guard try Program.tool("which", shell).status == 0 else { return }
    let syntax = try Program.tool(shell, check, file.path)
    #expect(syntax.status == 0, "\(syntax.errors)")
  }

  @Test("the tab key completes commands, rules, profiles, clips and folders in bash")
  func tabs() throws {
    let scratch = try TemporaryFolder()
    let script = try scratch.file(
      "script", Data(try Program.formcheck(["--generate-completion-script", "bash"]).output.utf8))
    for name in ["set.mp4", "SET.MOV", "notes.txt", "studio.yaml"] { _ = try scratch.file(name) }
    try FileManager.default.createDirectory(
      at: scratch.url.appendingPathComponent("old.formcheck"), withIntermediateDirectories: false)
    func offered(_ words: String...) throws -> [String] {
      // The last word is the one that is being typed.
      let line = (["formcheck"] + words).map { "'\($0)'" }.joined(separator: " ")
      let ask = """
        source \(script.path); COMP_WORDS=(\(line)); COMP_CWORD=\(words.count); COMP_LINE="${COMP_WORDS[*]}"
        COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMP_KEY=9; _formcheck formcheck \
          "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; printf '%s\\n' "${COMPREPLY[@]}"
        """
      let path =
        Program.formcheck.deletingLastPathComponent().path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
      return try Program.run(
        URL(fileURLWithPath: "/bin/bash"), ["-c", ask], in: scratch.url, environment: ["PATH": path]
      ).output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.sorted()
    }
    #expect(try offered("ju") == ["judge"])
    #expect(try offered("rules", "jerk") == ["jerk-at-top", "jerky-ascent"])
    #expect(try offered("rules", "--profile", "ball") == ["ball", "ball-on-bench"])
    #expect(try offered("check", "--format", "") == ["json", "text"])
    #expect(try offered("judge", "--profile", "s") == ["studio.yaml"])
    #expect(try offered("analyze", "--profile", "./") == ["./studio.yaml"])
    #expect(try offered("check", "s") == ["set.mp4"])
    #expect(try offered("judge", "o") == ["old.formcheck"])
  }

  @Test("the manual names every command, option, exit code and file, and is well-formed")
  func manual() throws {
    let script = Program.repository.appendingPathComponent("Scripts/manual")
    let page = try Program.run(script, [Program.formcheck.path])
    #expect(page.status == 0, "\(page.errors)")
    let text = page.output.replacing("\\-", with: "-")
    let exits = ["0", "1", "64", "65", "66", "69", "70", "74", "75", "129, 130 and 143"].map { "\n\\fB\($0)\\fR\n" }
    let files = [
      "report.html", "annotated.mp4", "analysis.json", "reps.csv", "signals.csv", "pose.json.gz", "FORMCHECK_MODELS",
      "FORMCHECK_FONTS",
    ]
    let options = ["--profile", "--fail-on", "--neutral-offset", "--quiet", "--version", "--help"]
    for word in Self.commands.map({ ".SS formcheck \($0)\n" }) + exits + files + options {
      #expect(text.contains(word), "\(word)")
    }
    let scratch = try TemporaryFolder()
    let file = try scratch.file("formcheck.1", Data(page.output.utf8))
    let lint = try Program.tool("mandoc", "-Tlint", file.path)
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)\(lint.errors)")
  }
}
