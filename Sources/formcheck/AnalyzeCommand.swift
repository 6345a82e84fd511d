internal import ArgumentParser
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports

struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", abstract: "Analyse clips and write a report folder for each (the default command).")

  @Argument(help: ArgumentHelp("Video files.", valueName: "clip"))
  var clips: [String]

  @Option(
    help: ArgumentHelp(
      "Where the report goes; with several clips, the folder that gets one report folder each.", valueName: "dir"))
  var out: String?

  @Flag(help: "Write no annotated video.")
  var noVideo = false

  @Option(help: ArgumentHelp("Follow this person, 1 is the leftmost.", valueName: "n"))
  var person: Int?

  @Option(help: ArgumentHelp("Look from here on, seconds.", valueName: "s"))
  var start: Double?

  @Option(help: ArgumentHelp("Look up to here, seconds.", valueName: "s"))
  var end: Double?

  @Option(
    help: ArgumentHelp("Processor threads to use: all of them when left out. Results are the same.", valueName: "n"))
  var threads: Int?

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var presentation: OutputOptions

  func validate() throws {
    if let person, person < 1 { throw ValidationError("--person \(person): people are numbered from 1") }
    if let start, start < 0 { throw ValidationError("--start \(start): seconds from the start of the clip, 0 or more") }
    if let end, end <= (start ?? 0) { throw ValidationError("--end \(end): must come after the start") }
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): at least 1") }
  }

  func run() async throws {
    let options = judging.over(AnalysisOptions(start: start, end: end, person: person))
    let folders = ReportNaming.folders(for: clips, out: out)
    let interruption = Interruption()
    var codes: [ExitStatus] = []
    for (clip, folder) in zip(clips, folders) {
      do {
        codes.append(try await analyze(clip, into: folder, options: options, interruption: interruption))
      } catch let signal as Interruption.Signalled {
        throw ExitCode(signal.exitCode)
      } catch {
        complain("\(error)")
        codes.append(ExitStatus(error))
      }
    }
    throw ExitCode(ExitStatus.worst(codes).rawValue)
  }

  private func analyze(
    _ clip: String, into url: URL, options: AnalysisOptions, interruption: Interruption
  ) async throws -> ExitStatus {
    // First of all what can be known at once: is the clip readable, the folder writable, the model there?
    let analyzer = try ClipAnalyzer(models: Installation.models, threads: threads)
    let source = try analyzer.open(clip)
    let folder = try ReportFolder(preparing: url)
    let progress = ProgressLine(name: source.name, isQuiet: presentation.quiet)
    do {
      let work = Task.detached { try analyzer.analyze(source, options: options, progress: progress.show) }
      let result = try await interruption.watching(work)
      progress.end()
      try folder.publish(result.analysis, track: result.track, signals: result.signals)
      try Presentation(presentation).show(result.analysis, folder: url)
      return presentation.status(of: result.analysis)
    } catch {
      progress.end()
      folder.abandon()
      throw error
    }
  }
}
