internal import Accuracy
internal import ArgumentParser
internal import Foundation
internal import Movement
internal import Pipeline

struct MetamorphicCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metamorphic",
    abstract: "Change labelled clips in ways that must not change a verdict, and print what became of the verdicts.",
    discussion: "Needs the ffmpeg program. Exits with 1 when something happened that must not.")

  @Argument(help: "Clips, each with NAME.truth.json beside it.")
  var clips: [String]

  @Option(help: "The folder of the models.")
  var models = "Models"

  @Option(help: "Only this transformation; may be repeated.")
  var only: [String] = []

  func validate() throws {
    let names = Transformation.all.map(\.name) + [Transformation.halfSpeed.name]
    for name in only where !names.contains(name) {
      throw ValidationError("--only \(name): one of \(names.joined(separator: ", "))")
    }
  }

  func run() throws {
    let clips = try clips.map(LabelledClip.init(path:))
    let analyzer = try ClipAnalyzer(models: URL(fileURLWithPath: models))
    var table = MetamorphicTable()
    for clip in clips {
      let before = try clip.analyzed(by: analyzer)
      let reading = HalfSpeed.Reading(before.analysis, before.signals)
      for transformation in Transformation.all where isWanted(transformation) {
        note("\(clip.name), \(transformation.name)")
        let after = try changed(clip, by: transformation, before.track, analyzer)
        table.add(
          VerdictComparison(
            from: before.analysis, to: after.analysis, by: transformation, allowed: clip.truth.allowedFlags),
          of: transformation.name, clip: clip.name)
      }
      if isWanted(.halfSpeed) {
        let after = try changed(clip, by: .halfSpeed, before.track, analyzer)
        table.add(HalfSpeed(from: reading, to: HalfSpeed.Reading(after.analysis, after.signals)), clip: clip.name)
      }
    }
    print(table.text, terminator: "")
    if !table.holds { throw ExitCode(1) }
  }

  private func isWanted(_ transformation: Transformation) -> Bool {
    only.isEmpty || only.contains(transformation.name)
  }

  private func changed(
    _ clip: LabelledClip, by transformation: Transformation, _ track: PoseTrack, _ analyzer: ClipAnalyzer
  ) throws -> ClipAnalyzer.Result {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("metamorphic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let subject = Transformation.Subject(track)
    for arguments in transformation.calls(clip.path, subject, scratch: scratch.path) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["ffmpeg"] + arguments
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw ValidationError("\(clip.name), \(transformation.name): ffmpeg failed")
      }
    }
    return try analyzer.analyze(
      try ClipSource(path: scratch.appendingPathComponent("changed.mp4").path),
      options: transformation.options(clip.truth.analysisOptions, subject))
  }
}
