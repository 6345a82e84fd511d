internal import ArgumentParser
internal import FormRules
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports

struct JudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge", abstract: "Judge report folders again from their saved tracks, without the video.",
    discussion: """
      Options that are left out stay as they were in the report.

      EXAMPLES:
        formcheck judge clip.formcheck --strictness lenient
        formcheck judge *.formcheck --profile studio.yaml --quiet
        formcheck judge clip.formcheck --neutral-offset 4 --format json
      """)

  @Argument(help: ArgumentHelp("Report folders.", valueName: "dir"), completion: .directory)
  var folders: [String]

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var presentation: OutputOptions

  func validate() throws {
    if folders.contains("") { throw ValidationError("a folder has an empty name; name a report folder") }
  }

  func run() async throws {
    let interruption = Interruption()
    var codes: [ExitStatus] = []
    for folder in folders {
      do {
        codes.append(try await judge(URL(fileURLWithPath: folder, isDirectory: true), interruption))
      } catch let signal as Interruption.Signalled {
        throw ExitCode(signal.exitCode)
      } catch {
        complain(error, about: folder)
        codes.append(ExitStatus(error))
      }
    }
    throw ExitCode(ExitStatus.worst(codes).rawValue)
  }

  private func judge(_ url: URL, _ interruption: Interruption) async throws -> ExitStatus {
    let judging = judging
    let work = Task.detached {
      let saved = try SavedReport(in: url)
      return (saved, try ClipAnalyzer.judge(saved.track, options: try judging.over(saved.analysis.options)))
    }
    let (saved, result) = try await interruption.watching(work)
    // From here on a signal waits: what is left takes milliseconds, and leaves a whole report.
    let folder = try ReportFolder(preparing: url)
    do {
      let old = folder.film ?? Film()
      let film = old.keeping(result.analysis, from: saved.analysis)
      try folder.publish(
        ReportSubject(
          result.analysis, track: saved.track, signals: result.signals,
          sheet: try ProfileSheet(for: result.analysis.options)), film: film, pictures: folder.pictures(of: film))
      if film.video == nil, old.video != nil, !presentation.quiet {
        remark(
          "\(url.relativePath): the video showed the verdicts from before and was taken away; analyse the clip again for a new one"
        )
      }
    } catch {
      folder.abandon()
      throw error
    }
    try Presentation(presentation).show(result.analysis, folder: url)
    return presentation.status(of: result.analysis)
  }
}
