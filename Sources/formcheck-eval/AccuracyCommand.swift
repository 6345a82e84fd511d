internal import Accuracy
internal import ArgumentParser
internal import Foundation
internal import Pipeline

struct AccuracyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Analyse all labelled clips of a folder and print the errors as Markdown.",
    discussion: "Exits with 1 when something got worse than in the record that it is held against.")

  @Argument(help: "A folder of clips, each NAME.mp4 with NAME.truth.json beside it.")
  var folder: String

  @Option(help: "The folder of the models.")
  var models = "Models"

  @Option(help: "Write what later runs are held against to this file.")
  var record: String?

  @Option(help: "Hold the run against this record.")
  var against: String?

  func run() throws {
    let old = try against.map { try AccuracyRecord(contentsOf: URL(fileURLWithPath: $0)) }
    let clips = try LabelledClip.all(in: folder)
    guard !clips.isEmpty else { throw ValidationError("\(folder): no NAME.truth.json in this folder") }
    let analyzer = try ClipAnalyzer(models: URL(fileURLWithPath: models))
    let scores = try clips.map { clip in
      note(clip.name)
      let result = try clip.analyzed(by: analyzer)
      return ClipScore(
        name: clip.name, analysis: result.analysis, track: result.track, truth: clip.truth, rules: ClipAnalyzer.rules)
    }
    let new = AccuracyRecord(scores, rules: ClipAnalyzer.rules)
    print(AccuracyTable(scores).text, terminator: "")
    if let record { try new.json().write(toFile: record, atomically: true, encoding: .utf8) }
    let setbacks = old.map { Ratchet.setbacks(from: $0, to: new) } ?? []
    for setback in setbacks { note("worse: \(setback)") }
    if !setbacks.isEmpty { throw ExitCode(1) }
  }
}
