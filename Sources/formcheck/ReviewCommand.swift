internal import Archive
internal import ArgumentParser
internal import Foundation
internal import Movement
internal import Pipeline
internal import ReviewServer

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Open the coach's desk over a batch's results: go through the flagged reps.",
    discussion: """
      Prints an address for the browser on this machine; it opens the desk once and is a cookie from then on. Decisions \
      are kept in DIR/decisions.jsonl. Ctrl-C ends it.

      EXAMPLES:
        formcheck review results
        formcheck review results --coach Kim --port 8400
        formcheck review results --read-only
        formcheck review results --report
        formcheck review results --export csv > labels.csv
        formcheck review results --share 3f786850e387 --out for-anna
      """)

  enum Export: String, ExpressibleByArgument, CaseIterable {
    case csv, jsonl
  }

  @Argument(help: ArgumentHelp("The results of a batch.", valueName: "dir"), completion: .directory)
  var results: String

  @Option(help: ArgumentHelp("Where to listen; 0: any free port.", valueName: "n"))
  var port = 8377

  @Option(help: ArgumentHelp("Listen there, not on this machine alone.", valueName: "addr"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("A name by which a proxy with TLS in front is reached.", valueName: "name"))
  var knownAs: [String] = []

  @Flag(help: "Show everything, take no decisions and no uploads, and change nothing on disk.")
  var readOnly = false

  @Option(
    help: ArgumentHelp("Who decides, unless the page says otherwise; your user name when left out.", valueName: "name"))
  var coach: String?

  @Option(help: ArgumentHelp("The largest clip that may be dropped on the desk, megabytes.", valueName: "mb"))
  var maxUpload = 2_000

  @Flag(help: "Print how often coaches agreed with each rule, and what was missed; open no desk.")
  var report = false

  @Flag(help: "With --report: a line for each profile.")
  var byProfile = false

  @Option(help: "Print the reps with what coaches hold of them, as CSV or JSON lines; open no desk.")
  var export: Export?

  @Option(
    help: ArgumentHelp(
      "Make a folder for the athlete of one set, by the first digits of its key: report, notes, decisions.",
      valueName: "set"))
  var share: String?

  @Option(help: ArgumentHelp("With --share: where the folder goes.", valueName: "dir"), completion: .directory)
  var out: String?

  @Option(help: "With --report: text for people, or JSON.")
  var format = OutputOptions.Format.text

  func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port \(port): from 0 to 65535") }
    if host.isEmpty { throw ValidationError("--host: the address is empty") }
    if !(1...1_000_000).contains(maxUpload) {
      throw ValidationError("--max-upload \(maxUpload): megabytes, at least 1")
    }
    if let coach, !Decision.isName(coach) {
      throw ValidationError("--coach: a name of one to \(Decision.longestName) bytes, without line breaks")
    }
    let modes = [report, export != nil, share != nil].count { $0 }
    if modes > 1 { throw ValidationError("name one of --report, --export and --share") }
    if out != nil, share == nil { throw ValidationError("--out: only with --share") }
    if byProfile, !report { throw ValidationError("--by-profile: only with --report") }
    if let share, !(6...40).contains(share.count) || !share.allSatisfy(\.isHexDigit) {
      throw ValidationError(
        "--share \(share): the first six or more hexadecimal digits of the set's key, as in its address")
    }
  }

  func run() async throws {
    do {
      try await work()
    } catch let signal as Interruption.Signalled {
      throw ExitCode(signal.exitCode)
    } catch {
      complain(error, about: results)
      throw ExitCode(ExitStatus(error).rawValue)
    }
  }

  private func work() async throws {
    let results = URL(fileURLWithPath: results, isDirectory: true)
    if report {
      try ReviewPrinting(results).report(coach: coach, isByProfile: byProfile, format: format)
    } else if let export {
      try ReviewPrinting(results).export(export)
    } else if let share {
      try await ReviewPrinting(results).share(share, out: out)
    } else {
      try await serve()
    }
  }

  private func serve() async throws {
    let url = URL(fileURLWithPath: results, isDirectory: true)
    let file = url.appendingPathComponent(ResultsArchive.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw AnalysisError(
        .unreadable, "\(results): no results of a batch. Make them first: formcheck batch CLIPS --out \(results)")
    }
    let settings = DeskSettings(
      host: host, port: port, knownAs: knownAs, isReadOnly: readOnly, coach: coach ?? Self.userName)
    let archive = readOnly ? try ResultsArchive(readingAt: file) : try ResultsArchive(at: file)
    if settings.isOffLoopback {
      remark(
        "\(host): others can reach this, and read along. Put a proxy with TLS before it and name it with --known-as.")
    }
    let uploads = readOnly ? nil : try takesUploads(in: url, archive)
    for problem in uploads?.queue.problems ?? [] { remark(problem) }
    let desk = Desk(settings, over: url, archive, uploads: uploads)
    let interruption = Interruption()
    let work = Task {
      try await desk.run { addresses in
        for address in addresses { try? output("The desk is open: \(address)") }
        remark("an address opens once, for one browser; Ctrl-C closes the desk")
      }
    }
    try await interruption.watching(work)
  }

  /// - Returns: `nil`: nothing could be analysed; a coach can decide all the same.
  private func takesUploads(in url: URL, _ archive: ResultsArchive) throws -> DeskUploads? {
    do {
      return try DeskUploads(results: url, archive: archive, limit: maxUpload * 1_000_000)
    } catch let error as AnalysisError where error.kind == .missingPart {
      remark("no uploads are taken: \(error)")
      return nil
    }
  }

  /// Who is logged in; a name that can be a coach's in any case.
  private static var userName: String {
    let name = NSUserName()
    return Decision.isName(name) ? name : "coach"
  }
}
