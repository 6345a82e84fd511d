internal import ArgumentParser
internal import FormRules
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports

struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", abstract: "Analyse clips and write a report folder for each (the default command).",
    discussion: """
      The word analyze may be left out. The folder is complete where analysis.json is.

      EXAMPLES:
        formcheck clip.mp4
        formcheck clip.mp4 --profile machine --out anna-monday
        formcheck *.mp4 --out reports --quiet
        formcheck clip.mp4 --format json --fail-on flagged
        formcheck clip.mp4 --start 12 --end 40 --person 2
      """)

  @Argument(help: ArgumentHelp("Video files.", valueName: "clip"), completion: Completions.clips)
  var clips: [String]

  @Option(
    help: ArgumentHelp(
      "Where the report goes; with several clips, the folder that gets one report folder each.", valueName: "dir"),
    completion: .directory)
  var out: String?

  @Flag(help: "Write no annotated video and no films of the faults; the report and its stills are made all the same.")
  var noVideo = false

  @Flag(
    help: ArgumentHelp(
      "Hide the faces of all who were followed, in the video and the stills.",
      discussion: "Look before you publish: someone seen only in a corner for a moment may be missed."))
  var blurFaces = false

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
  @OptionGroup var limits: LimitOptions
  @OptionGroup var presentation: OutputOptions

  func validate() throws {
    try refuseWhatIsNoClip()
    if let person, person < 1 { throw ValidationError("--person \(person): people are numbered from 1") }
    if let start, !AnalysisOptions.moments.contains(start) {
      throw ValidationError("--start \(start): seconds from the start of the clip, 0 or more")
    }
    if let end, !(AnalysisOptions.moments.contains(end) && end > (start ?? 0)) {
      throw ValidationError("--end \(end): seconds from the start of the clip, and after --start")
    }
    if out?.isEmpty == true { throw ValidationError("--out: the folder has no name; name one, or leave --out out") }
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): at least 1") }
  }

  /// A word that will be a command one day is none of today's clips, unless there is such a file.
  private func refuseWhatIsNoClip() throws {
    if clips.contains("") { throw ValidationError("a clip has an empty name; name a video file") }
    if let word = clips.first, word == "review",
      !FileManager.default.fileExists(atPath: word)
    {
      throw ValidationError("\(word): this command is not available in this version; see formcheck --help")
    }
    if let fault = clips.first.flatMap(CommandSpelling.fault) { throw ValidationError(fault) }
  }

  func run() async throws {
    let options: AnalysisOptions
    do {
      options = try judging.over(AnalysisOptions(start: start, end: end, person: person))
    } catch {
      complain(error, about: "--profile")
      throw ExitCode(ExitStatus(error).rawValue)
    }
    let folders = ReportNaming.folders(for: clips, out: out)
    let interruption = Interruption()
    var analyzer: ClipAnalyzer?
    var codes: [ExitStatus] = []
    for (clip, folder) in zip(clips, folders) {
      do {
        codes.append(try await analyze(clip, into: folder, options, &analyzer, interruption))
      } catch let signal as Interruption.Signalled {
        throw ExitCode(signal.exitCode)
      } catch {
        complain(error, about: clip)
        codes.append(ExitStatus(error))
      }
    }
    throw ExitCode(ExitStatus.worst(codes).rawValue)
  }

  /// - Parameter analyzer: made for the first clip that can be read, then shared.
  private func analyze(
    _ clip: String, into url: URL, _ options: AnalysisOptions, _ analyzer: inout ClipAnalyzer?,
    _ interruption: Interruption
  ) async throws -> ExitStatus {
    let source = try ClipSource(path: clip)
    let order = ClipJob.Order(
      options: options, makesVideo: !noVideo, blursFaces: blurFaces, threads: threads,
      link: ClipLink.address(of: clip, from: url), limits: limits.limits)
    let job = try ClipJob(source, order, into: url, &analyzer)
    let progress = ProgressLine(name: source.name, isQuiet: presentation.quiet)
    do {
      let outcome = try await interruption.watching(Task.detached { try job.work(progress: progress.show) })
      progress.end()
      try job.publish(outcome)
      try Presentation(presentation).show(outcome.subject.analysis, folder: url)
      return presentation.status(of: outcome.subject.analysis)
    } catch {
      progress.end()
      job.abandon()
      throw error
    }
  }
}
