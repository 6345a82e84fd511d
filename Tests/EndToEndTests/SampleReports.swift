import Accuracy
import Foundation
import Movement
import Reports
import Testing

/// The reports of the sample clips, each made once by the real program and shared by all tests.
actor SampleReports {
  static let shared = SampleReports()

  struct Report: Sendable {
    let folder: URL
    let line: String
    let text: String
    let analysis: Analysis
    let track: PoseTrack
    let truth: Truth
  }

  /// All clips that have a truth file beside them.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: Program.sampleClips.path)) ?? []
    return files.filter { $0.hasSuffix(".truth.json") }.map { String($0.dropLast(".truth.json".count)) }.sorted()
  }()

  static func clip(_ name: String) -> URL { Program.sampleClips.appendingPathComponent("\(name).mp4") }

  private let home: TemporaryFolder?
  private var reports: [String: Report] = [:]

  private init() {
    home = try? TemporaryFolder()
  }

  func report(_ name: String) throws -> Report {
    if let report = reports[name] { return report }
    let truth = try Truth(contentsOf: Program.sampleClips.appendingPathComponent("\(name).truth.json"))
    let folder = try #require(home).url.appendingPathComponent(name)
    let run = try Program.formcheck(
      [Self.clip(name).path, "--out", folder.path, "--format", "json", "--no-video"] + truth.analysisOptions.arguments)
    try #require(run.status == 0, "\(name): \(run.errors)")
    let analysis = try AnalysisJSON.analysis(from: Data(contentsOf: folder.appendingPathComponent("analysis.json")))
    let report = Report(
      folder: folder, line: run.output, text: TextReport(analysis).lines.joined(separator: "\n"), analysis: analysis,
      track: try TrackFile.decode(Data(contentsOf: folder.appendingPathComponent("pose.json.gz"))), truth: truth)
    reports[name] = report
    return report
  }
}

extension AnalysisOptions {
  /// What the command line has to be told, for options that a truth file names.
  var arguments: [String] {
    var words = ["--profile", profile.rawValue, "--strictness", strictness.rawValue]
    words += ["--top-reference", topReference.rawValue]
    if let tempo { words += ["--tempo", "\(tempo.ascent)-\(tempo.top)-\(tempo.descent)-\(tempo.bottom)"] }
    for (option, value) in [
      ("neutral-offset", neutralOffset), ("floor-y", floorY), ("start", start), ("end", end),
      ("person", person.map(Double.init)),
    ] {
      if let value { words += ["--\(option)", option == "person" ? "\(Int(value))" : "\(value)"] }
    }
    return words
  }
}
