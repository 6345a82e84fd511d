internal import Archive
public import ArgumentParser
public import Batch
internal import Confinement
internal import Foundation
internal import Movement
internal import Pipeline

struct BatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Analyse folders of clips, each clip in a confined process of its own.",
    discussion: """
      Folders are searched with all below. A clip that has its result is not analysed again, so after an interruption \
      the same command goes on where it was; a clip that came twice is analysed once. DIR/index.html shows all \
      results, DIR/summary.csv is the same as a table.

      EXAMPLES:
        formcheck batch uploads --out results
        formcheck batch uploads --out results --manifest sets.csv --jobs 2
        formcheck batch uploads --out results --retry-failed --timeout 3600
        formcheck batch uploads --out results-2 --shard 2/5 --format json
        formcheck batch --out results --reindex
      """)

  @Argument(help: ArgumentHelp("Video files, and folders with them.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("Where the results go.", valueName: "dir"), completion: .directory)
  var out: String

  @Option(
    help: ArgumentHelp(
      "What is known of the clips: CSV with the columns file, athlete, profile, date, load, tempo, notes.",
      valueName: "sets.csv"), completion: .file(extensions: ["csv"]))
  var manifest: String?

  @Option(
    help: ArgumentHelp(
      "Clips at a time, with one processor each: when left out as many as there are processors, and memory for.",
      valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Time that a clip may take, seconds; one that hangs is ended sooner.", valueName: "s"))
  var timeout = BatchRunner.Settings.standardTimeout

  @Option(help: ArgumentHelp("Memory that a clip may take, megabytes.", valueName: "mb"))
  var maxMemory = BatchRunner.Settings.standardMemory

  @Flag(help: "Try again what failed before.")
  var retryFailed = false

  @Option(help: ArgumentHelp("Only one of N equal parts, for several machines.", valueName: "i/n"))
  var shard: Shard?

  @Flag(help: "First make the archive again from the results' JSON files.")
  var reindex = false

  @Flag(help: "Write no annotated videos and no films of the faults.")
  var noVideo = false

  @Flag(help: "Hide the faces of all who were followed.")
  var blurFaces = false

  @Flag(help: "Start each clip's process in bubblewrap, too, around the confinement that it has anyway.")
  var bubblewrap = false

  @Flag(help: "Exit with 69 where the kernel cannot confine the clips' processes.")
  var requireConfinement = false

  @Option(help: "Lines for people, or one JSON object a line as each clip ends.")
  var format = OutputOptions.Format.text

  @Flag(help: "No progress line on stderr, and no lines but failures.")
  var quiet = false

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if out.isEmpty { throw ValidationError("--out: the folder has no name; name one") }
    let places = (paths + [out]).map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    if places.dropLast().contains(places[places.count - 1]) {
      throw ValidationError("--out \(out): is one of the folders to analyse; name another one, which may lie in it")
    }
    if paths.contains("") { throw ValidationError("a path is empty; name a video file or a folder") }
    if paths.isEmpty && !reindex {
      throw ValidationError("name the video files or folders to analyse, as in formcheck batch uploads --out results")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs \(jobs): from 1 to 256") }
    if !(1...1_000_000).contains(timeout) { throw ValidationError("--timeout \(timeout): seconds, at least 1") }
    if !(100...1_000_000).contains(maxMemory) {
      throw ValidationError("--max-memory \(maxMemory): megabytes, at least 100; a small clip needs about 400")
    }
  }

  func run() async throws {
    do {
      throw ExitCode(try await work().rawValue)
    } catch let signal as Interruption.Signalled {
      throw ExitCode(signal.exitCode)
    } catch let code as ExitCode {
      throw code
    } catch {
      complain(error, about: out)
      throw ExitCode(ExitStatus(error).rawValue)
    }
  }

  private func work() async throws -> ExitStatus {
    Installation.pin()
    let plans = try BatchPlans(
      judging: judging, drawing: (noVideo ? ["--no-video"] : []) + (blurFaces ? ["--blur-faces"] : []),
      manifest: try manifest.map(Manifest.init(path:)))
    try checkWhatIsNeeded()
    let settings = try await settings
    let url = URL(fileURLWithPath: out, isDirectory: true)
    let interruption = Interruption(forcedEnd: BatchVoice.sayStopped)
    let sets = url.appendingPathComponent(ResultsLayout.setsFolder).path
    if paths.isEmpty, !FileManager.default.fileExists(atPath: sets) {
      throw AnalysisError(.unreadable, "\(out): no results of a batch. Name the folder that --out named.")
    }
    let results = try ResultsFolder(url, rebuildingIndex: reindex)
    if reindex {
      let counts = try results.archive.counts()
      remark("the archive was made again: \(counts.sets) sets, \(counts.failures) failures")
    }
    let all = FileFinder(excluding: [url]).find(in: paths)
    let remarks = results.problems + plans.faults + plans.strays(all.files)
    for line in remarks + [plans.unlisted(all.files)].compactMap(\.self) { remark(line) }

    let found = plans.heldBack(all)
    let index = IndexKeeper(results.archive, in: url)
    let voice = BatchVoice(format, isQuiet: quiet, results: url, expected: found.files.count / settings.shard.count)
    do {
      let runner = BatchRunner(settings, into: results)
      let work = Task {
        try await runner.run(
          found, plan: { file, clip in plans.plan(file, known: results.upload(of: clip, named: file.name)) }
        ) { event in
          voice.show(event)
          // Only for those who look while it runs: the end will tell what cannot be written.
          try? index.writeWhenDue()
        }
      }
      try await interruption.watching(work)
      try index.write()
    } catch {
      try? index.writeIfShort()
      voice.end(isCutShort: true)
      throw error
    }
    voice.end(isCutShort: false)
    if let fault = voice.fault { throw fault }
    let isComplete =
      voice.failures == 0 && plans.faults.isEmpty && results.problems.isEmpty
      && !found.skipped.contains(where: \.isLoss)
    return isComplete ? .success : .someFailed
  }

  /// What every clip would fail for comes before the first one.
  private func checkWhatIsNeeded() throws {
    guard !paths.isEmpty else { return }
    try ClipAnalyzer.check(models: Installation.models)
    let support = Confinement.available()
    if let fault = support.fault, !bubblewrap || requireConfinement {
      guard !requireConfinement else { throw AnalysisError(.missingPart, "\(support.summary): \(fault)") }
      remark("\(support.summary): \(fault)")
    }
    if let missing = paths.first(where: { access($0, F_OK) != 0 }) {
      throw AnalysisError(.unreadable, "\(missing): not found. Name video files, and folders with them.")
    }
  }

  /// Each of them may take all the memory that it is allowed.
  private var standardJobs: Int {
    let machine = ProcessInfo.processInfo
    return min(machine.activeProcessorCount, max(1, Int(machine.physicalMemory >> 20) / maxMemory))
  }

  private var settings: BatchRunner.Settings {
    get async throws {
      var settings = BatchRunner.Settings(
        jobs: jobs ?? standardJobs, timeout: Double(timeout), memory: maxMemory,
        retriesFailed: retryFailed, shard: shard ?? .whole)
      settings.limits = limits.words
      if bubblewrap {
        let readable = Installation.libraries + [Installation.models, Installation.fonts]
        settings.outerLayer = try await Bubblewrap(program: Installation.program, readable: readable)
      }
      return settings
    }
  }
}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
