internal import Accuracy
internal import ArgumentParser
internal import Foundation
internal import Movement
internal import Pipeline

struct AccuracyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy", abstract: "Analyse all labelled clips of a folder and print the errors as Markdown.")

  @Argument(help: "A folder of clips, each NAME.mp4 with NAME.truth.json beside it.")
  var folder: String

  @Option(help: "The folder of the models.")
  var models = "Models"

  func run() throws {
    let analyzer = try ClipAnalyzer(models: URL(fileURLWithPath: models))
    let truths = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".truth.json") }.sorted()
    guard !truths.isEmpty else { throw ValidationError("\(folder): no NAME.truth.json in this folder") }
    var scores: [ClipScore] = []
    for file in truths {
      let name = String(file.dropLast(".truth.json".count))
      try? FileHandle.standardError.write(contentsOf: Data("\(name)\n".utf8))
      let truth = try Truth(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(file))
      let source = try ClipSource(path: "\(folder)/\(name).mp4")
      let result = try analyzer.analyze(source, options: AnalysisOptions(profile: truth.profile))
      scores.append(
        ClipScore(
          name: name, analysis: result.analysis, track: result.track, truth: truth, rules: ClipAnalyzer.rules))
    }
    print(AccuracyTable(scores).text, terminator: "")
  }
}
