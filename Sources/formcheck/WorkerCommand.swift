public import ArgumentParser
internal import Foundation
public import Movement
internal import Pipeline

/// One clip of a batch, in a process of its own that is confined from the first moment on.
///
/// It works without Dispatch and without tasks. Dispatch looks at its threads through `/proc/NUMBER/stat`, where all other
/// processes are seen, too, and ends the process when it cannot. A signal ends the worker at once; its folder is the
/// parent's to take away.
struct WorkerCommand: ParsableCommand {
  /// The first word of its command line. It is none of the user's commands.
  static let name = "worker"

  static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

  @Option(help: ArgumentHelp("The clip, open for reading.", valueName: "n"))
  var descriptor: Int32

  @Option(name: .customLong("name"), parsing: .unconditional, help: "What the clip is called.")
  var clipName: String

  @Option(help: ArgumentHelp("An empty folder for the report, by its path from /.", valueName: "dir"))
  var into: String

  @Option(help: ArgumentHelp("Memory, megabytes.", valueName: "mb"))
  var memory: Int?

  @Option(help: ArgumentHelp("Time on all processors together, seconds.", valueName: "s"))
  var cpu: Int?

  @Option(help: ArgumentHelp("Die with this process, which started the worker.", valueName: "pid"))
  var parent: Int32?

  @Flag(help: "Exit with 69 where the kernel cannot confine the worker.")
  var requireConfinement = false

  @Option(parsing: .unconditional, help: "The clip's address from the report.")
  var link: String?

  @Flag var noVideo = false
  @Flag var blurFaces = false
  @Option var threads: Int?

  @Option(help: ArgumentHelp("All that may change a verdict, as the analysis will say it.", valueName: "json"))
  var options: AnalysisOptions?

  @OptionGroup var limits: LimitOptions

  func validate() throws {
    guard options?.isInRange ?? true, threads ?? 1 >= 1 else {
      throw ValidationError("--options or --threads is out of range")
    }
  }

  /// A clip wanted more memory than its worker may have.
  struct MemoryUsedUp: Error, CustomStringConvertible {
    let description: String
  }

  /// Says on stdout how far it is, and why it failed.
  static func run() -> ExitStatus {
    do {
      let cell = WorkerCell(words: Array(CommandLine.arguments.dropFirst(2)))
      WorkerVoice.say(try cell.lock())
      let command: WorkerCommand
      do {
        command = try parse(cell.words)
      } catch {
        throw WorkerCell.Refusal(status: .wrongUsage, description: message(for: error))
      }
      do {
        try command.analyze()
      } catch {
        throw command.tellingMemory(error)
      }
      return .success
    } catch {
      WorkerVoice.say(error)
      return ExitStatus(error)
    }
  }

  private func analyze() throws {
    let source = try ClipSource(descriptor: descriptor, name: clipName)
    let order = ClipJob.Order(
      options: options ?? AnalysisOptions(), makesVideo: !noVideo, blursFaces: blurFaces, threads: threads, link: link,
      limits: limits.limits)
    var analyzer: ClipAnalyzer?
    let job = try ClipJob(source, order, into: URL(fileURLWithPath: into, isDirectory: true), &analyzer)
    do {
      let voice = WorkerVoice()
      let outcome = try job.work(progress: voice.show)
      let facts = outcome.subject.analysis.clip
      // The same clip must not have two analyses, one of them with frames that were lost for want of memory. Damage of the
      // clip's own is there again when there is more memory.
      if facts.decodeHealth.isDoubtful, isShortOfMemory,
        try analyzer?.confirms(facts, of: source, progress: voice.show) != true
      {
        throw memoryUsedUp("lost frames")
      }
      try job.publish(outcome)
    } catch {
      job.abandon()
      throw error
    }
  }

  /// Memory that ran out has many faces: to the inference runtime it is a part that will not load, to a decoder a frame
  /// that is lost. Where half of what is allowed was in use, that is what is believed.
  private func tellingMemory(_ error: any Error) -> any Error {
    guard isShortOfMemory, [.missingPart, .bug, .unusableClip].contains(ExitStatus(error)) else { return error }
    return memoryUsedUp("\(error)")
  }

  private func memoryUsedUp(_ sign: String) -> MemoryUsedUp {
    let limit = memory.map { "\($0) MB of " } ?? ""
    return MemoryUsedUp(
      description: "\(clipName): the \(limit)memory it may use is used up. Allow more of it. [\(sign)]")
  }

  /// `false` where there is no limit.
  private var isShortOfMemory: Bool {
    var usage = rusage()
    guard let memory, getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return false }
    return usage.ru_maxrss >> 10 > memory / 2
  }
}

extension DecodeHealth {
  fileprivate var isDoubtful: Bool { framesDamaged + packetErrors > 0 || !complete }
}

extension AnalysisOptions: ExpressibleByArgument {
  public init?(argument: String) {
    guard let options = try? JSONDecoder().decode(AnalysisOptions.self, from: Data(argument.utf8)) else { return nil }
    self = options
  }
}
