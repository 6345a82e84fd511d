import Foundation
import Testing

@Suite("Scripts/install", .serialized)
struct InstallTests {
  let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  /// Installs the program that was built with these tests: what is tested is the tree, not the build.
  private func install(_ prefix: String) throws -> Program.Result {
    try Program.run(
      Program.repository.appendingPathComponent("Scripts/install"),
      ["--prefix", prefix, "--built", Program.formcheck.path], in: scratch.url)
  }

  private func file(_ path: String) -> URL { scratch.url.appendingPathComponent(path) }

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path).path) }

  @Test("makes a tree with all that belongs to it, which analyses a clip after a move with libraries of its own alone")
  func moved() throws {
    let install = try install(file("first").path)
    try #require(install.status == 0, "\(install.errors)")
    try expectContents("first")
    try FileManager.default.moveItem(at: file("first"), to: file("second place"))
    let program = file("second place/bin/formcheck").path
    let nothing = ["env", "-i", "PATH=/usr/bin:/bin"]

    let doctor = try Program.tool("env", "-i", "PATH=/usr/bin:/bin", program, "doctor")
    #expect(doctor.status == 0, "\(doctor.output)")
    #expect(doctor.output.contains("font: \(file("second place/share/formcheck/Fonts").path)"), "\(doctor.output)")
    #expect(doctor.output.contains(file("second place/share/formcheck/Models").path), "\(doctor.output)")

    let clip = Program.sampleClips.appendingPathComponent("bench-clean.mp4").path
    let analysis = try Program.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      Array(nothing.dropFirst()) + ["LD_DEBUG=libs", "LD_DEBUG_OUTPUT=\(file("loaded").path)"]
        + [program, clip, "--end", "2", "--out", file("report").path, "--format", "json"])
    #expect(
      analysis.status == 0 && exists("report/analysis.json") && exists("report/annotated.mp4"), "\(analysis.errors)")
    let log = try #require(try scratch.contents.first { $0.hasPrefix("loaded.") })
    let loaded = try String(contentsOf: file(log), encoding: .utf8).split(separator: "\n")
      .compactMap { $0.firstMatch(of: /calling init: (\/.+)/).map { String($0.1) } }
    #expect(loaded.contains { $0.hasSuffix("libopenvino_intel_cpu_plugin.so") })
    let own = file("second place/").resolvingSymlinksInPath().path
    let system =
      /\/(lib|lib64|usr\/lib)(\/x86_64-linux-gnu)?\/(ld-linux.*|lib(c|m|dl|pthread|rt|resolv|util|anl|mvec))\.so.*/
    let strangers = loaded.filter { !$0.contains(own) && $0.wholeMatch(of: system) == nil }
    #expect(loaded.count > 50 && strangers.isEmpty, "\(strangers)")
  }

  /// The manual, completions, licences and a word on the GPL; what is there names no place of this machine.
  private func expectContents(_ tree: String) throws {
    for path in [
      "share/man/man1/formcheck.1", "share/bash-completion/completions/formcheck",
      "share/zsh/site-functions/_formcheck",
      "share/fish/vendor_completions.d/formcheck.fish", "share/formcheck/Fonts/DejaVuSans-Bold.ttf",
    ] { #expect(try Data(contentsOf: file("\(tree)/\(path)")).count > 1000, "\(path)") }
    #expect(try String(contentsOf: file("\(tree)/share/doc/formcheck/README"), encoding: .utf8).contains("GPL"))
    for path in [
      "LICENSE", "debian/libavcodec59", "debian/fonts-dejavu-core", "debian/common-licenses/GPL-2", "openvino/LICENSE",
      "models/LICENSE", "swift-packages/Yams/LICENSE", "swift-runtime.txt",
    ] { #expect(exists("\(tree)/share/doc/formcheck/licenses/\(path)"), "\(path)") }
    let completions = try String(
      contentsOf: file("\(tree)/share/bash-completion/completions/formcheck"), encoding: .utf8)
    #expect(completions.contains("complete -o filenames -o default -F _formcheck formcheck"))
    let paths = try Program.tool("patchelf", "--print-rpath", file("\(tree)/bin/formcheck").path)
    #expect(paths.output == "$ORIGIN/../lib/formcheck\n")
  }

  @Test("replaces an older tree whole and touches nothing else, or leaves it where the new one does not work or fit")
  func again() throws {
    try #require(try install(file("tree").path).status == 0)
    try Data().write(to: file("tree/lib/formcheck/left-over.so"))
    try Data("mine".utf8).write(to: file("tree/bin/other"))
    try #require(try install(file("tree").path).status == 0)
    #expect(!exists("tree/lib/formcheck/left-over.so"))
    #expect(try String(contentsOf: file("tree/bin/other"), encoding: .utf8) == "mine")
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: file("tree").path).sorted()
    }
    #expect(try names() == ["bin", "lib", "share"])

    let broken = try scratch.file("broken", Data(contentsOf: URL(fileURLWithPath: "/bin/false")))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: broken.path)
    let useless = try Program.run(
      Program.repository.appendingPathComponent("Scripts/install"),
      ["--prefix", file("tree").path, "--built", broken.path])
    #expect(useless.status == 69 && useless.errors.contains("does not run"), "\(useless.errors)")
    #expect(try Program.run(file("tree/bin/formcheck"), ["--version"]).status == 0)

    try Data().write(to: file("tree/lib/formcheck/old"))
    try FileManager.default.removeItem(at: file("tree/share/fish"))
    try Data("mine".utf8).write(to: file("tree/share/fish"))
    let halfWay = try install(file("tree").path)
    #expect(halfWay.status == 74 && halfWay.errors.contains("as it was before"), "\(halfWay.errors)")
    #expect(exists("tree/lib/formcheck/old") && exists("tree/share/man/man1/formcheck.1"))
    #expect(try names() == ["bin", "lib", "share"])
    #expect(try Program.run(file("tree/bin/formcheck"), ["doctor"]).status == 0)
  }

  @Test(
    "refuses a place that will not do, and says why",
    arguments: [
      ([], 64, "--prefix is missing"), (["--prefix"], 64, "needs a value"), (["--prefix", ""], 64, "is empty"),
      (["--prefix="], 64, "is empty"),
      (["--prefix", "here"], 64, "relative"), (["--prefix", "/"], 64, "whole system"),
      (["--prefix", "/etc/passwd"], 64, "is a file"), (["--prefix", "/etc/passwd/x"], 74, "cannot make the folder"),
      (["--prefix", "/proc/x"], 74, "cannot make the folder"), (["--prefix", "/proc"], 74, "cannot write"),
      (["--prefix=/tmp/x", "--built", "/etc/passwd"], 64, "no program"), (["--frobnicate"], 64, "no option"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], code: Int32, words: String) throws {
    let run = try Program.run(Program.repository.appendingPathComponent("Scripts/install"), arguments, in: scratch.url)
    #expect(run.status == code && run.errors.contains(words), "\(run.errors)")
    #expect(try scratch.contents.isEmpty)
  }

  @Test("leaves alone what is there under the same name and is not its own")
  func namesake() throws {
    try FileManager.default.createDirectory(at: file("tree/bin"), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: file("tree/bin/formcheck"))
    let run = try install(file("tree").path)
    #expect(run.status == 74 && run.errors.contains("was not put there by this script"), "\(run.errors)")
    #expect(try String(contentsOf: file("tree/bin/formcheck"), encoding: .utf8) == "mine")
  }

  @Test("is asked after by doctor: fonts that are missing are said, with 69")
  func fonts() throws {
    let doctor = try Program.formcheck(["doctor"], environment: ["FORMCHECK_FONTS": scratch.url.path])
    #expect(doctor.status == 69)
    #expect(
      doctor.output.contains("MISSING  font: \(scratch.url.path): DejaVuSans.ttf and DejaVuSans-Bold.ttf not found"))
    #expect(doctor.output.contains("fonts-dejavu-core"))
  }

  @Test("says how it is used")
  func help() throws {
    let run = try Program.run(Program.repository.appendingPathComponent("Scripts/install"), ["--help"])
    #expect(run.status == 0 && run.output.contains("--prefix DIR") && run.output.contains("EXAMPLES"))
  }
}
