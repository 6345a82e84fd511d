internal import ArgumentParser
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports

struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge", abstract: "Judge report folders again from their saved tracks, without the video.",
    discussion: "Options that are left out stay as they were in the report.")

  @Argument(help: ArgumentHelp("Report folders.", valueName: "dir"))
  var folders: [String]

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var presentation: OutputOptions

  func run() throws {
    var codes: [ExitStatus] = []
    for folder in folders {
      do {
        codes.append(try judge(URL(fileURLWithPath: folder, isDirectory: true)))
      } catch {
        complain("\(error)")
        codes.append(ExitStatus(error))
      }
    }
    throw ExitCode(ExitStatus.worst(codes).rawValue)
  }

  private func judge(_ url: URL) throws -> ExitStatus {
    let saved = try SavedReport(in: url)
    let result = ClipAnalyzer.judge(saved.track, options: judging.over(saved.options))
    let folder = try ReportFolder(preparing: url)
    do {
      try folder.publish(result.analysis, track: saved.track, signals: result.signals)
    } catch {
      folder.abandon()
      throw error
    }
    try Presentation(presentation).show(result.analysis, folder: url)
    return presentation.status(of: result.analysis)
  }
}

/// What an earlier run left in a report folder.
private struct SavedReport {
  let track: PoseTrack
  let options: AnalysisOptions

  /// - Throws: ``AnalysisError`` naming the file that is missing or damaged.
  init(in folder: URL) throws {
    let trackURL = folder.appendingPathComponent(ReportFolder.trackName)
    let analysisURL = folder.appendingPathComponent(ReportFolder.analysisName)
    let mend = "Analyse the clip again."
    guard let packed = try? Data(contentsOf: trackURL) else {
      throw AnalysisError(.unreadable, "\(trackURL.relativePath): not found or not readable. \(mend)")
    }
    guard let track = try? TrackFile.decode(packed) else {
      throw AnalysisError(.unusable, "\(trackURL.relativePath): not a saved track, or damaged. \(mend)")
    }
    guard let text = try? Data(contentsOf: analysisURL) else {
      throw AnalysisError(.unreadable, "\(analysisURL.relativePath): not found, the report is not complete. \(mend)")
    }
    guard let analysis = try? AnalysisJSON.analysis(from: text) else {
      throw AnalysisError(.unusable, "\(analysisURL.relativePath): not an analysis, or damaged. \(mend)")
    }
    self.track = track
    options = analysis.options
  }
}
